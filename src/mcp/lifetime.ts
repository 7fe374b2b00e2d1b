/** Why a shim ends. */
export type End = 'the client closed stdin' | 'the client is gone' | 'stdout is closed' | 'it was told to stop';

/** Milliseconds between two looks at the parent. */
const LOOK_MS = 2_000;

/**
 * Answers when this process has lost its purpose: stdin ended, nobody reads stdout, the parent is another one than at the start,
 * or a signal came. A client that was killed leaves at least one of these behind.
 */
export function untilEnd(): Promise<End> {
  const { promise, resolve } = Promise.withResolvers<End>();
  const parent = process.ppid;
  process.stdin.once('end', () => resolve('the client closed stdin'));
  process.stdin.once('close', () => resolve('the client closed stdin'));
  process.stdin.once('error', () => resolve('the client closed stdin'));
  process.stdout.on('error', () => resolve('stdout is closed'));
  // Notes to a stderr that nobody reads any more must not end the process by themselves.
  process.stderr.on('error', () => {});
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => resolve('it was told to stop'));
  }
  setInterval(() => process.ppid !== parent && resolve('the client is gone'), LOOK_MS).unref();
  return promise;
}
