import { MeshError } from '../../generated/errors.gen.ts';
import type { MemoryService, SetMemoryInput } from '../../generated/service.gen.ts';
import { invalid } from '../errors.ts';
import type { MemoryEntryRow } from '../store/memory.ts';
import type { Tx } from '../store/port.ts';
import type { Caller, Deps } from './deps.ts';
import { jsonFault } from './json-fault.ts';
import { listByKey, searchByWords } from './memory-search.ts';
import { currentOf, entryOf } from './memory-views.ts';
import { iso } from './names.ts';
import { once } from './once.ts';

/** Shared memory. */
export function memory({ engine, clock, limits }: Pick<Deps, 'engine' | 'clock' | 'limits'>): MemoryService<Caller> {
  return {
    async setMemory(caller, input) {
      const now = clock.now();
      const bytes = checkValue(input, limits.memoryValueBytes);
      return engine.run(
        (tx) =>
          once(tx, caller, 'setMemory', input, now, async () => {
            const { row, last } = await entryFor(tx, input.key, input.if_version, now);
            const version = last + 1;
            const expires_at = input.ttl_seconds === undefined ? null : now + input.ttl_seconds * 1000;
            await tx.memory.put({
              key: input.key,
              version,
              format: input.format,
              tags: input.tags,
              author: caller.num,
              created_at: row?.created_at ?? now,
              updated_at: now,
              expires_at,
              value: input.value,
            });
            await tx.events.append({ at: now, kind: 'memory_set', actor: caller.num, key: input.key, version });
            return {
              key: input.key,
              version,
              created: row === undefined,
              ...(expires_at !== null && { expires_at: iso(expires_at) }),
              duplicate: false,
            };
          }),
        { bytes },
      );
    },

    async getMemory(_caller, { keys }) {
      const now = clock.now();
      return engine.read(async (tx) => {
        const rows: MemoryEntryRow[] = [];
        for (const key of keys) {
          const row = await tx.memory.get(key, now);
          if (row) rows.push(row);
        }
        const found = new Set(rows.map(({ key }) => key));
        return { entries: rows.map((row) => entryOf(row, now)), missing: keys.filter((key) => !found.has(key)) };
      });
    },

    async searchMemory(_caller, input) {
      const now = clock.now();
      const { query } = input;
      return engine.read((tx) =>
        query === undefined ? listByKey(tx, input, now) : searchByWords(tx, { ...input, query }, now),
      );
    },

    async deleteMemory(caller, { key, if_version }) {
      const now = clock.now();
      return engine.run(
        async (tx) => {
          const row = await tx.memory.get(key, now);
          if (!row) return { key, deleted: false, version: await tx.memory.lastVersion(key) };
          const { last } = await entryFor(tx, key, if_version, now);
          const version = last + 1;
          await tx.memory.bury(key, version, now);
          await tx.events.append({ at: now, kind: 'memory_deleted', actor: caller.num, key, version });
          return { key, deleted: true, version };
        },
        { freeing: true },
      );
    },
  };
}

/**
 * @returns bytes of the value
 * @throws MeshError `payload_too_large`, `invalid_request` when it is not the JSON it is said to be
 */
function checkValue({ value, format }: SetMemoryInput, limit: number): number {
  const bytes = Buffer.byteLength(value);
  if (bytes > limit) {
    throw new MeshError('payload_too_large', `The value has ${bytes} bytes; an entry holds at most ${limit}.`, {
      hint: 'Store a shorter value, or split it over several keys.',
    });
  }
  const fault = format === 'json' ? jsonFault(value) : undefined;
  if (fault === undefined) return bytes;
  throw invalid('value', `is not JSON: it breaks at ${fault}.`, 'Correct it, or leave format out to store it as text.');
}

/**
 * The entry of a key and the last version the key had, for a write that expects a version of it; 0 expects none.
 * @throws MeshError `conflict` with the entry as it is
 */
async function entryFor(tx: Tx, key: string, expected: number | undefined, now: number) {
  const row = await tx.memory.get(key, now);
  const last = row?.version ?? (await tx.memory.lastVersion(key));
  if (expected === undefined || expected === (row?.version ?? 0)) return { row, last };
  const state = row ? `has version ${row.version}` : last > 0 ? 'was deleted or has expired' : 'does not exist';
  throw new MeshError('conflict', `The entry "${key}" ${state}; version ${expected} was expected. Nothing was done.`, {
    hint: row
      ? 'Look at current, merge your change into it and repeat the request with its version as if_version.'
      : 'Set it with if_version 0 to create it anew.',
    current: currentOf(key, row, last),
  });
}
