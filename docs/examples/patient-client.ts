import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import { MeshError } from '../../generated/errors.gen.ts';
import type { Message, PollMessagesRequest } from '../../generated/types.gen.ts';
import { loadClientConfig } from '../../src/config.ts';

/** What a program keeps between runs: who it is. Whoever has it reads its inbox, so the file is private. */
interface Identity {
  /** Made before the first registration: with it, a registration whose answer was lost can be repeated. */
  readonly owner_key: string;
  /** Of the last registration: with it, the next run has the same inbox, even if this one is killed. */
  readonly session_token?: string;
}

/**
 * Joins the mesh under a name, as the same peer in every run, and answers a client that waits for a broker that restarts. Finds the broker
 * like every client, by PEERMESH_URL and the token.
 */
export async function joinMesh(alias: string): Promise<MeshClient> {
  const { home, url, secret } = loadClientConfig(process.env);
  const file = join(home, `example-${alias}.json`);
  const keep = (identity: Identity) => writeFileSync(file, JSON.stringify(identity), { mode: 0o600 });
  const identity = () => JSON.parse(readFileSync(file, 'utf8')) as Identity;
  if (!existsSync(file)) keep({ owner_key: randomBytes(32).toString('base64url') });

  const client = createMeshClient({ baseUrl: url, token: secret, session: () => identity().session_token });
  const host = hostname().replace(/[^A-Za-z0-9._-]/g, '-');
  const register = async () => {
    const { owner_key, session_token } = identity();
    const who = { label: `${alias}@${host}:example`, alias, runtime: 'node', host, owner_key };
    const session = await client.registerPeer({ ...who, ...(session_token && { resume_token: session_token }) });
    keep({ owner_key, session_token: session.session_token });
  };
  await insist(register, register);
  const methods = Object.entries(client).map(([name, call]) => [
    name,
    (body: never) => insist(() => call(body), register),
  ]);
  return Object.fromEntries(methods) as MeshClient;
}

/** Repeats a call until the broker answers it, a little later each time and never all clients at once. */
async function insist<T>(call: () => Promise<T>, register: () => Promise<void>): Promise<T> {
  for (let pause = 100; ; pause = Math.min(2 * pause, 2_000)) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof MeshError)) throw error;
      if (error.code === 'session_invalid') await insist(register, register);
      else if (!error.retryable) throw error;
      await sleep(error.retryAfter === undefined ? Math.random() * pause : error.retryAfter * 1000);
    }
  }
}

/** The next message, or undefined after a while without one. It comes again, flagged redelivered, unless it is acknowledged in 5 s. */
export async function next(mesh: MeshClient, filter: PollMessagesRequest = {}): Promise<Message | undefined> {
  const { messages, poll_after_ms } = await mesh.pollMessages({ ...filter, limit: 1, lease_seconds: 5 });
  if (messages.length === 0) await sleep(poll_after_ms);
  return messages[0];
}

/** Waits for a message that fits, and acknowledges it. A filter never takes what it leaves out. */
export async function waitFor(mesh: MeshClient, filter: PollMessagesRequest): Promise<Message> {
  for (;;) {
    const message = await next(mesh, filter);
    if (!message) continue;
    await mesh.ackMessages({ items: [{ id: message.id, lease: message.lease }] });
    return message;
  }
}
