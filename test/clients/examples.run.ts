import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import { run } from '../support/process.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

/** A workplace with the files of an example, and a peer called ann on its broker. */
async function open(language: string): Promise<{ place: Workplace; ann: MeshClient }> {
  const place = await openWorkplace(join(import.meta.dirname, '../../docs/examples', language));
  onTestFinished(place.close);
  let session: string | undefined;
  const ann = createMeshClient({ baseUrl: place.broker.url, token: place.broker.token, session: () => session });
  ({ session_token: session } = await ann.registerPeer({ label: 'ann', runtime: 'node', host: 'studio' }));
  return { place, ann };
}

test('python: the worker takes the tasks that are ready, and reports what came of them', async () => {
  const { place, ann } = await open('python');
  const { task } = await ann.createTask({ title: 'Count', description: 'one two three' });
  const printed = await place.run('python3 worker.py --once', { PEERMESH_LABEL: 'worker@studio' });
  expect(printed).toBe('joined as worker@studio\ntook Count\ncompleted Count\n');
  const { task: done } = await ann.getTask({ task_id: task.task_id });
  expect(done).toMatchObject({ status: 'completed', result: '3 words in the description', claim: 1 });
});

test('python: a second run is the same peer, and a wrong secret is told in words', async () => {
  const { place } = await open('python');
  const file = join(place.directory, 'token');
  writeFileSync(file, `${place.broker.token}\n`);
  const env = { PEERMESH_LABEL: 'worker@studio', PEERMESH_TOKEN: '', PEERMESH_TOKEN_FILE: file };
  for (const _ of ['first', 'second'])
    expect(await place.run('python3 worker.py --once', env)).toBe('joined as worker@studio\n');
  await expect(place.run('python3 worker.py', { PEERMESH_TOKEN: 'wrong' })).rejects.toThrow('unauthenticated: ');
});

test('go: the watcher prints each post once', async () => {
  const { place, ann } = await open('go');
  await ann.createChannel({ name: '#ops' });
  await place.run('go build -o watcher .');
  const env = { PEERMESH_URL: place.broker.url, PEERMESH_TOKEN: place.broker.token };
  const watcher = run([join(place.directory, 'watcher'), 'ops'], { env });
  onTestFinished(() => void watcher.child.kill());
  await watcher.printed(/watching #ops\n/);
  await ann.publishMessage({ channel: '#ops', body: 'Deploy starts.' });
  await watcher.printed(/Deploy starts/);
  await ann.publishMessage({ channel: '#ops', body: 'Deploy ends.' });
  await watcher.printed(/Deploy ends/);
  expect(watcher.out()).toBe('watching #ops\nann: "Deploy starts."\nann: "Deploy ends."\n');
});

test('bash: the job announces its result and keeps its exit code', async () => {
  const { place, ann } = await open('bash');
  await ann.createChannel({ name: '#ops' });
  await place.run("./announce.sh '#ops' true");
  await expect(place.run("./announce.sh ops bash -c 'exit 3'")).rejects.toThrow('Exit code 3.');
  const { messages } = await ann.pollMessages({ channel: '#ops', ack: 'auto' });
  expect(messages.map(({ body }) => body)).toEqual(['true: passed', 'bash -c exit 3: failed with exit code 3']);
  expect(new Set(messages.map(({ from }) => from.label)).size).toBe(1);
});

test('bash: without the right secret it says so', async () => {
  const { place } = await open('bash');
  await expect(place.run('./announce.sh ops true', { PEERMESH_TOKEN: 'wrong' })).rejects.toThrow('unauthenticated: ');
});
