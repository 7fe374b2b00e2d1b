import { readFile } from 'node:fs/promises';
import { type Head, one } from '../http/head.ts';
import type { Page, Visit } from '../http/pages.ts';
import { page, text } from './answers.ts';
import { createDoor, type Door, passSeconds, ticketSeconds } from './door.ts';

/** What the documentation is made of. */
export interface DocsOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The page that `npm run docs` builds; by default where it puts it, in the project and in the package. */
  readonly file?: URL;
}

/** Answer to `POST /docs/link`. */
export interface DocsLink {
  /** Path and query for a browser: the documentation opens once with it. */
  readonly path: string;
  readonly expires_in_seconds: number;
}

const COOKIE = 'peermesh-docs';

// Sources lie one folder deeper than what is built of them.
const root = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../', import.meta.url);

/**
 * The documentation: `/docs`, `/openapi.yaml` and `/openapi.json`, for whoever sends the mesh secret, and for a browser that came by a
 * link of `POST /docs/link`, which asks for the secret. What the link leaves in the browser opens these three and nothing else.
 */
export function docsPages({ now, file = new URL('docs-dist/index.html', root) }: DocsOptions): Page[] {
  const door = createDoor(now);
  const guarded = (path: string, answer: () => Promise<Response>): Page => ({
    method: 'GET',
    path,
    answer: async (visit) => (mayRead(door, visit) ? answer() : text(401, stranger)),
  });
  return [
    guarded('/docs', () => docs(file)),
    guarded('/openapi.yaml', async () =>
      text(200, await readFile(new URL('openapi.yaml', root), 'utf8'), 'application/yaml'),
    ),
    guarded('/openapi.json', async () => {
      // Imported late: it is a tenth of all code, and most brokers are never asked for it.
      const { spec } = await import('../../generated/openapi.gen.ts');
      return text(200, JSON.stringify(spec), 'application/json');
    }),
    { method: 'POST', path: '/docs/link', answer: async (visit) => link(door, visit) },
    { method: 'GET', path: '/docs/login', answer: async (visit) => login(door, visit) },
  ];
}

/** Whoever sends a secret is told when it is wrong; whoever sends none has perhaps a pass. */
function mayRead(door: Door, visit: Visit): boolean {
  if (visit.head.authorization === undefined) return door.knows(passOf(visit.head));
  visit.checkBearer();
  return true;
}

async function docs(file: URL): Promise<Response> {
  const html = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return html === undefined ? text(404, unbuilt) : page(html);
}

function link(door: Door, { checkBearer }: Visit): Response {
  checkBearer();
  const answer: DocsLink = { path: `/docs/login?ticket=${door.issue()}`, expires_in_seconds: ticketSeconds };
  return text(200, JSON.stringify(answer), 'application/json');
}

function login(door: Door, { request, head }: Visit): Response {
  // Some browsers and chat programs fetch a link before anybody follows it, which must not use it up.
  if (request.method !== 'GET' || one(head, 'sec-purpose') !== undefined)
    return text(200, 'Open this link in a browser.\n');
  const pass = door.enter(new URL(request.url).searchParams.get('ticket') ?? '');
  if (pass === undefined) return text(401, usedUp);
  // A page and no redirect: a browser that came from another site would not send a strict cookie along it.
  return page(welcome, {
    'Set-Cookie': `${COOKIE}=${pass}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${passSeconds}`,
  });
}

function passOf(head: Head): string {
  const cookies = (one(head, 'cookie') ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}

const stranger = `The documentation of this broker is for members of its mesh.

In a browser: run "peermesh docs" on a machine of the mesh and open the link that it prints.
In a program: send "Authorization: Bearer <mesh secret>".
`;

const usedUp = `This link is used up: it works once, within ${ticketSeconds} seconds.

Run "peermesh docs" again for a new one.
`;

const unbuilt = `The documentation is not built.

Run "npm run docs" in the project of the broker, then load this page again. The contract itself is at /openapi.yaml.
`;

const welcome = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=/docs">
<link rel="icon" href="data:,">
<title>PeerMesh</title>
<p>Welcome. <a href="/docs">The documentation</a> opens by itself.</p>
</html>
`;
