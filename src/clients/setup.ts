import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { HookRuntime } from '../hooks/forms.ts';
import { fileOf, type Launch, type McpClient } from './clients.ts';
import { edited, entryIn } from './edit.ts';
import { editedHooks, hooksFileOf } from './hooks.ts';

/** A change of one client's configuration, not made yet. */
export interface Change {
  readonly client: McpClient;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** As a unified diff; empty when nothing changes. */
  readonly diff: string;
}

type Tree = Record<string, unknown>;

/** Where the clients keep the variables of a server. */
const envNames: readonly string[] = ['env', 'environment'];

/** What is to be done, and where. */
export interface Wish {
  readonly home: string;
  /** Directory of the project whose configuration is meant, instead of the user's. */
  readonly project?: string;
  /** Undefined takes our entry out. */
  readonly launch: Launch | undefined;
}

/**
 * Works out what a client's configuration is to become, and with `hooks` its hooks too, which some keep in the same file. What the user
 * added to our entry stays, and the name that it gives the session counts for the hooks as well.
 * @throws StartError 78 when it cannot be read
 */
export function planChanges(client: McpClient, { launch, ...where }: Wish, hooks: boolean): Change[] {
  const file = fileOf(client, where);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found = launch && asTree(entryIn(before, client, file));
  const named = launch && { ...launch, env: { ...namesIn(found), ...launch.env } };
  const after = edited(before, client, named && entryOf(client, named, found!), file);
  const hooksFile = hooks ? hooksFileOf(client.id, where.project ?? where.home) : undefined;
  if (hooksFile === undefined) return [changeOf(client, file, before, after)];
  const withHooks = (text: string) => editedHooks(text, client.id as HookRuntime, named, hooksFile);
  if (hooksFile === file) return [changeOf(client, file, before, withHooks(after))];
  const hooksBefore = existsSync(hooksFile) ? readFileSync(hooksFile, 'utf8') : '';
  return [changeOf(client, file, before, after), changeOf(client, hooksFile, hooksBefore, withHooks(hooksBefore))];
}

/** Our entry as the user has it, brought up to date: options of the client and variables of others are kept. */
function entryOf(client: McpClient, launch: Launch, found: Tree): object {
  const others = Object.entries(envIn(found)).filter(([name]) => !handedOn.includes(name) || name in launch.env);
  const entry = client.entry({ ...launch, env: { ...Object.fromEntries(others), ...launch.env } });
  const kept = Object.entries(found).filter(([name]) => !envNames.includes(name) || name in entry);
  return { ...Object.fromEntries(kept), ...entry };
}

const namesIn = (found: Tree | undefined) =>
  Object.fromEntries(Object.entries(envIn(found ?? {})).filter(([name]) => names.includes(name)));
const envIn = (found: Tree) => asTree(envNames.map((name) => found[name]).find(Boolean)) as Record<string, string>;
const asTree = (value: unknown): Tree => (typeof value === 'object' && value !== null ? (value as Tree) : {});

function changeOf(client: McpClient, file: string, before: string, after: string): Change {
  const diff =
    before === after ? '' : createTwoFilesPatch(file, file, before, after, undefined, undefined, { context: 2 });
  return { client, file, before, after, diff };
}

/**
 * Makes a change: the file before is kept beside it, the new one appears whole, with the permissions of the old.
 * @returns the copy of the file before; undefined when there was none
 */
export function makeChange({ file, after, before }: Change): string | undefined {
  if (before === after) return undefined;
  mkdirSync(dirname(file), { recursive: true });
  // A link, as of those who keep their configuration elsewhere, stays one.
  const target = existsSync(file) ? realpathSync(file) : file;
  const mode = existsSync(target) ? statSync(target).mode & 0o777 : 0o600;
  const copy = existsSync(target) ? `${target}.before-peermesh` : undefined;
  if (copy) copyFileSync(target, copy);
  const draft = `${target}.${process.pid}.new`;
  writeFileSync(draft, after, { mode, flush: true });
  // Whatever the umask says: the file is the client's, and others may read it as before.
  chmodSync(draft, mode);
  renameSync(draft, target);
  return copy;
}

/** Settings that say who a session is. */
const names: readonly string[] = ['PEERMESH_LABEL', 'PEERMESH_ALIAS', 'PEERMESH_RUNTIME'];

/** Settings that a shim needs beside the defaults, and that clients do not hand on. The secret is none: it stays in its file. */
const handedOn: readonly string[] = [
  ...['PEERMESH_HOME', 'PEERMESH_URL', 'PEERMESH_TRANSPORT', 'PEERMESH_TOKEN_FILE'],
  ...names,
];

/**
 * How clients start the shim of this very program: through npx where it was installed as a package, else by its path, which needs
 * nothing on the PATH.
 * @param root directory of the package or the clone
 */
export function launchOf(root: string, env: NodeJS.ProcessEnv): Launch {
  const given = Object.fromEntries(handedOn.flatMap((name) => (env[name] ? [[name, env[name]!]] : [])));
  if (root.includes(`${sep}node_modules${sep}`)) return { command: 'npx', args: ['-y', 'peermesh', 'mcp'], env: given };
  return { command: process.execPath, args: [join(root, 'src/main.ts'), 'mcp'], env: given };
}
