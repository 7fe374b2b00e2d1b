import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import { startBroker } from '../support/process.ts';
import { exchange, member, newHome, outcomeOf } from './wire.ts';

/** Modes of all there is in a directory, the directory included, as `name mode`. */
function modes(directory: string): string[] {
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  return [`. ${mode(directory)}`, ...readdirSync(directory).map((name) => `${name} ${mode(join(directory, name))}`)];
}

test.each(['000', '022', '077'])(
  'under umask %s nothing is open to others, and no secret or text is printed or logged',
  async (umask) => {
    const broker = await startBroker(newHome(), 0, { umask, logLevel: 'trace' });
    onTestFinished(() => broker.crash());
    const canary = `canary-${umask}`;
    const ann = await member(broker, 'ann');
    const bob = await member(broker, 'bob');
    const owner_key = `${canary}-owner-key-of-32-characters-and-more`;
    await bob.client.registerPeer({ label: 'cid', runtime: 'test', host: 'studio', owner_key });
    await ann.client.sendMessage({
      to: 'bob',
      body: `${canary}-body`,
      metadata: { [`${canary}-name`]: `${canary}-value` },
      idempotency_key: `${canary}-key`,
    });
    await ann.client.setMemory({ key: 'k', value: `${canary}-value` });
    await ann.client.createTask({ title: `${canary}-title`, description: `${canary}-description` });
    await ann.client.updatePeer({ summary: `${canary}-summary` });
    await bob.client.pollMessages({});

    // What is refused is what gets logged.
    const good = { authorization: `Bearer ${broker.token}`, 'peermesh-session': ann.session };
    for (const operation of operations) {
      await outcomeOf(broker, operation, { ...good, authorization: `Bearer ${canary}` });
      await outcomeOf(broker, operation, { ...good, 'peermesh-session': `${canary}-session` });
      await outcomeOf(
        broker,
        operation,
        { ...good, 'x-canary': canary },
        { path: `${operation.path}?q=${canary}`, body: { [canary]: canary, body: canary } },
      );
    }
    await exchange(
      broker.port,
      `POST /v1/messages/send HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${canary}\r\n${canary}\r\n\r\n`,
    );
    const files = modes(broker.home);
    expect(await broker.stop()).toBe(0);

    expect(files.map((line) => line.split(' ').at(-1))).toEqual(['700', ...Array(files.length - 1).fill('600')]);
    expect(files.map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['token', 'peermesh.db', 'peermesh.db-wal', 'broker.log', 'lock', 'instance.json']),
    );
    const log = readFileSync(join(broker.home, 'broker.log'), 'utf8');
    expect(log.split('\n').length).toBeGreaterThan(50);
    for (const said of [broker.out(), broker.err(), log])
      for (const secret of [canary, broker.token, ann.session, bob.session]) expect(said).not.toContain(secret);
  },
);
