import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import type { BrokerConfig } from '../config.ts';

/** What the screen of a start tells of. */
export interface Start {
  readonly config: Pick<BrokerConfig, 'home' | 'tokenFile' | 'firstStart'>;
  readonly address: string;
  readonly version: string;
}

/** What a start prints: a screen the first time, three lines later. In colour only where a person reads it. */
export function welcome({ config, address, version }: Start): string {
  const title = `${styleText('bold', `PeerMesh ${version}`, { stream: process.stdout })} listens on ${address}`;
  const secret = config.tokenFile ?? 'PEERMESH_TOKEN';
  if (!config.firstStart) return `${title}\nSecret in ${secret}, data in ${config.home}.\nCtrl-C stops it.\n`;
  const self = ownCommand();
  return `${title}

  Secret    ${secret}
            Made just now. Every client sends it; keep it to yourself.
  Data      ${config.home}

  Connect   ${self} setup
            asks which of Claude Code, Codex, Gemini CLI, Cursor, OpenCode and VS Code shall join.
            Any other MCP client: let it start ${self} mcp
            Programs: generate a client from openapi.yaml
  Check     ${self} doctor

  Docs      ${fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../README.md' : '../README.md', import.meta.url))}
  Stop      Ctrl-C, or kill ${process.pid}
`;
}

/** How a person runs this very program: through npx where it was installed as a package, else by its path. */
function ownCommand(): string {
  const path = process.argv[1] ?? 'peermesh';
  return path.includes(`${sep}node_modules${sep}`) ? 'npx -y peermesh' : `node ${path}`;
}
