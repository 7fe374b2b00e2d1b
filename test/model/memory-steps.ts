import fc from 'fast-check';
import { expect } from 'vitest';
import { MeshError } from '../../generated/errors.gen.ts';
import type { Mesh, Peer } from '../support/mesh.ts';
import { stepsOf } from './command.ts';
import type { MemoryModel } from './memory-model.ts';

/** A mesh and the peers that share its memory. */
export interface Real {
  readonly mesh: Mesh;
  readonly peers: Readonly<Record<string, Peer>>;
}

const step = stepsOf<MemoryModel, Real>();
const who = fc.constantFrom('ann', 'bob');
const key = fc.constantFrom('a/1', 'a/2', 'b/1', 'b', '鍵');
const tags = fc.subarray(['ops', 'OPS', 'how-to']);
const text = fc.subarray(['alpha', 'Alphabet', 'beta', 'gamma', '東京都', 'ops']).map((words) => words.join(' '));
const query = fc.subarray(['alpha', 'alphabet', 'beta', '京都', '都', 'ops', 'a', '1']);

/** A version to expect: any, none, the present one, or one too high or low. */
const expected = fc.constantFrom<((version: number) => number) | undefined>(
  undefined,
  undefined,
  () => 0,
  (version) => version,
  (version) => version,
  (version) => version + 1,
  (version) => Math.max(0, version - 1),
);

const iso = (time: number) => new Date(time).toISOString();

/** Expects a refusal that shows what the key has now. */
function expectConflict(model: MemoryModel, key: string, error: unknown): void {
  const entry = model.get(key);
  expect(error).toBeInstanceOf(MeshError);
  expect(error).toMatchObject({ code: 'conflict', current: { key, version: model.versionOf(key) } });
  expect((error as MeshError).current?.value).toBe(entry?.value);
  expect((error as MeshError).current?.written_by).toBe(entry?.author);
}

const set = step(
  'set',
  fc.record({ who, key, text, tags, ttl: fc.option(fc.constantFrom(1, 60, 864_000), { nil: undefined }), expected }),
  async (model, { peers }, { who, key, text: value, tags, ttl: ttlSeconds, expected }) => {
    const ifVersion = expected?.(model.versionOf(key));
    const created = model.get(key) === undefined;
    const entry = model.set(who, { key, value, tags, ttlSeconds, ifVersion });
    const answer = await peers[who]!.setMemory({
      key,
      value,
      tags,
      ...(ttlSeconds && { ttl_seconds: ttlSeconds }),
      ...(ifVersion !== undefined && { if_version: ifVersion }),
    }).catch((error) => error);
    if (!entry) return expectConflict(model, key, answer);
    const expires = Number.isFinite(entry.expiresAt) ? { expires_at: iso(entry.expiresAt) } : {};
    expect(answer).toEqual({ key, version: entry.version, created, duplicate: false, ...expires });
  },
);

const remove = step('delete', fc.record({ who, key, expected }), async (model, { peers }, { who, key, expected }) => {
  const ifVersion = Math.max(1, expected?.(model.versionOf(key)) ?? 0);
  const deleted = model.delete(key, expected && ifVersion);
  const answer = await peers[who]!.deleteMemory({ key, ...(expected && { if_version: ifVersion }) }).catch(
    (error) => error,
  );
  if (deleted === undefined) expectConflict(model, key, answer);
  else expect(answer).toEqual({ key, deleted, version: model.versionOf(key) });
});

const get = step(
  'get',
  fc.record({ keys: fc.uniqueArray(key, { minLength: 1 }) }),
  async (model, { peers }, { keys }) => {
    const { entries, missing } = await peers.ann!.getMemory({ keys });
    expect(missing).toEqual(keys.filter((key) => !model.get(key)));
    expect(entries.map(({ key }) => key)).toEqual(keys.filter((key) => model.get(key)));
    for (const entry of entries) {
      const { value, tags, version, author, createdAt, updatedAt } = model.get(entry.key)!;
      expect(entry).toMatchObject({ value, tags, version, written_by: author });
      expect([entry.created_at, entry.updated_at]).toEqual([iso(createdAt), iso(updatedAt)]);
      expect(entry.age_s).toBe(Math.floor((model.now - updatedAt) / 1_000));
    }
  },
);

const search = step(
  'search',
  fc.record({
    words: query,
    star: fc.boolean(),
    tags,
    prefix: fc.constantFrom('', 'a/', 'b', 'A'),
    list: fc.boolean(),
  }),
  async (model, { peers }, { words: chosen, star, tags, prefix, list }) => {
    const words = star ? [...chosen, 'alph*'] : chosen;
    const about = {
      ...(tags.length > 0 && { tags }),
      ...(prefix && { prefix }),
      ...(!list && { query: words.join(' ') }),
    };
    const { hits } = await peers.bob!.searchMemory({ ...about, limit: 50 });
    const wanted = !list && words.length === 0 ? [] : model.find({ words: list ? [] : words, tags, prefix });
    const found = hits.map(({ key }) => key);
    expect(list ? found : found.sort()).toEqual(wanted);
    for (const { key, version, tags } of hits)
      expect({ version, tags }).toMatchObject({ version: model.get(key)!.version, tags: model.get(key)!.tags });
  },
);

const advance = step('advance', fc.constantFrom(0.5, 1, 59, 3_600, 604_800), async (model, { mesh }, seconds) => {
  mesh.advance(seconds);
  model.now += seconds * 1_000;
});

const housekeep = step('housekeep', fc.constant({}), async (model, { mesh }) => {
  await mesh.housekeep();
  model.housekeep();
});

const crash = step('crash', fc.constant({}), async (_model, { mesh }) => mesh.crash());

/** Every step that a history is made of; what comes more than once comes more often. */
export const steps = [set, set, set, set, remove, get, get, search, search, advance, advance, housekeep, crash];
