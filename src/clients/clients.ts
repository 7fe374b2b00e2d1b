import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a client starts the shim. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** An MCP client and where it is told of servers. */
export interface McpClient {
  readonly id: string;
  readonly title: string;
  /** Its program, for finding out whether it is installed. */
  readonly binary: string;
  readonly format: 'json' | 'toml';
  /** Files of the user's own configuration; the first that exists counts, else the first. */
  readonly user: (home: string) => readonly string[];
  /** The same for a project, from its directory. */
  readonly project: readonly string[];
  /** Where in the file our entry stands. */
  readonly place: readonly string[];
  readonly entry: (launch: Launch) => object;
}

const withEnv = (env: Launch['env']) => (Object.keys(env).length > 0 ? { env } : {});
const plain = ({ command, args, env }: Launch) => ({ command, args, ...withEnv(env) });
const typed = (launch: Launch) => ({ type: 'stdio', ...plain(launch) });
const codeOf = (home: string) => {
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'Library/Application Support',
    win32: 'AppData/Roaming',
  };
  return join(home, folders[process.platform] ?? '.config', 'Code/User');
};

/** The clients that `peermesh setup` knows, by their documentation. */
export const clients: readonly McpClient[] = [
  {
    id: 'claude',
    title: 'Claude Code',
    binary: 'claude',
    format: 'json',
    user: (home) => [join(home, '.claude.json')],
    project: ['.mcp.json'],
    place: ['mcpServers', 'peermesh'],
    entry: typed,
  },
  {
    id: 'codex',
    title: 'Codex',
    binary: 'codex',
    format: 'toml',
    user: (home) => [join(home, '.codex/config.toml')],
    project: ['.codex/config.toml'],
    place: ['mcp_servers', 'peermesh'],
    entry: plain,
  },
  {
    id: 'gemini',
    title: 'Gemini CLI',
    binary: 'gemini',
    format: 'json',
    user: (home) => [join(home, '.gemini/settings.json')],
    project: ['.gemini/settings.json'],
    place: ['mcpServers', 'peermesh'],
    entry: plain,
  },
  {
    id: 'cursor',
    title: 'Cursor',
    binary: 'cursor',
    format: 'json',
    user: (home) => [join(home, '.cursor/mcp.json')],
    project: ['.cursor/mcp.json'],
    place: ['mcpServers', 'peermesh'],
    entry: plain,
  },
  {
    id: 'opencode',
    title: 'OpenCode',
    binary: 'opencode',
    format: 'json',
    user: (home) => ['opencode.json', 'opencode.jsonc'].map((name) => join(home, '.config/opencode', name)),
    project: ['opencode.json', 'opencode.jsonc'],
    place: ['mcp', 'peermesh'],
    entry: ({ command, args, env }) => ({
      type: 'local',
      command: [command, ...args],
      enabled: true,
      ...(Object.keys(env).length > 0 && { environment: env }),
    }),
  },
  {
    id: 'vscode',
    title: 'VS Code',
    binary: 'code',
    format: 'json',
    user: (home) => [join(codeOf(home), 'mcp.json')],
    project: ['.vscode/mcp.json'],
    place: ['servers', 'peermesh'],
    entry: typed,
  },
];

/** The file of a client that is to be edited. */
export function fileOf(client: McpClient, where: { home: string; project?: string }): string {
  const files =
    where.project === undefined ? client.user(where.home) : client.project.map((name) => join(where.project!, name));
  return files.find((file) => existsSync(file)) ?? files[0]!;
}

/** Whether a client seems to be installed: its program is on the PATH, or its configuration is there. */
export function isInstalled(client: McpClient, home: string, path: string): boolean {
  const names = process.platform === 'win32' ? [`${client.binary}.exe`, `${client.binary}.cmd`] : [client.binary];
  const onPath = path.split(delimiter).some((directory) => names.some((name) => existsSync(join(directory, name))));
  return onPath || client.user(home).some((file) => existsSync(file));
}
