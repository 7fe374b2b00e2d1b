import type { Command } from 'commander';
import { exits, StartError } from '../errors.ts';
import { forms, type HookRuntime } from '../hooks/forms.ts';

/** Adds `peermesh hook`. */
export function addHook(program: Command): void {
  program
    .command('hook')
    .description("Print the messages that wait for a session, in the form its runtime's hooks take. Runtimes call it.")
    .argument('<runtime>', Object.keys(forms).join(', '))
    .argument('<event>', 'the name of the event, such as UserPromptSubmit')
    .action(async (runtime: string, event: string) => {
      if (!Object.hasOwn(forms, runtime))
        throw new StartError(
          exits.usage,
          `There is no runtime "${runtime}": it must be one of ${Object.keys(forms).join(', ')}.`,
        );
      if (!Object.hasOwn(forms[runtime as HookRuntime], event)) {
        throw new StartError(
          exits.usage,
          `${runtime} has no event "${event}" that is served: ${Object.keys(forms[runtime as HookRuntime]).join(', ')}.`,
        );
      }
      const { runHook } = await import('../hooks/hook.ts');
      const print = (line: string) =>
        new Promise<void>((written, failed) =>
          process.stdout.write(`${line}\n`, (error) => (error ? failed(error) : written())),
        );
      // A hook that fails must neither stop its session nor be seen in it: the messages wait all the same.
      await runHook({
        runtime: runtime as HookRuntime,
        event,
        input: await readInput(),
        env: process.env,
        now: Date.now(),
        print,
      }).catch(() => {});
      process.exit(0);
    });
}

/** The JSON on stdin; an empty object when there is none. */
async function readInput(): Promise<Record<string, unknown>> {
  if (process.stdin.isTTY) return {};
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
