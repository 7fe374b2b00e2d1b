import { repetition } from '../../generated/client.gen.ts';

/** A request made ready for more than one try. */
export interface Prepared {
  /** Its body, absent for a GET. */
  readonly body: string | undefined;
  /** Whether doing it twice is doing it once. */
  readonly repeatable: boolean;
}

type Fields = Record<string, unknown>;

/** Of what the contract leaves open: what makes a second time harmless. Anything else is repeated only when nothing was done. */
const harmless: Record<string, (body: Fields) => boolean> = {
  // A second registration takes the session of the first; without the owner key it would be a stranger.
  '/v1/peers/register': ({ owner_key }) => owner_key !== undefined,
  '/v1/peers/heartbeat': () => true,
  '/v1/peers/unregister': () => true,
  // What a lost answer had leased comes again, but what it had acknowledged does not.
  '/v1/messages/poll': ({ ack }) => ack !== 'auto',
  '/v1/messages/ack': () => true,
};

/** Reads a request and, where the operation takes an idempotency key and the caller gave none, makes one. */
export async function prepare(request: Request): Promise<Prepared> {
  const { pathname } = new URL(request.url);
  const [path, kind] = Object.entries(repetition).find(([path]) => pathname.endsWith(path)) ?? ['', 'open'];
  if (request.method === 'GET') return { body: undefined, repeatable: true };
  const text = await request.text();
  if (kind === 'always') return { body: text, repeatable: true };
  const body = JSON.parse(text) as Fields;
  if (kind === 'open') return { body: text, repeatable: harmless[path]?.(body) ?? false };
  return { body: JSON.stringify({ idempotency_key: newKey(), ...body }), repeatable: true };
}

/** 128 random bits. `crypto.randomUUID` is missing in pages that came over plain HTTP, as on a tailnet. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
