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
  return `${title}

  Secret    ${secret}
            Made just now. Every client sends it; keep it to yourself.
  Data      ${config.home}

  Connect   claude mcp add --scope user --transport stdio peermesh -- npx -y peermesh mcp
            codex mcp add peermesh -- npx -y peermesh mcp
            Other clients: npx -y peermesh setup
            Programs: generate a client from openapi.yaml

  Docs      ${fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../README.md' : '../README.md', import.meta.url))}
  Stop      Ctrl-C, or kill ${process.pid}
`;
}
