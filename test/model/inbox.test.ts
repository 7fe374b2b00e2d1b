import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsIn } from '../support/audit.ts';
import { newMeshWith, type Peer } from '../support/mesh.ts';
import { start } from '../support/times.ts';
import { numRuns } from './command.ts';
import { InboxModel } from './inbox-model.ts';
import { labels, type Real } from './inbox-real.ts';
import { steps } from './inbox-steps.ts';
import { pollAndCompare } from './inbox-taking.ts';

const plenty = { burst: 1_000_000, perSecond: 1_000 };

const setting = fc.record({
  peers: fc.integer({ min: 3, max: 5 }),
  maxAttempts: fc.constantFrom(2, 3, 20),
  inboxMessages: fc.constantFrom(4, 100),
});

type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;

/** Peers that are already there, and `#ops`, to which nobody is subscribed yet. */
async function open({ peers: count, ...limits }: Setting): Promise<{ model: InboxModel; real: Real }> {
  const mesh = await newMeshWith({ limits: { ...limits, pair: plenty, publishes: plenty } });
  const peers: Record<string, Peer> = {};
  for (const label of labels.slice(0, count)) peers[label] = await mesh.join(label);
  await peers.ann!.createChannel({ name: '#ops' });
  await peers.ann!.unsubscribeChannel({ channel: '#ops' });
  return { model: new InboxModel(Object.keys(peers), limits, start), real: { mesh, peers } };
}

/** Takes all that is left out of every inbox, in which nothing may be missing. */
async function drain(model: InboxModel, real: Real): Promise<void> {
  real.mesh.advance(1_000);
  model.now += 1_000_000;
  for (const label of model.labels) {
    while ((await pollAndCompare(model, real, label, { limit: 20, lease_seconds: 60, ack: 'auto' })).length > 0);
    const left = model.inboxes.get(label)!.filter((delivery) => model.status(delivery) === 'queued');
    expect(left).toEqual([]);
  }
}

test('inboxes do as the model does, whatever happens', { timeout: 120_000 }, async () => {
  const histories = fc.commands(steps, { maxCommands: 60, size: 'max' });
  const property = fc.asyncProperty(setting, histories, async (setting, history) => {
    const { model, real } = await open(setting);
    try {
      await fc.asyncModelRun(() => ({ model, real }), history);
      await drain(model, real);
      expect(faultsIn(real.mesh.home)).toEqual([]);
    } finally {
      await real.mesh.close();
    }
  });
  await fc.assert(property, { numRuns });
});
