/** Node-API level of the database's native code. An older Node loads it and crashes. */
const NAPI = 10;

/** Says in one sentence which Node is needed and how to get it, when the one with these `process.versions` is too old. */
export function runtimeFault(versions: { readonly node: string; readonly napi?: string }): string | undefined {
  if (Number(versions.napi ?? 0) >= NAPI) return undefined;
  return `PeerMesh needs Node.js 22.18 or newer and this is ${versions.node}: install the current LTS release from https://nodejs.org, or run "npx -y -p node@24 -p peermesh peermesh".`;
}
