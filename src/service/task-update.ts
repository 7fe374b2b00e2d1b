import type { UpdateTaskInput } from '../../generated/service.gen.ts';
import type { TaskResponse } from '../../generated/types.gen.ts';
import type { TaskRow } from '../store/tasks.ts';
import type { Caller, Deps } from './deps.ts';
import { taskNamed } from './task-create.ts';
import { named, saying, tell, writeDown } from './task-notices.ts';
import { checkUpdate } from './task-rules.ts';
import { isTerminal } from './task-state.ts';
import { concludeFor, settleTask } from './task-time.ts';
import { people, taskInFull } from './task-views.ts';

/** What an update says of a task, before its name. */
const verbs = {
  working: 'goes on with',
  input_required: 'needs input for',
  completed: 'has completed',
  failed: 'has given up',
  canceled: 'has canceled',
  rejected: 'has rejected',
};

/** Reports on a task: a new status, a note or a result. With the claim of its holder, it renews the lease. */
export async function update(deps: Deps, caller: Caller, input: UpdateTaskInput): Promise<TaskResponse> {
  const now = deps.clock.now();
  return deps.engine.run(
    async (tx) => {
      const who = people(tx);
      const before = await settleTask(deps, tx, await taskNamed(tx, input.task_id), now);
      await checkUpdate(who, before, caller, input);
      const changed =
        before.status !== (input.status ?? before.status) || input.note !== undefined || input.result !== undefined;
      const task = after(before, caller, input, changed, now);
      await tx.tasks.save(task);
      if (changed) {
        await writeDown(tx, task, { event: 'updated', actor: caller, note: input.note }, now);
        const verb = input.status === undefined ? 'adds to' : verbs[input.status];
        const says = `${caller.alias} ${verb} ${named(task)}${saying(input.note ?? input.result)}`;
        const intent = input.status === 'input_required' ? 'request' : 'inform';
        await tell(
          deps,
          tx,
          task,
          { actor: caller, to: [task.creator, task.assignee, before.holder], intent, says },
          now,
        );
      }
      if (isTerminal(task.status)) await concludeFor(deps, tx, task, caller, now);
      return { task: await taskInFull(tx, who, task, now) };
    },
    { bytes: (input.note?.length ?? 0) + (input.result?.length ?? 0) },
  );
}

function after(task: TaskRow, caller: Caller, input: UpdateTaskInput, changed: boolean, now: number): TaskRow {
  const status = input.status ?? task.status;
  const reported = {
    ...task,
    status,
    note: input.note ?? task.note,
    result: input.result ?? task.result,
    updated_at: changed ? now : task.updated_at,
  };
  if (isTerminal(status)) return { ...reported, holder: null, lease_ms: null, lease_until: null, ended_at: now };
  return task.holder === caller.num ? { ...reported, lease_until: now + task.lease_ms! } : reported;
}
