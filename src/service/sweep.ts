import type { Tx } from '../store/port.ts';
import type { Deps } from './deps.ts';
import { giveUp } from './inbox.ts';
import { sweepTasks } from './tasks.ts';

/** Rows a transaction of the sweeper touches at most: about 10 ms, far below the 30 ms it may hold the broker. */
const chunk = 200;
/** Chunks of one kind in one sweep: what is left waits for the next, so that a sweep ends. */
const chunks = 50;

/** Messages indexed at once: the more share a segment of the index, the less it has to merge. The engine bounds their size. */
const indexed = 1_000;

/** Brings the search index of messages forward. Called about twice a second, it stays within a second behind. */
export async function indexMessages({ engine }: Deps): Promise<void> {
  while ((await engine.read(async (tx) => tx.messages.unindexed())) > 0) {
    await engine.run(async (tx) => tx.messages.index(indexed));
  }
}

/** Writes down signs of life and the clock, and what has run out: leases, lives of messages, claims, entries. */
export async function sweep(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const signs = deps.presence.take();
  const rebased = deps.clock.takeRebase();
  // A broker that nobody calls lets the disk sleep. Until then the clock is written too: by it the next broker knows who was online.
  if (signs.length > 0 || rebased || !deps.presence.isWrittenDown()) {
    await deps.engine.run(
      async (tx) => {
        if (rebased) {
          await tx.mesh.rebase(now);
          await tx.tasks.rebase(now);
        }
        await tx.peers.touch(signs);
        await tx.mesh.setClock(now);
      },
      { freeing: true },
    );
    deps.presence.written(now);
  }
  await inChunks(deps, async (tx) => {
    const late = await tx.messages.overdue(now, chunk);
    for (const delivery of late) await giveUp(deps, tx, delivery, 'expired', now);
    const spent = await tx.messages.spent(now, deps.limits.maxAttempts, chunk);
    for (const delivery of spent) await giveUp(deps, tx, delivery, 'dead', now);
    return late.length + spent.length;
  });
  await inChunks(deps, (tx) => sweepTasks(deps, tx, now, chunk));
  await inChunks(deps, async (tx) => tx.memory.expire(now, chunk));
}

/** Deletes what is kept no longer. */
export async function collect(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const { retention } = deps.limits;
  const before = (seconds: number) => now - seconds * 1000;
  await inChunks(deps, async (tx) =>
    tx.messages.collect(before(retention.ackedSeconds), before(retention.unackedSeconds), chunk),
  );
  await inChunks(deps, async (tx) => tx.tasks.collect(before(retention.terminalTaskSeconds), chunk));
  await inChunks(deps, async (tx) => tx.memory.collect(before(retention.tombstoneSeconds), chunk));
  await inChunks(deps, async (tx) => tx.events.collect(before(retention.eventSeconds), chunk));
  await inChunks(deps, async (tx) => tx.idempotency.collect(before(retention.idempotencySeconds), chunk));
  await inChunks(deps, async (tx) => tx.peers.archive(before(retention.offlinePeerSeconds), now, chunk));
  deps.sessions.clear();
}

async function inChunks({ engine }: Deps, work: (tx: Tx) => Promise<number>): Promise<void> {
  for (let n = 0; n < chunks; n++) {
    if ((await engine.run(work, { freeing: true })) < chunk) return;
  }
}
