import { hostname } from 'node:os';
import type { Environment } from '../config.ts';
import { type Place, placeOf } from './place.ts';

/** Who a session is, before the broker has a say. */
export interface Identity {
  /** Names the mailbox. Another session of the same label becomes `label#2`. */
  readonly label: string;
  /** Friendly name for the first registration; without one the broker makes it of the label. */
  readonly alias?: string;
  /** True when the user chose the alias: then it is set anew at each registration. */
  readonly aliasGiven: boolean;
  /** What runs the agent: `claude-code`, `codex`, … */
  readonly runtime: string;
  /** Name of the machine. */
  readonly host: string;
  readonly place: Place;
}

/** What an identity is made of. */
export interface Origins {
  readonly env: Environment;
  /** What the user gave by flag or PEERMESH_LABEL, PEERMESH_ALIAS, PEERMESH_RUNTIME. */
  readonly given: { readonly label?: string; readonly alias?: string; readonly runtime?: string };
  /** `clientInfo.name` of the initialize request, or the runtime that a hook was installed for. */
  readonly client?: string;
  /** Working directory, or the project root that the client told. */
  readonly directory: string;
  /** By default the name of this machine. */
  readonly hostName?: string;
}

/** What the clients call themselves in `initialize`, where that is not already a name of the runtime. */
const clientNames: readonly (readonly [RegExp, string])[] = [
  [/^claude[- ]?code/, 'claude-code'],
  [/^codex/, 'codex'],
  [/^gemini/, 'gemini-cli'],
  [/^cursor/, 'cursor'],
  [/^opencode/, 'opencode'],
  [/^visual studio code|^vscode/, 'vscode'],
];

/**
 * Derives label, alias, runtime and host. The same session gets the same label after each restart: what the user chose;
 * else the session id that the runtime hands over; else runtime, host and repository or directory.
 */
export function identityOf({ env, given, client = '', directory, hostName = hostname() }: Origins): Identity {
  const runtime = given.runtime ?? runtimeOf(client);
  const host = wordOf(hostName.split('.')[0]!, 'host');
  const place = placeOf(directory);
  const session = runtime === 'claude-code' ? env.CLAUDE_CODE_SESSION_ID?.trim() : undefined;
  const derived = session ? `claude-code:${session}` : `${runtime}@${host}:${place.name}`;
  // A label that a person chose is a good name already.
  const alias = given.alias ?? (given.label ? undefined : wordOf(`${runtime}-${place.name}`, runtime).slice(0, 64));
  return {
    label: given.label ?? labelOf(derived),
    ...(alias && { alias }),
    aliasGiven: given.alias !== undefined,
    runtime,
    host,
    place,
  };
}

/** The runtime that a client's name stands for: a known one, or the name itself in the characters of the contract. */
export function runtimeOf(client: string): string {
  const name = client.trim().toLowerCase();
  const known = clientNames.find(([pattern]) => pattern.test(name));
  return known?.[1] ?? wordOf(name, 'mcp').slice(0, 64);
}

function labelOf(text: string): string {
  return text.replace(/[^A-Za-z0-9._:@/+-]+/g, '-').slice(0, 120);
}

/** A text in the characters that hosts, aliases and runtimes may have. */
function wordOf(text: string, otherwise: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '') || otherwise;
}
