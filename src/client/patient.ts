import { prepare } from './repeatable.ts';

/** What takes a request to a broker. */
export type Fetch = (request: Request) => Promise<Response>;

/** How long a call may try. */
export interface Bounds {
  /** Milliseconds for one call with all its tries and waits; the last answer or error counts when they are over. */
  totalMs: number;
  /** Milliseconds for one try. */
  tryMs: number;
  /** Of waits without a Retry-After: the bound of the first, and the most that doubling it leads to, in milliseconds. */
  firstWaitMs: number;
  mostWaitMs: number;
}

/** Rides out a restart of the broker. It answers within 17 s or not at all. */
export const defaultBounds: Bounds = { totalMs: 30_000, tryMs: 20_000, firstWaitMs: 100, mostWaitMs: 2_000 };

/** Nothing was done: the broker was busy or stopping and said so. */
const REFUSED = [429, 503];
/** A gateway gave up on the broker, which may have done what was asked. */
const LOST = [502, 504];

/** Errors of a connection that never came about, by the codes of Node, Bun and Deno. Browsers do not tell. */
const UNCONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'ConnectionRefused'];

/**
 * Makes a `fetch` that repeats requests of the contract: after a connection that failed, a try that took too long, 429, 502, 503 and
 * 504. What may have been done already is repeated only where twice is once. Answers are read to their end, so that one
 * that is cut off counts as lost.
 */
export function patient(fetch: Fetch, bounds: Bounds): Fetch {
  return async (request) => {
    const until = Date.now() + bounds.totalMs;
    const { body, repeatable } = await prepare(request);
    for (let n = 0; ; n++) {
      const outcome = await attempt(fetch, request, body, Math.min(bounds.tryMs, until - Date.now()));
      const wait =
        outcome.again === 'never' || (outcome.again === 'if repeatable' && !repeatable)
          ? undefined
          : pause(n, outcome, bounds);
      if (wait === undefined || Date.now() + wait >= until) return outcome.end();
      await sleep(wait, request.signal);
    }
  };
}

interface Outcome {
  readonly again: 'always' | 'if repeatable' | 'never';
  /** From Retry-After. */
  readonly waitMs: number;
  /** Answers, or throws, what the try came to. */
  end(): Response;
}

async function attempt(fetch: Fetch, request: Request, body: string | undefined, ms: number): Promise<Outcome> {
  const { method, headers, redirect, signal } = request;
  try {
    const init = { method, headers, redirect, signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]) };
    const answer = await fetch(new Request(request.url, body === undefined ? init : { ...init, body }));
    const bytes = await answer.arrayBuffer();
    const whole = new Response(bytes.byteLength > 0 ? bytes : null, answer);
    const again = REFUSED.includes(answer.status) ? 'always' : LOST.includes(answer.status) ? 'if repeatable' : 'never';
    return { again, waitMs: waitOf(answer.headers.get('Retry-After')), end: () => whole };
  } catch (error) {
    const again = signal.aborted ? 'never' : isUnconnected(error) ? 'always' : 'if repeatable';
    return {
      again,
      waitMs: 0,
      end() {
        throw error;
      },
    };
  }
}

/** `Retry-After` in milliseconds: it is a number of seconds or a date. */
function waitOf(given: string | null): number {
  if (!given) return 0;
  const ms = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - Date.now();
  return Math.max(0, ms || 0);
}

/** Full jitter: of many clients that lost the broker together no two come back together. */
function pause(n: number, { waitMs }: Outcome, { firstWaitMs, mostWaitMs }: Bounds): number {
  return waitMs + Math.random() * Math.min(mostWaitMs, firstWaitMs * 2 ** n);
}

/** `fetch` hides what happened in the cause of its error, and that in a list when a name has several addresses. */
function isUnconnected(error: unknown): boolean {
  const { code, cause, errors } = (error ?? {}) as { code?: string; cause?: unknown; errors?: unknown[] };
  if (errors?.length) return errors.every(isUnconnected);
  return code !== undefined ? UNCONNECTED.includes(code) : cause !== undefined && isUnconnected(cause);
}

/** Waits; an abort by the caller ends it with the caller's reason. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
