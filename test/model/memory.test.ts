import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryFaultsIn } from '../support/memory-audit.ts';
import { newMesh } from '../support/mesh.ts';
import { start } from '../support/times.ts';
import { numRuns } from './command.ts';
import { MemoryModel } from './memory-model.ts';
import { steps } from './memory-steps.ts';

test('shared memory does as the model does, whatever happens', { timeout: 120_000 }, async () => {
  const histories = fc.commands(steps, { maxCommands: 60, size: 'max' });
  const property = fc.asyncProperty(histories, async (history) => {
    const mesh = await newMesh();
    try {
      const peers = { ann: await mesh.join('ann'), bob: await mesh.join('bob') };
      await fc.asyncModelRun(() => ({ model: new MemoryModel(start), real: { mesh, peers } }), history);
      expect(memoryFaultsIn(mesh.home)).toEqual([]);
    } finally {
      await mesh.close();
    }
  });
  await fc.assert(property, { numRuns });
});
