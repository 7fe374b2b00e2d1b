import type { MeshClient } from '../../generated/client.gen.ts';
import type { Tool, ToolName } from '../../generated/mcp-tools.gen.ts';
import type { ClaimTaskResponse, Peer, Task, Unread } from '../../generated/types.gen.ts';
import type { Parts } from './calls.ts';
import { capped, fitted } from './caps.ts';
import { type Filter, readable } from './inbox.ts';
import type { Shown } from './ledger.ts';
import type { OutboxEntry, Outgoing } from './outbox.ts';
import { type Answers, renderers } from './render/answers.ts';
import { newPage } from './render/page.ts';
import { isKept, newKey } from './sender.ts';

/** What a tool answers. */
export interface Done {
  readonly text: string;
  readonly fields: object;
  /** Messages that the answer shows. */
  readonly shown?: readonly Shown[];
  /** What waits after it, where the answer says so. */
  readonly unread?: Unread;
}

type Input = Record<string, unknown>;

/** Does what a tool is for. Throws MeshError. */
export async function perform(parts: Parts, tool: Tool, input: Input): Promise<Done> {
  const { name, operationId } = tool;
  if (name === 'check_messages') return check(parts, input);
  if (operationId === 'sendMessage' || operationId === 'publishMessage') return send(parts, tool, operationId, input);
  const keyed = tool.omit.includes('idempotency_key') ? { ...input, idempotency_key: newKey() } : input;
  const repeatable = 'idempotency_key' in keyed || tool.annotations.idempotentHint;
  const operation = (client: MeshClient) => client[operationId](capped(name, keyed) as never) as Promise<object>;
  const answer = fitted(name, await parts.sender.call(operation, repeatable));
  remember(parts, name, answer);
  return rendered(name, answer);
}

async function check({ inbox, sender, pusher }: Parts, filter: Filter): Promise<Done> {
  const { messages, remaining, unread } = await sender.repeat(() => inbox.take(filter), true);
  const marked = messages.map((message) => ({
    ...readable(message),
    ...(pusher.pushed(message.id) && { already_pushed: true as const }),
  }));
  return { ...rendered('check_messages', { messages: marked, remaining, unread }), shown: messages, unread };
}

async function send({ sender }: Parts, { name }: Tool, operation: Outgoing, input: Input): Promise<Done> {
  const answer = await sender.send(operation, input);
  return isKept(answer) ? kept(answer) : rendered(name, answer);
}

/** What is told of a message that the broker could not confirm. */
function kept({ id, queued_at }: OutboxEntry): Done {
  return {
    text: 'Kept in the outbox on this machine: the broker is unreachable. It is sent by itself when the broker is back. Do not send it again.',
    fields: { status: 'outbox', outbox_id: id, queued_at: new Date(queued_at).toISOString() },
  };
}

/** What the shim itself has to know of an answer. */
function remember({ session }: Parts, tool: ToolName, answer: object): void {
  if (tool === 'whoami' || tool === 'set_status') session.renamed((answer as Peer).alias);
  if (tool === 'claim_task') session.holding.add((answer as ClaimTaskResponse).task.task_id);
  if (tool === 'update_task' || tool === 'assign_task') {
    const { task } = answer as { task: Task };
    if (task.holder?.label !== session.self()?.label) session.holding.delete(task.task_id);
  }
}

function rendered<Name extends ToolName>(name: Name, answer: Answers[Name] | object): Done {
  const page = newPage();
  renderers[name](page, answer as Answers[Name]);
  return { text: page.toString(), fields: answer };
}
