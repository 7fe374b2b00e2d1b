import type { IncomingMessage } from 'node:http';
import { MeshError } from '../../generated/errors.gen.ts';
import { type Head, one, type Wire } from './head.ts';

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?$/i;

/**
 * Refuses a body that is not plain JSON with `unsupported_media_type`. A form on a web page cannot send application/json
 * without asking first, which is why nothing looser is taken.
 */
export function checkMedia(head: Head): void {
  const type = one(head, 'content-type');
  if (type !== 'application/json' && !JSON_TYPE.test(type ?? '')) {
    throw unsupported(type ? `The content type is ${type.slice(0, 256)}.` : 'The request has no Content-Type header.');
  }
  const encoding = one(head, 'content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw unsupported(`The content encoding is ${encoding.slice(0, 256)}.`);
}

function unsupported(detail: string): MeshError {
  return new MeshError('unsupported_media_type', detail, {
    hint: 'Send JSON in UTF-8 with "Content-Type: application/json" and without a Content-Encoding.',
  });
}

/**
 * Reads a body of at most `cap` bytes, whatever its length was said to be, and keeps nothing beyond the cap.
 * Throws `payload_too_large`, and `invalid_request` when the sender breaks off.
 */
export async function readBody(request: Request, wire: Wire | undefined, head: Head, cap: number): Promise<Buffer> {
  if (Number(head['content-length'] ?? 0) > cap) throw tooLarge(cap);
  return wire?.incoming ? readIncoming(wire.incoming, cap) : readStream(request, cap);
}

function tooLarge(cap: number): MeshError {
  return new MeshError('payload_too_large', `The request body is larger than ${cap.toLocaleString('en')} bytes.`, {
    hint: 'Send less, or put large data in a file and send its path.',
  });
}

/** Straight from the socket: the Request of node-server would turn the body into a web stream, at 20 µs a request. */
function readIncoming(incoming: IncomingMessage, cap: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= cap) return chunks.push(chunk);
    chunks.length = 0;
    incoming.removeAllListeners('data');
    return reject(tooLarge(cap));
  });
  incoming.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
  incoming.on('error', () => reject(brokenOff()));
  return promise;
}

async function readStream(request: Request, cap: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > cap) throw tooLarge(cap);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function brokenOff(): MeshError {
  return new MeshError('invalid_request', 'The connection broke off before the body was complete.', {
    hint: 'Send the request again with the same idempotency key.',
  });
}
