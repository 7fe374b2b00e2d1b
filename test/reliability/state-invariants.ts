import { type Done, grouped, isBefore } from './history.ts';
import type { Invariant } from './message-invariants.ts';

/** A claim number is given to one peer, and later claims have higher ones. */
export const claimsRise: Invariant = (history) =>
  [...grouped(history.done('claimTask'), ({ answer }) => answer.task.task_id)].flatMap(([task, claims]) =>
    claims.flatMap((later, n) =>
      claims.slice(0, n).flatMap((earlier) => {
        const [a, b] = [earlier.answer.claim, later.answer.claim];
        if (a === b && earlier.who !== later.who)
          return [`claim ${a} of ${task} is held by ${earlier.who} and ${later.who}`];
        return isBefore(earlier, later) && b < a ? [`claim ${b} of ${task} came after claim ${a}`] : [];
      }),
    ),
  );

/** Two claims of one task are never valid at once: the next is granted when the lease of the one before is over. */
export const claimsDoNotOverlap: Invariant = (history) => {
  const moved = new Set(history.of('assignTask').map(({ input }) => input.task_id));
  const updates = history.done('updateTask').filter(({ answer }) => answer.task.lease_expires_at);
  return history.done('claimTask').flatMap((next) => {
    const { task, claim } = next.answer;
    if (moved.has(task.task_id)) return [];
    const others = history
      .done('claimTask')
      .filter(({ who, answer }) => who !== next.who && answer.task.task_id === task.task_id && answer.claim < claim);
    return others.flatMap((held) => {
      const renewals = updates.filter(
        ({ who, answer }) =>
          who === held.who && answer.task.task_id === task.task_id && answer.task.claim === held.answer.claim,
      );
      const leases = [held, ...renewals].filter((call) => isBefore(call, next));
      const until = Math.max(...leases.map(({ answer }) => Date.parse(answer.task.lease_expires_at!)), 0);
      const granted = Date.parse(task.updated_at);
      return granted < until
        ? [
            `${next.who} was granted claim ${claim} of ${task.task_id} while ${held.who} held claim ${held.answer.claim}`,
          ]
        : [];
    });
  });
};

/** Who comes with an older claim than the newest is refused, and so is everybody once the task has ended. */
export const staleClaimsAreRefused: Invariant = (history) => {
  const claims = history.done('claimTask');
  const updates = history.done('updateTask');
  const ended = new Set(['completed', 'failed', 'canceled', 'rejected']);
  const ends = updates.filter(({ answer }) => ended.has(answer.task.status));
  const newer = ({ input }: Done<'updateTask'>) =>
    claims.filter(({ answer }) => answer.task.task_id === input.task_id && input.claim && answer.claim > input.claim);
  return [
    ...updates.flatMap((update) =>
      newer(update).some((claim) => isBefore(claim, update))
        ? [`${update.who} updated ${update.input.task_id} with the stale claim ${update.input.claim}`]
        : [],
    ),
    ...[...claims, ...updates].flatMap((call) =>
      ends.some((end) => end.answer.task.task_id === call.answer.task.task_id && isBefore(end, call))
        ? [`${call.who} did ${call.operation} on ${call.answer.task.task_id} after it had ended`]
        : [],
    ),
  ];
};

/** A version of a key is written once, and by whom compares, only right after the version it named. */
export const versionsDoNotFork: Invariant = (history) => {
  const done = history.done('setMemory');
  // A repeated request is the same write, known by its text; its answer says nothing of when it was done.
  const byVersion = grouped(done, ({ answer }) => `${answer.key} at version ${answer.version}`);
  const forked = [...byVersion].filter(
    ([, same]) => new Set(same.map(({ who, input }) => `${who} ${input.value}`)).size > 1,
  );
  const fresh = grouped(
    done.filter(({ answer }) => !answer.duplicate),
    ({ answer }) => answer.key,
  );
  return [
    ...forked.map(([which, same]) => `${which} was written by ${same.map(({ who }) => who).join(' and ')}`),
    ...done.flatMap(({ who, input: { if_version }, answer: { key, version } }) =>
      if_version && version !== if_version + 1
        ? [`${who} wrote ${key} at version ${version} on top of ${if_version}`]
        : [],
    ),
    ...[...fresh.values()].flatMap((same) =>
      same
        .filter((later) =>
          same.some((earlier) => isBefore(earlier, later) && earlier.answer.version >= later.answer.version),
        )
        .map(({ answer }) => `${answer.key} at version ${answer.version} came after a higher version`),
    ),
  ];
};

/** A read shows what was written last before it, or later, as it was written. */
export const readsAreCurrent: Invariant = (history) => {
  const possible = history.of('setMemory').filter(({ outcome }) => outcome !== 'failed');
  const writes = grouped(possible, ({ input }) => input.key);
  const deleted = history.of('deleteMemory').some(({ outcome }) => outcome !== 'failed');
  return history.done('getMemory').flatMap((read) => {
    const missing = read.answer.missing.filter((key) =>
      writes.get(key)?.some((write) => !deleted && write.input.ttl_seconds === undefined && isBefore(write, read)),
    );
    const entries = read.answer.entries.flatMap(({ key, value, version }) => {
      const known = writes.get(key) ?? [];
      const which = `${read.who} read ${key} at version ${version}`;
      if (known.some((write) => isBefore(write, read) && write.answer!.version > version))
        return [`${which} after a higher one was written`];
      const sources = known.filter(
        ({ answer, input }) => input.value === value && (answer?.version ?? version) === version,
      );
      return sources.length > 0 ? [] : [`${which} with a value that nobody wrote there`];
    });
    return [...missing.map((key) => `${read.who} did not find ${key}, which was written`), ...entries];
  });
};

/** An entry is not read from the instant it expires. */
export const expiredIsNotRead: Invariant = (history) =>
  history
    .done('getMemory')
    .flatMap(({ who, at, answer }) =>
      answer.entries
        .filter(({ expires_at }) => expires_at !== undefined && Date.parse(expires_at) <= at)
        .map(({ key, expires_at }) => `${who} read ${key}, which expired at ${expires_at}`),
    );

/** The broker never fails in a way of its own. */
export const nothingIsInternal: Invariant = (history) =>
  history.calls
    .filter(({ code }) => code === 'internal')
    .map(({ who, operation }) => `${operation} of ${who} was answered internal`);
