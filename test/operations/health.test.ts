import { describe, expect, test } from 'vitest';
import { specHash, specVersion } from '../../generated/openapi.gen.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { newMesh } from '../support/mesh.ts';
import { expectProblem } from '../support/problems.ts';

describe('getHealth', () => {
  test('getHealth tells what runs and what it promises', async () => {
    const { ann, advance, client } = await newMesh('ann');
    advance(90);
    const health = await client().getHealth();
    expect(health).toMatchObject({ status: 'ok', engine: 'sqlite', durability: 'full', uptime_s: 90 });
    expect(health).toMatchObject({ version: packageJson.version, spec_version: specVersion, spec_hash: specHash });
    expect(health.mesh_epoch).toBe(ann.registration.mesh_epoch);
    expect(health.engine_version).toMatch(/^3\.\d+\.\d+$/);
    expect(health.database_bytes + health.wal_bytes).toBeGreaterThan(4096);
    expect(health.free_bytes).toBe(1e12);
  });

  test('getHealth counts what the broker holds', async () => {
    const { ann } = await newMesh('ann', 'bob');
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    await ann.publishMessage({ channel: 'all', body: 'hi' });
    await ann.createChannel({ name: 'ops' });
    await ann.createTask({ title: 'Run tests' });
    await ann.setMemory({ key: 'k', value: 'v' });
    const { counts } = await ann.getHealth();
    expect(counts).toEqual({ peers: 2, online: 2, messages: 2, unread: 2, channels: 2, tasks: 1, memory: 1 });
  });

  test('getHealth counts anew after ten seconds, and who is online at once', async () => {
    const { ann, bob, advance, client } = await newMesh('ann', 'bob');
    const counts = async () => (await client().getHealth()).counts;
    expect(await counts()).toMatchObject({ messages: 0, online: 2 });
    await ann.sendMessage({ to: 'bob', body: 'hi' });
    await bob.unregisterPeer({});
    expect(await counts()).toMatchObject({ messages: 0, online: 1 });
    advance(10);
    expect(await counts()).toMatchObject({ messages: 1, online: 1 });
    advance(45);
    expect(await counts()).toMatchObject({ online: 0 });
  });

  test('getHealth keeps answering while the broker drains, and says so', async () => {
    const { ann, client, drain } = await newMesh('ann');
    drain();
    expect((await client().getHealth()).status).toBe('draining');
    await expectProblem(ann.listPeers({}), 'unavailable');
  });

  test('getHealth answers unavailable once the database is closed', async () => {
    const { client, close } = await newMesh();
    await close();
    await expectProblem(client().getHealth(), 'unavailable');
  });

  test('getHealth keeps the epoch over restarts and crashes', async () => {
    const { ann, client, reopen, crash } = await newMesh('ann');
    const { mesh_epoch } = ann.registration;
    await reopen();
    expect((await client().getHealth()).mesh_epoch).toBe(mesh_epoch);
    await crash();
    expect((await client().getHealth()).mesh_epoch).toBe(mesh_epoch);
  });
});
