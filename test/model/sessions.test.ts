import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsIn } from '../support/audit.ts';
import { newMeshWith } from '../support/mesh.ts';
import { start } from '../support/times.ts';
import { numRuns } from './command.ts';
import { SessionsModel } from './sessions-model.ts';
import { steps } from './sessions-steps.ts';

const plenty = { burst: 1_000_000, perSecond: 1_000 };

/** Two homes with a key of their own, and one that makes none. */
const homes = () => [
  { name: 'north', ownerKey: 'the-owner-key-of-the-north-0123456789', tokens: [] },
  { name: 'south', ownerKey: 'the-owner-key-of-the-south-0123456789', tokens: [] },
  { name: 'nowhere', tokens: [] },
];

test('sessions and presence do as the model does, whatever happens', { timeout: 120_000 }, async () => {
  const histories = fc.commands(steps, { maxCommands: 60, size: 'max' });
  const property = fc.asyncProperty(histories, async (history) => {
    const mesh = await newMeshWith({ limits: { pair: plenty } });
    try {
      const real = { mesh, watcher: await mesh.join('watcher') };
      await fc.asyncModelRun(() => ({ model: new SessionsModel(homes(), start), real }), history);
      expect(faultsIn(mesh.home)).toEqual([]);
    } finally {
      await mesh.close();
    }
  });
  await fc.assert(property, { numRuns });
});
