import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { inject, onTestFinished, TestRunner } from 'vitest';
import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import type { RegisterPeerRequest, RegisterPeerResponse } from '../../generated/types.gen.ts';
import { prepareHome } from '../../src/home.ts';
import { filesIn } from '../../src/sqlite/files.ts';
import { type Fetch, noted, watched } from './answers.ts';
import { type BrokerOptions, broker, secret } from './broker.ts';
import { start } from './times.ts';

/** What a test may change of a broker; the rest is as in use. */
export type MeshOptions = Pick<BrokerOptions, 'limits' | 'maxBytes'>;

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
  /** Stops the broker and removes its home; done at the end of the test, if it was made in one. */
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
  const faults: unknown[] = [];

  const open = () =>
    broker({
      ...settings,
      home: homeNow(),
      log: pino({ level: 'error' }, { write: (line) => void failures.push(line) }),
      onFatal: (error) => failures.push(String(error.stack)),
      draining: () => draining,
      wall: () => wall,
      freeBytes: () => free,
    });
  copyHome(inject('emptyHome'), homeNow());
  let app = await open();

  const close = async () => {
    await app.close();
    rmSync(directory, { recursive: true, force: true });
    // A test that expects a refusal may have taken this for one.
    if (faults.length > 0) throw faults[0];
  };
  // One that a hook makes is closed by whoever made it: vitest takes no further hook then.
  if (TestRunner.getCurrentTest()) onTestFinished(close);

  const watch = watched(async (request) => {
    const answer = await app.fetch(request);
    if (answer.status === 500) throw new Error(`The broker failed: ${failures.splice(0).join('\n')}`);
    return answer;
  });
  const fetch: Fetch = (request) =>
    watch(request).catch((fault) => {
      faults.push(fault);
      throw fault;
    });
  const clientOf = (session: () => string | undefined) =>
    createMeshClient({ baseUrl: 'http://127.0.0.1:7337', token: secret, session, fetch: noted(fetch) });

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
      const from = homeNow();
      homes++;
      copyHome(from, homeNow());
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

/**
 * Copies what is on disk of a home now, and no more: all within one turn of the event loop. A broker that has it open loses SQLite's locks
 * by that, and must be closed next.
 */
function copyHome(from: string, to: string): void {
  prepareHome(to);
  for (const file of ['database', 'wal', 'instance'] as const) {
    if (existsSync(filesIn(from)[file])) copyFileSync(filesIn(from)[file], filesIn(to)[file]);
  }
}
