import type { Log } from '../log.ts';

/** Longest time from the first signal to the end of the process, in milliseconds. */
const STOP_MS = 10_000;

/**
 * Stops the process in order on SIGTERM or SIGINT: runs `stop`, then exits 0. A second signal exits at once with 128 plus its
 * number, and so does the first one when `stop` fails or takes longer than 10 s; what was acknowledged is on disk anyway.
 */
export function onStop(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const take = (signal: 'SIGTERM' | 'SIGINT', code: number) => {
    if (stopping) process.exit(code);
    stopping = true;
    log.info({ signal }, 'draining');
    setTimeout(() => {
      log.error('stopping took longer than 10 s');
      process.exit(code);
    }, STOP_MS).unref();
    stop().then(
      () => {
        log.info('stopped');
        process.exit(0);
      },
      (err) => {
        log.error({ err }, 'stopping failed');
        process.exit(code);
      },
    );
  };
  process.on('SIGTERM', () => take('SIGTERM', 143));
  process.on('SIGINT', () => take('SIGINT', 130));
}
