import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messagesOf, startAgent } from '../mcp/agent.ts';
import { brokerForTest, newHome } from './places.ts';
import { freeOn, smallDisk } from './small-disk.ts';
import { isRoot } from './tools.ts';

const text = 'x'.repeat(20_000);

test.skipIf(!isRoot())(
  'a full disk under the outbox is said, the session goes on, and what was kept arrives once',
  {
    timeout: 60_000,
  },
  async () => {
    const broker = await brokerForTest();
    const env = { PEERMESH_TRANSPORT: 'remote', PEERMESH_TOKEN: broker.token };
    const disk = smallDisk(1);
    const a = await startAgent({ home: join(disk, 'home'), url: broker.url, label: 'agent-a', env });
    const b = await startAgent({ home: newHome(), url: broker.url, label: 'agent-b', env });
    await a.call('whoami');
    await b.call('whoami');
    await broker.crash();
    const send = (body: string) => a.call('send_message', { to: 'agent-b', body });
    expect((await send('kept')).data).toMatchObject({ status: 'outbox' });

    writeFileSync(join(disk, 'ballast'), Buffer.alloc(freeOn(disk)));
    const refused = await send(`too much ${text}`);
    expect(refused).toMatchObject({ isError: true, data: { error: { code: 'storage_full' } } });
    expect(refused.text).toContain('Nothing was sent');
    writeFileSync(join(disk, 'ballast'), '');
    expect((await send('kept too')).data).toMatchObject({ status: 'outbox' });

    await brokerForTest(broker.home, broker.port);
    const bodies: string[] = [];
    await b.until('check_messages', {}, (answer) => {
      if (!answer.isError) bodies.push(...messagesOf(answer).map(({ body }) => body));
      return bodies.length > 1;
    });
    expect(bodies).toEqual(['kept', 'kept too']);
    expect((await a.call('whoami')).text).not.toContain('in the outbox');
  },
);
