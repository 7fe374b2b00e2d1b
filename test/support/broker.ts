import { createApp } from '../../src/app.ts';
import { defaultLimits, type Limits } from '../../src/limits.ts';
import { type Log, silentLog } from '../../src/log.ts';
import { start } from './times.ts';

/** The mesh secret of every broker in the tests. */
export const secret = 'the-mesh-secret-of-the-tests-0123456789abc';

/** What differs between the brokers of tests. */
export interface BrokerOptions {
  readonly home: string;
  readonly limits?: Partial<Limits>;
  /** Size that the database may grow to, in bytes. */
  readonly maxBytes?: number;
  readonly log?: Log;
  readonly draining?: () => boolean;
  readonly onFatal?: (error: Error) => void;
  readonly wall?: () => number;
  readonly freeBytes?: () => number;
}

/** Opens the whole broker on a home, in process: no socket, a clock that stands, housekeeping on demand. */
export function broker({ home, limits, maxBytes, ...options }: BrokerOptions) {
  return createApp({
    config: {
      home,
      host: '127.0.0.1',
      port: 7337,
      allowedHosts: [],
      allowedOrigins: [],
      secret,
      firstStart: false,
      limits: { ...defaultLimits, ...limits },
    },
    log: options.log ?? silentLog,
    draining: options.draining ?? (() => false),
    onFatal: options.onFatal ?? (() => {}),
    wall: options.wall ?? (() => start),
    engine: { freeBytes: options.freeBytes ?? (() => 1e12), ...(maxBytes && { maxBytes }) },
    housekeeping: 'on demand',
  });
}
