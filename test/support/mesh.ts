import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, onTestFinished, TestRunner } from 'vitest';
import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import type { RegisterPeerRequest, RegisterPeerResponse } from '../../generated/types.gen.ts';
import { createApp } from '../../src/app.ts';
import { prepareHome } from '../../src/home.ts';
import { defaultLimits, type Limits } from '../../src/limits.ts';
import { filesIn } from '../../src/sqlite/files.ts';
import { type Fetch, watched } from './answers.ts';

/** The mesh secret of every broker in the tests. */
export const secret = 'the-mesh-secret-of-the-tests-0123456789abc';

/** When every test begins, by the broker's clock. */
export const start = Date.UTC(2026, 10, 23, 8);

/** What a test may change of a broker; the rest is as in use. */
export interface MeshOptions {
  readonly limits?: Partial<Limits>;
  /** Size that the database may grow to, in bytes. */
  readonly maxBytes?: number;
}

/** A peer: the generated client, with the session of its last registration. */
export interface Peer extends MeshClient {
  readonly registration: RegisterPeerResponse;
  /** Registers under the same label again, by default with the last session token; later calls use the new session. */
  register(changes?: Partial<RegisterPeerRequest>): Promise<RegisterPeerResponse>;
}

/** A broker in process, and the hands of a test on it. */
export interface Mesh {
  readonly secret: string;
  /** Directory of the running broker; `crash` moves on to another. */
  readonly home: string;
  /** Sends a request of one's own making; the answer is checked like all others. */
  readonly fetch: Fetch;
  /** A client of the secret alone or, with a token, of that session. */
  client(session?: string): MeshClient;
  /** Registers a further peer, of the runtime `codex` on the host `studio` unless told otherwise. */
  join(label: string, changes?: Partial<RegisterPeerRequest>): Promise<Peer>;
  /** Lets time pass on the broker's clock, backwards too; nothing else happens. */
  advance(seconds: number): void;
  /** Does now what rounds of housekeeping do in a broker in use: indexing, sweeping, collecting. */
  housekeep(): Promise<void>;
  /** Makes the broker drain, as SIGTERM does. */
  drain(): void;
  /** Stops the broker in order and starts another on the same home. */
  reopen(changes?: MeshOptions): Promise<void>;
  /** Starts another broker on what is on disk this instant, as after a `kill -9` of the first. */
  crash(): Promise<void>;
  /** Fills the disk up to the floor, or empties it again, and restarts the broker, which looks at most once a second. */
  fillDisk(full?: boolean): Promise<void>;
  /** Stops the broker and removes its home; done at the end of the test at the latest. */
  close(): Promise<void>;
}

/** A broker with these peers registered, each under its own name: `const { ann, bob, advance } = await newMesh('ann', 'bob')`. */
export function newMesh<Name extends string = never>(...names: Name[]): Promise<Mesh & Record<Name, Peer>> {
  return newMeshWith({}, ...names);
}

/** {@link newMesh} with other limits. */
export async function newMeshWith<Name extends string = never>(
  options: MeshOptions,
  ...names: Name[]
): Promise<Mesh & Record<Name, Peer>> {
  const mesh = await openMesh(options);
  const peers: [string, Peer][] = [];
  for (const name of names) peers.push([name, await mesh.join(name)]);
  const named = Object.fromEntries(peers) as Record<Name, Peer>;
  return Object.defineProperties(named, Object.getOwnPropertyDescriptors(mesh)) as Mesh & Record<Name, Peer>;
}

async function openMesh(options: MeshOptions): Promise<Mesh> {
  const directory = mkdtempSync(join(tmpdir(), 'peermesh-'));
  let homes = 1;
  let wall = start;
  let free = 1e12;
  let draining = false;
  let settings = options;
  const homeNow = () => join(directory, `home-${homes}`);
  const failures: string[] = [];

  const open = () =>
    createApp({
      config: {
        home: homeNow(),
        host: '127.0.0.1',
        port: 7337,
        allowedHosts: [],
        allowedOrigins: [],
        secret,
        firstStart: false,
        limits: { ...defaultLimits, ...settings.limits },
      },
      log: pino({ level: 'error' }, { write: (line) => void failures.push(line) }),
      draining: () => draining,
      onFatal: (error) => failures.push(String(error.stack)),
      wall: () => wall,
      engine: { freeBytes: () => free, ...(settings.maxBytes && { maxBytes: settings.maxBytes }) },
      housekeeping: 'on demand',
    });
  let app = await open();

  const close = async () => {
    await app.close();
    rmSync(directory, { recursive: true, force: true });
  };
  if (TestRunner.getCurrentTest()) onTestFinished(close);
  else afterAll(close);

  const fetch = watched(async (request) => {
    const answer = await app.fetch(request);
    if (answer.status === 500) throw new Error(`The broker failed: ${failures.splice(0).join('\n')}`);
    return answer;
  });
  const clientOf = (session: () => string | undefined) =>
    createMeshClient({ baseUrl: 'http://127.0.0.1:7337', token: secret, session, fetch });

  const reopen = async (changes: MeshOptions = {}) => {
    await app.close();
    draining = false;
    settings = { ...settings, ...changes };
    app = await open();
  };

  return {
    secret,
    fetch,
    get home() {
      return homeNow();
    },
    client: (session) => clientOf(() => session),
    async join(label, changes) {
      let registration: RegisterPeerResponse | undefined;
      const client = clientOf(() => registration?.session_token);
      const identity = { label, runtime: 'codex', host: 'studio', ...changes };
      const register = async (more: Partial<RegisterPeerRequest> = {}) => {
        const resume_token = registration?.session_token;
        registration = await client.registerPeer({ ...identity, ...(resume_token && { resume_token }), ...more });
        return registration;
      };
      await register();
      return {
        ...client,
        register,
        get registration() {
          return registration!;
        },
      };
    },
    advance(seconds) {
      wall += seconds * 1000;
    },
    housekeep: () => app.housekeep(),
    drain() {
      draining = true;
    },
    reopen,
    async crash() {
      const before = app;
      const from = filesIn(homeNow());
      homes++;
      const to = filesIn(homeNow());
      prepareHome(to.home);
      // All within one turn of the event loop: what is on disk now, and no more. Locks that closing the files drops are of no use any more.
      for (const file of ['database', 'wal', 'instance'] as const)
        if (existsSync(from[file])) copyFileSync(from[file], to[file]);
      draining = false;
      app = await open();
      await before.close();
    },
    async fillDisk(full = true) {
      free = full ? 0 : 1e12;
      await reopen();
    },
    close,
  };
}
