import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newMesh, newMeshWith } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';

const key = 'crawler/test-command';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('setMemory', () => {
  test('setMemory answers versions that rise by one, whoever writes', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    expect(await ann.setMemory({ key, value: 'npm test' })).toEqual({
      key,
      version: 1,
      created: true,
      duplicate: false,
    });
    expect(await bob.setMemory({ key, value: 'npm t' })).toEqual({ key, version: 2, created: false, duplicate: false });
  });

  test('setMemory goes on counting after a deletion and after expiry, swept or not', async () => {
    const { ann, advance, housekeep } = await newMesh('ann');
    await ann.setMemory({ key, value: 'one' });
    await ann.deleteMemory({ key });
    expect(await ann.setMemory({ key, value: 'three', ttl_seconds: 10 })).toMatchObject({ version: 3, created: true });
    advance(10);
    expect(await ann.setMemory({ key, value: 'four', ttl_seconds: 10 })).toMatchObject({ version: 4, created: true });
    advance(10);
    await housekeep();
    expect(await ann.setMemory({ key, value: 'five' })).toMatchObject({ version: 5, created: true });
  });

  test('setMemory begins anew when the tombstone is 7 days old', async () => {
    const { ann, advance, housekeep } = await newMesh('ann');
    await ann.setMemory({ key, value: 'one' });
    await ann.deleteMemory({ key });
    advance(7 * 86_400);
    await housekeep();
    expect((await ann.deleteMemory({ key })).version).toBe(2);
    advance(1);
    await housekeep();
    expect(await ann.setMemory({ key, value: 'new' })).toMatchObject({ version: 1, created: true });
  });

  test('setMemory with if_version writes over that version only, and else answers conflict with the entry', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.setMemory({ key, value: 'one' });
    expect(await bob.setMemory({ key, value: 'two', ttl_seconds: 60, if_version: 1 })).toMatchObject({ version: 2 });
    const { current } = await expectProblem(ann.setMemory({ key, value: 'mine', if_version: 1 }), 'conflict');
    expect(current).toEqual({
      key,
      version: 2,
      value: 'two',
      written_by: 'bob',
      updated_at: '2026-11-23T08:00:00.000Z',
      expires_at: '2026-11-23T08:01:00.000Z',
    });
    expect((await ann.getMemory({ keys: [key] })).entries[0]!.value).toBe('two');
  });

  test('setMemory with if_version 0 is a lock: one of many gets it, and again when it expires', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const lock = { key: 'lock', value: 'held', ttl_seconds: 30, if_version: 0 };
    const tries = await Promise.allSettled([ann, bob, ann, bob].map((peer) => peer.setMemory(lock)));
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    advance(29.999);
    await expectProblem(bob.setMemory(lock), 'conflict');
    advance(0.001);
    expect(await bob.setMemory(lock)).toMatchObject({ version: 2, created: true });
  });

  test('setMemory answers conflict with no value when the expected entry is gone', async () => {
    const { ann, advance } = await newMesh('ann');
    await ann.setMemory({ key, value: 'one' });
    await ann.deleteMemory({ key });
    const deleted = await expectProblem(ann.setMemory({ key, value: 'x', if_version: 2 }), 'conflict');
    expect(deleted.current).toEqual({ key, version: 2 });
    await ann.setMemory({ key, value: 'three', ttl_seconds: 1 });
    advance(1);
    const expired = await expectProblem(ann.setMemory({ key, value: 'x', if_version: 3 }), 'conflict');
    expect(expired.current).toEqual({ key, version: 3 });
    const never = await expectProblem(ann.setMemory({ key: 'other', value: 'x', if_version: 1 }), 'conflict');
    expect(never.current).toEqual({ key: 'other', version: 0 });
  });

  test('setMemory does nothing for an idempotency key that was used, and refuses it for another entry', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    const entry = { key, value: 'one', if_version: 0, idempotency_key: 'k1' };
    const first = await ann.setMemory(entry);
    await bob.setMemory({ key, value: 'two' });
    expect(await ann.setMemory(entry)).toEqual({ ...first, duplicate: true });
    await expectProblem(ann.setMemory({ ...entry, value: 'other' }), 'conflict');
    expect((await ann.getMemory({ keys: [key] })).entries[0]).toMatchObject({ value: 'two', version: 2 });
  });

  test('setMemory takes 256 KiB of UTF-8 and answers payload_too_large for more', async () => {
    const { ann } = await newMesh('ann');
    const value = 'ä'.repeat(128 * 1024);
    await ann.setMemory({ key, value });
    expect((await ann.getMemory({ keys: [key] })).entries[0]!.value).toBe(value);
    const error = await expectProblem(ann.setMemory({ key, value: `${value}.` }), 'payload_too_large');
    expect(error.detail).toBe('The value has 262145 bytes; an entry holds at most 262144.');
  });

  test.for([
    ['a misspelt word', '{"a": tru}', 'line 1, column 7'],
    ['a comma too many', '{\n  "a": [1, 2,]\n}', 'line 2, column 14'],
    ['nothing', '', 'line 1, column 1'],
    ['10,000 open brackets', '['.repeat(10_000), 'line 1, column 10001'],
  ])('setMemory answers invalid_request with where JSON breaks: %s', async ([, value, place]) => {
    const { ann } = await newMesh('ann');
    const error = await expectProblem(ann.setMemory({ key, value: value!, format: 'json' }), 'invalid_request');
    expect(error.detail).toBe(`value is not JSON: it breaks at ${place}.`);
    expect((await ann.getMemory({ keys: [key] })).missing).toEqual([key]);
  });

  test('setMemory takes for JSON what JSON.parse takes', { timeout: 60_000 }, async () => {
    const { ann } = await newMesh('ann');
    const damage = fc.record({ at: fc.nat(60), cut: fc.nat(2), put: fc.constantFrom('', ...'{}[]",:\\\n 0-.eut') });
    const property = fc.asyncProperty(fc.json(), fc.option(damage), async (json, damage) => {
      const value = damage ? json.slice(0, damage.at) + damage.put + json.slice(damage.at + damage.cut) : json;
      const set = () => ann.setMemory({ key, value, format: 'json' });
      if (isJson(value)) expect((await set()).key).toBe(key);
      else await expectProblem(set(), 'invalid_request');
    });
    await fc.assert(property, { numRuns: 500 });
  });

  test('setMemory answers invalid_request for keys, tags and times outside of the contract', async () => {
    const { ann } = await newMesh('ann');
    const wrong = [{ key: '' }, { key: 'a\nb' }, { tags: ['no spaces'] }, { tags: ['a', 'a'] }, { ttl_seconds: 0 }];
    for (const fields of wrong) await expectProblem(ann.setMemory({ key, value: '', ...fields }), 'invalid_request');
    expect(await ann.searchMemory({})).toEqual({ hits: [] });
  });

  test('setMemory and deleteMemory show in the feed with key and version, the value never', async () => {
    const { ann } = await newMesh('ann');
    await ann.setMemory({ key, value: 'one' });
    await ann.deleteMemory({ key });
    await ann.deleteMemory({ key });
    const { events } = await ann.listEvents({ kinds: ['memory_set', 'memory_deleted'] });
    expect(events.map(({ kind, actor, key, version }) => ({ kind, actor, key, version }))).toEqual([
      { kind: 'memory_set', actor: 'ann', key, version: 1 },
      { kind: 'memory_deleted', actor: 'ann', key, version: 2 },
    ]);
  });
});

describe('getMemory', () => {
  test('getMemory answers entries in the order asked, with author, host and age, and what is missing', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    await ann.setMemory({ key, value: '{"run": "all"}', format: 'json', tags: ['howto'] });
    advance(60);
    await bob.setMemory({ key, value: 'npm test', tags: ['crawler', 'howto'], ttl_seconds: 3600 });
    await ann.setMemory({ key: 'a', value: '' });
    advance(12.5);
    const { entries, missing } = await ann.getMemory({ keys: [key, 'nothing', 'a'] });
    expect(entries.map((entry) => entry.key)).toEqual([key, 'a']);
    expect(missing).toEqual(['nothing']);
    expect(entries[0]).toEqual({
      key,
      value: 'npm test',
      format: 'text',
      tags: ['crawler', 'howto'],
      version: 2,
      written_by: 'bob',
      host: 'studio',
      created_at: '2026-11-23T08:00:00.000Z',
      updated_at: '2026-11-23T08:01:00.000Z',
      age_s: 12,
      expires_at: '2026-11-23T09:01:00.000Z',
    });
  });

  test('getMemory has an entry until the instant it expires, and not from then on', async () => {
    const { ann, advance } = await newMesh('ann');
    await ann.setMemory({ key, value: 'brief', ttl_seconds: 1 });
    advance(0.999);
    expect((await ann.getMemory({ keys: [key] })).entries).toHaveLength(1);
    advance(0.001);
    expect(await ann.getMemory({ keys: [key] })).toEqual({ entries: [], missing: [key] });
  });

  test('getMemory shows an entry without a time to live after one that had it', async () => {
    const { ann, advance } = await newMesh('ann');
    await ann.setMemory({ key, value: 'brief', ttl_seconds: 1 });
    await ann.setMemory({ key, value: 'lasting' });
    advance(1_000);
    const [entry] = (await ann.getMemory({ keys: [key] })).entries;
    expect(entry).toMatchObject({ value: 'lasting', version: 2 });
    expect(entry).not.toHaveProperty('expires_at');
  });

  test('getMemory answers invalid_request for no keys, too many and the same twice', async () => {
    const { ann } = await newMesh('ann');
    const many = Array.from({ length: 21 }, (_, n) => `key-${n}`);
    for (const keys of [[], many, ['a', 'a']]) await expectProblem(ann.getMemory({ keys }), 'invalid_request');
  });

  test('getMemory keeps keys and values as they are, whatever they say', async () => {
    const { ann, reopen } = await newMesh('ann');
    const wild = ["'; DROP TABLE memory; --", '100%_"*\\', 'NEAR(a b)', 'ключ/キー/🔑', '\u{10ffff}'];
    for (const text of wild) await ann.setMemory({ key: text, value: `${text}\r\n\t` });
    await reopen();
    const { entries } = await ann.getMemory({ keys: wild });
    expect(entries.map(({ key, value }) => [key, value])).toEqual(wild.map((text) => [text, `${text}\r\n\t`]));
  });
});

describe('deleteMemory', () => {
  test('deleteMemory leaves nothing to read or find, and says so when there was nothing', async () => {
    const { ann } = await newMesh('ann');
    await ann.setMemory({ key, value: 'findable', tags: ['tag'] });
    expect(await ann.deleteMemory({ key })).toEqual({ key, deleted: true, version: 2 });
    expect(await ann.deleteMemory({ key })).toEqual({ key, deleted: false, version: 2 });
    expect(await ann.deleteMemory({ key: 'never' })).toEqual({ key: 'never', deleted: false, version: 0 });
    for (const how of [{}, { query: 'findable' }, { tags: ['tag'] }])
      expect(await ann.searchMemory(how)).toEqual({ hits: [] });
  });

  test('deleteMemory with if_version deletes that version only, and else answers conflict with the entry', async () => {
    const { ann, bob } = await newMesh('ann', 'bob');
    await ann.setMemory({ key, value: 'one' });
    await bob.setMemory({ key, value: 'two' });
    const { current } = await expectProblem(ann.deleteMemory({ key, if_version: 1 }), 'conflict');
    expect(current).toMatchObject({ version: 2, value: 'two', written_by: 'bob' });
    expect(await ann.deleteMemory({ key, if_version: 2 })).toEqual({ key, deleted: true, version: 3 });
  });

  test('deleteMemory of a lock that has expired does nothing; one that another took is a conflict', async () => {
    const { ann, bob, advance } = await newMesh('ann', 'bob');
    const { version } = await ann.setMemory({ key: 'lock', value: 'ann', ttl_seconds: 5, if_version: 0 });
    advance(5);
    expect(await ann.deleteMemory({ key: 'lock', if_version: version })).toEqual({
      key: 'lock',
      deleted: false,
      version,
    });
    await bob.setMemory({ key: 'lock', value: 'bob', ttl_seconds: 5, if_version: 0 });
    await expectProblem(ann.deleteMemory({ key: 'lock', if_version: version }), 'conflict');
  });

  test('deleteMemory answers invalid_request for an impossible key or version', async () => {
    const { ann } = await newMesh('ann');
    for (const body of [{ key: '' }, { key, if_version: 0 }, { key, if_version: 1.5 }])
      await expectProblem(ann.deleteMemory(body), 'invalid_request');
  });

  test.for(['getMemory', 'searchMemory', 'deleteMemory'] as const)(
    '%s answers payload_too_large for a body over the limit',
    async (operation) => {
      const { ann } = await newMeshWith({ limits: { bodyBytes: 400 } }, 'ann');
      const bodies = {
        getMemory: { keys: ['x'.repeat(500)] },
        searchMemory: { query: 'x'.repeat(500) },
        deleteMemory: { key: 'x'.repeat(500) },
      };
      await expectProblem(ann[operation](bodies[operation] as never), 'payload_too_large');
    },
  );
});
