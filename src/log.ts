import { renameSync, statSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import { exits, StartError } from './errors.ts';

/** The broker's log. Its lines never hold bodies, tokens, headers or query strings: callers name ids and paths only. */
export type Log = Logger;

/** Levels from most to least talkative. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

type Level = (typeof logLevels)[number];

/** What to log and where to. */
export interface LogOptions {
  /** Least level that is logged; if absent, `info`, and `warn` on a terminal, where the start has its own screen. */
  readonly level?: Level;
  /** Path of the log file, made with mode 0600. At `maxBytes` it becomes `<file>.1`, and the one before that is dropped. */
  readonly file?: string;
  /** Size of the file at which it is rotated, in bytes; default 10 MiB. */
  readonly maxBytes?: number;
  /** Leaves out stderr. */
  readonly quiet?: boolean;
}

/**
 * Opens the log: JSON lines to the file; to stderr JSON lines, or short ones where a person reads them. Writes are
 * synchronous, so that the last line before an exit is there; at level info a healthy broker writes few.
 * Throws {@link StartError} (78) when the file cannot be written.
 */
export function createLog({ level, file, maxBytes = 10 * 1024 * 1024, quiet }: LogOptions): Log {
  const streams: { level: Level; stream: { write(line: string): void } }[] = [];
  if (!quiet && process.stderr.isTTY) streams.push({ level: level ?? 'warn', stream: readable(open(2)) });
  else if (!quiet) streams.push({ level: 'trace', stream: open(2) });
  if (file) streams.push({ level: 'trace', stream: rotating(file, maxBytes) });
  const options = {
    level: level ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describe },
  };
  return pino({ ...options, formatters: { level: (label) => ({ level: label }) } }, pino.multistream(streams));
}

/** A log that writes nothing. */
export const silentLog: Log = pino({ level: 'silent' });

/** A closed terminal or a full disk must not end a broker that outlives them, so errors of the log go nowhere. */
function open(dest: string | number) {
  const stream = pino.destination({ dest, sync: true, mode: 0o600, append: true });
  stream.on('error', () => {});
  return stream;
}

function rotating(file: string, maxBytes: number) {
  const stream = openFile(file);
  let size = statSync(file).size;
  return {
    write(line: string) {
      if (size > 0 && size + Buffer.byteLength(line) > maxBytes) {
        size = 0;
        rotate(file, stream);
      }
      size += Buffer.byteLength(line);
      stream.write(line);
    },
  };
}

function openFile(file: string) {
  try {
    return open(file);
  } catch (cause) {
    throw new StartError(exits.configuration, `The log file ${file} cannot be written: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** When the names cannot be changed, the lines go on into the file that is open. */
function rotate(file: string, stream: ReturnType<typeof open>): void {
  try {
    renameSync(file, `${file}.1`);
    stream.reopen(file);
  } catch {}
}

/** `09:41:07 warn  message  key=value …` */
function readable(stream: { write(line: string): void }) {
  return {
    write(line: string) {
      const { level, time, msg, err, ...rest } = JSON.parse(line);
      const pairs = Object.entries(rest).map(([key, value]) => `  ${key}=${JSON.stringify(value)}`);
      const stack = err ? `\n${err.stack}` : '';
      stream.write(`${time.slice(11, 19)} ${level.padEnd(5)} ${msg ?? ''}${pairs.join('')}${stack}\n`);
    },
  };
}

/** Only what an error says of itself: libraries hang requests, statements and their values onto errors. */
function describe(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name,
    message,
    code,
    stack,
    cause: cause === undefined || depth > 4 ? undefined : describe(cause, depth + 1),
  };
}
