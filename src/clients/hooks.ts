import { join } from 'node:path';
import { applyEdits, modify, type ParseError, parse } from 'jsonc-parser';
import { exits, StartError } from '../errors.ts';
import { forms, type HookRuntime } from '../hooks/forms.ts';
import type { Launch } from './clients.ts';

/** Where a client keeps its hooks, below the user's home or a project. Each keeps them as lists of handlers by event, in JSON. */
const files: Record<HookRuntime, string> = {
  claude: '.claude/settings.json',
  codex: '.codex/hooks.json',
  gemini: '.gemini/settings.json',
  cursor: '.cursor/hooks.json',
};

/** The file with the hooks of a client, from its directory; undefined for clients without hooks that are served. */
export function hooksFileOf(id: string, directory: string): string | undefined {
  return Object.hasOwn(files, id) ? join(directory, files[id as HookRuntime]) : undefined;
}

/** Milliseconds, or seconds, after which a client gives a hook up: far more than it takes. */
const patience = { ms: 5_000, seconds: 5 };

/**
 * The text of a hooks file with ours put in or taken out; everything else stays as it is, in its order.
 * @param launch undefined takes them out
 * @throws StartError 78 when the text is no JSON
 */
export function editedHooks(text: string, runtime: HookRuntime, launch: Launch | undefined, file: string): string {
  let result = text.trim() === '' ? '{}\n' : text;
  const errors: ParseError[] = [];
  parse(result, errors, { allowTrailingComma: true });
  if (errors[0])
    throw new StartError(
      exits.configuration,
      `${file} cannot be edited: it is no JSON from character ${errors[0].offset} on. It was left as it is.`,
    );
  for (const event of Object.keys(forms[runtime])) result = withoutOurs(result, runtime, event);
  if (launch === undefined) return text.trim() === '' ? text : result;
  if (runtime === 'cursor' && (parse(result) as { version?: number }).version === undefined)
    result = put(result, ['version'], 1);
  for (const event of Object.keys(forms[runtime])) {
    const handlers = handlersIn(result, event);
    result = put(result, ['hooks', event, handlers.length], handler(runtime, commandOf(launch, runtime, event)), true);
  }
  return result;
}

/** A handler as the runtime wants it. */
function handler(runtime: HookRuntime, command: string): object {
  if (runtime === 'cursor') return { command, timeout: patience.seconds };
  return { hooks: [{ type: 'command', command, timeout: runtime === 'gemini' ? patience.ms : patience.seconds }] };
}

/** One line for a shell. The last words are how we find our own again. */
function commandOf({ command, args, env }: Launch, runtime: HookRuntime, event: string): string {
  const words = [
    ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    command,
    ...args.slice(0, -1),
    'hook',
    runtime,
    event,
  ];
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

function handlersIn(text: string, event: string): unknown[] {
  const tree = parse(text) as { hooks?: Record<string, unknown> };
  const handlers = tree.hooks?.[event];
  return Array.isArray(handlers) ? handlers : [];
}

function withoutOurs(text: string, runtime: HookRuntime, event: string): string {
  const ours = new RegExp(`\\b(peermesh|main\\.[jt]s)'? hook ${runtime} ${event}"`);
  let result = text;
  const handlers = handlersIn(text, event);
  for (const [index, one] of [...handlers.entries()].reverse()) {
    if (ours.test(JSON.stringify(one)))
      result =
        handlersIn(result, event).length === 1
          ? put(result, ['hooks', event], undefined)
          : put(result, ['hooks', event, index], undefined);
  }
  const { hooks } = parse(result) as { hooks?: object };
  return result !== text && hooks && Object.keys(hooks).length === 0 ? put(result, ['hooks'], undefined) : result;
}

function put(text: string, path: (string | number)[], value: unknown, insert = false): string {
  const indent = /\n(\t| +)"/.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: indent !== '\t',
    tabSize: indent === '\t' ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return applyEdits(text, modify(text, path, value, { formattingOptions, isArrayInsertion: insert }));
}
