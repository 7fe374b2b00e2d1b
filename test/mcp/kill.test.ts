import { expect, test } from 'vitest';
import { brokerForTest, newHome } from '../e2e/home.ts';
import { type Agent, messagesOf, startAgent } from './agent.ts';

/** Times each point is hit; 100 with `npm run soak:shim`. */
const times = Number(process.env.SHIM_KILLS ?? 3);

/** Where a session dies: in the middle of a call, after its answer was printed, after the call that acknowledges. */
const points: Record<string, (b: Agent) => Promise<string[]>> = {
  'in the middle of a call': async (b) => {
    const call = b.call('check_messages').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    await b.kill();
    const answer = await call;
    return answer === undefined ? [] : messagesOf(answer).map(({ id }) => id);
  },
  'after a call was answered': async (b) => {
    const shown = messagesOf(await b.call('check_messages')).map(({ id }) => id);
    await b.kill();
    return shown;
  },
  'after the next call': async (b) => {
    const shown = messagesOf(await b.call('check_messages')).map(({ id }) => id);
    await b.call('whoami');
    await b.kill();
    return shown;
  },
};

test.each(Object.keys(points))(
  'a session killed %s loses nothing, and sees again only what is flagged',
  { timeout: 10_000 + times * 5_000 },
  async (point) => {
    const { home, url } = await brokerForTest(newHome());
    const a = await startAgent({ home, url, label: 'agent-a' });
    const start = () => startAgent({ home, url, label: 'agent-b' });
    const first = await start();
    await first.call('whoami');
    await first.kill();
    const seen = new Set<string>();
    const sent: string[] = [];
    for (let n = 0; n < times; n++) {
      const { message_id } = (await a.call('send_message', { to: 'agent-b', body: `message ${n}` })).data;
      sent.push(message_id as string);
      const b = await start();
      await b.call('whoami');
      for (const id of await points[point]!(b)) seen.add(id);
    }
    const last = await start();
    for (
      let left = messagesOf(await last.call('check_messages'));
      left.length > 0;
      left = messagesOf(await last.call('check_messages'))
    ) {
      for (const { id, redelivered } of left) {
        if (seen.has(id)) expect({ id, redelivered }).toEqual({ id, redelivered: true });
        if (point === 'after the next call') expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
    }
    expect([...seen].sort()).toEqual(sent.sort());
  },
);
