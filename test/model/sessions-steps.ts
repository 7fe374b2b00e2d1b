import fc from 'fast-check';
import { expect } from 'vitest';
import { MeshError } from '../../generated/errors.gen.ts';
import type { Mesh, Peer } from '../support/mesh.ts';
import { at, pick, stepsOf } from './command.ts';
import type { Home, Mailbox, SessionsModel } from './sessions-model.ts';

/** A mesh and a peer of it that stays: it sends, and looks at the others. */
export interface Real {
  readonly mesh: Mesh;
  readonly watcher: Peer;
}

const step = stepsOf<SessionsModel, Real>();
const home = fc.nat(2);

const labels = fc.constantFrom('desk', 'lab', 'desk#2');

/** Asks for a label with what the home has; of the answers, some are lost on the way. */
const register = step(
  'register',
  fc.record({ home, label: labels, resume: fc.option(pick), lost: fc.boolean() }),
  async (model, { mesh }, { home, label, resume, lost }) => {
    const { ownerKey, tokens } = model.homes[home]!;
    const token = resume === null ? undefined : at(tokens, resume)?.token;
    const claim = { label, resume: token, ownerKey };
    const answer = await mesh.client().registerPeer({
      label,
      runtime: 'codex',
      host: 'studio',
      ...(token && { resume_token: token }),
      ...(ownerKey && { owner_key: ownerKey }),
    });
    expect(model.outcomes(claim)).toContain(answer.label);
    const known = model.mailboxes.get(answer.label);
    expect(answer.reattached).toBe(model.open(answer.label, claim, answer.peer_id, answer.session_token));
    expect(answer.peer_id).toBe(model.mailboxes.get(answer.label)!.peerId);
    expect(answer.unread.total).toBe(known?.inbox.length ?? 0);
    expect(answer.warning !== undefined).toBe(answer.label !== label);
    if (!lost) tokens.push({ token: answer.session_token, label: answer.label });
  },
);

/** Makes a call with any token that a home ever got: its own mailbox, or `session_invalid`. */
async function callAs<T>(
  model: SessionsModel,
  index: number,
  of: number,
  call: (token: string) => Promise<T>,
  check: (mailbox: Mailbox, answer: T) => void,
): Promise<void> {
  const entry = at((model.homes[index] as Home).tokens, of);
  if (!entry) return;
  const mailbox = model.call(entry.token);
  const answer = await call(entry.token).catch((error) => error);
  if (!mailbox) return void expect(answer).toMatchObject({ code: 'session_invalid' });
  if (answer instanceof MeshError) throw answer;
  expect(mailbox.label).toBe(entry.label);
  check(mailbox, answer);
}

const heartbeat = step('heartbeat', fc.record({ home, of: pick }), (model, { mesh }, { home, of }) =>
  callAs(
    model,
    home,
    of,
    (token) => mesh.client(token).heartbeatPeer({}),
    ({ inbox }, { unread }) => expect(unread.total).toBe(inbox.length),
  ),
);

const unregister = step('unregister', fc.record({ home, of: pick }), (model, { mesh }, { home, of }) =>
  callAs(
    model,
    home,
    of,
    (token) => mesh.client(token).unregisterPeer({}),
    (mailbox, { label, unread }) => {
      model.leave(mailbox);
      expect({ label, unread: unread.total }).toEqual({ label: mailbox.label, unread: mailbox.inbox.length });
    },
  ),
);

const take = step(
  'take',
  fc.record({ home, of: pick, seconds: fc.constantFrom(5, 900), auto: fc.boolean() }),
  (model, { mesh }, { home, of, seconds, auto }) =>
    callAs(
      model,
      home,
      of,
      (token) =>
        mesh
          .client(token)
          .pollMessages({ kind: 'direct', limit: 100, lease_seconds: seconds, ack: auto ? 'auto' : 'explicit' }),
      (mailbox, { messages }) => {
        const given = model.take(mailbox, seconds);
        expect(messages.map(({ body, attempt }) => [body, attempt])).toEqual(
          given.map(({ body, attempt }) => [body, attempt]),
        );
        for (const [n, waiting] of given.entries()) waiting.handed = { id: messages[n]!.id, lease: messages[n]!.lease };
        if (auto) mailbox.inbox.splice(0, Infinity, ...mailbox.inbox.filter((waiting) => !given.includes(waiting)));
      },
    ),
);

/** Holds on to what an earlier poll leased: only the session that took it still can, and only while it lasts. */
const extend = step('extend', fc.record({ home, of: pick, which: pick }), (model, { mesh }, { home, of, which }) => {
  let held: Mailbox['inbox'][number] | undefined;
  return callAs(
    model,
    home,
    of,
    async (token) => {
      const mailbox = [...model.mailboxes.values()].find(({ session }) => session === token);
      held = at(mailbox?.inbox.filter(({ handed }) => handed) ?? [], which);
      const item = held && { ...held.handed!, outcome: 'extend' as const };
      return item
        ? mesh.client(token).ackMessages({ items: [item], lease_seconds: 60 })
        : mesh.client(token).getPeer({});
    },
    (_, answer) => {
      if (!held) return;
      const valid = held.leaseUntil > model.now;
      expect(answer).toMatchObject({ results: [{ result: valid ? 'extended' : 'stale_lease' }] });
      if (valid) held.leaseUntil = model.now + 60_000;
    },
  );
});

const send = step('send', pick, async (model, { watcher }, of) => {
  const mailbox = at([...model.mailboxes.values()], of);
  if (!mailbox) return;
  const body = `for ${mailbox.label}, at ${model.now}, after ${mailbox.inbox.length}`;
  await watcher.sendMessage({ to: mailbox.peerId, body });
  mailbox.inbox.push({ body, attempt: 0, leaseUntil: 0 });
});

/** Looks at everybody's presence. */
const look = step('look', fc.constant({}), async (model, { watcher }) => {
  const { peers } = await watcher.listPeers({ include_offline: true, limit: 100 });
  for (const mailbox of model.mailboxes.values()) {
    const offline = model.isOffline(mailbox);
    const shown = peers.find(({ peer_id }) => peer_id === mailbox.peerId)!;
    expect(shown.label).toBe(mailbox.label);
    if (offline !== undefined) expect([mailbox.label, shown.presence === 'offline']).toEqual([mailbox.label, offline]);
  }
});

const advance = step('advance', fc.constantFrom(1, 15, 30, 44, 46, 301), async (model, { mesh }, seconds) => {
  mesh.advance(seconds);
  model.now += seconds * 1000;
});

const sweep = step('sweep', fc.constant({}), async (model, { mesh }) => {
  await mesh.housekeep();
  model.sweep();
});

const reopen = step('reopen', fc.constant({}), async (model, { mesh }) => {
  await mesh.reopen();
  model.restart(true);
});

const crash = step('crash', fc.constant({}), async (model, { mesh }) => {
  await mesh.crash();
  model.restart(false);
});

/** Every step that a history is made of; what comes more than once comes more often. */
export const steps = [
  ...[register, register, register, heartbeat, heartbeat, unregister, take, take, extend, send, send],
  ...[look, look, advance, advance, sweep, reopen, crash],
];
