import type { MeshClient } from '../../generated/client.gen.ts';
import type { CreateTaskRequest, Task } from '../../generated/types.gen.ts';

/** The id of a task that nobody created. */
export const unknownTask = 'task_01K9A44Q6R8S0T2V4W6X8Y0Z2A';

/** Creates a task and answers it; of a title alone unless told otherwise. */
export async function create(peer: MeshClient, more: Partial<CreateTaskRequest> = {}): Promise<Task> {
  return (await peer.createTask({ title: 'Run tests', ...more })).task;
}

/** Takes the task notices out of an inbox: intent and body of each, less the ids of tasks. */
export async function notices(peer: MeshClient): Promise<string[]> {
  const { messages } = await peer.pollMessages({ kind: 'task', ack: 'auto', limit: 100 });
  return messages.map(({ intent, body }) => `${intent}: ${body.replace(/ \(task_\w+\)/g, '')}`);
}
