import fc from 'fast-check';
import { test } from 'vitest';
import { newMesh } from '../support/mesh.ts';
import { numRuns } from './command.ts';
import { TaskModel } from './task-model.ts';
import { create, labels, type Real, readNotices, steps } from './task-steps.ts';

test('tasks do as the model does, whatever happens', { timeout: numRuns * 3_000 }, async () => {
  const histories = fc.commands(steps, { maxCommands: 60, size: 'max' });
  const first = fc.array(create, { minLength: 3, maxLength: 3 });
  const property = fc.asyncProperty(first, histories, async (creations, history) => {
    const mesh = await newMesh(...labels);
    const model = new TaskModel();
    const real: Real = { mesh, peers: { ann: mesh.ann, bob: mesh.bob, eve: mesh.eve } };
    try {
      for (const commands of [creations, history]) await fc.asyncModelRun(() => ({ model, real }), commands);
      for (const label of labels) await readNotices(model, real, label);
    } finally {
      await mesh.close();
    }
  });
  await fc.assert(property, { numRuns });
});
