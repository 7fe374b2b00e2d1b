import type { IncomingMessage } from 'node:http';

/** Header values by lower-case name. A header sent more than once is joined with ", ", so that it fits no rule for one value. */
export type Head = Readonly<Record<string, string | string[] | undefined>>;

/** What @hono/node-server hands to a handler beside the request; absent for calls inside the process. */
export interface Wire {
  readonly incoming?: IncomingMessage;
}

/** Reads the headers of a request, from Node's own parse where there is a socket: a Headers object costs 3 µs. */
export function headOf(request: Request, wire: Wire | undefined): Head {
  const incoming = wire?.incoming;
  if (!incoming) return { host: new URL(request.url).host, ...Object.fromEntries(request.headers) };
  const { headers, rawHeaders, url } = incoming;
  // "POST http://host/path" names a host of its own, which then counts instead of the header (RFC 9112, 3.2.2).
  if (!url!.startsWith('/')) return { ...joinRepeated(headers, rawHeaders), host: new URL(request.url).host };
  return Object.keys(headers).length * 2 === rawHeaders.length ? headers : joinRepeated(headers, rawHeaders);
}

/** One value of a header, or undefined. */
export function one(head: Head, name: string): string | undefined {
  const value = head[name];
  return typeof value === 'string' ? value : undefined;
}

/** Node keeps the first and drops the rest of exactly these; another hop may keep the last. */
const KEPT_FIRST = ['host', 'authorization', 'content-type'];

function joinRepeated(headers: Head, rawHeaders: readonly string[]): Head {
  const joined: Record<string, string | string[] | undefined> = { ...headers };
  for (const name of KEPT_FIRST) {
    const values = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name);
    if (values.length > 1) joined[name] = values.join(', ');
  }
  return joined;
}
