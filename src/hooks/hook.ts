import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import { clientSettings, type Environment, givenSecret } from '../config.ts';
import { readHookLedger, writeHookLedger } from '../mcp/hook-ledger.ts';
import { identityOf } from '../mcp/identity.ts';
import { createInbox } from '../mcp/inbox.ts';
import { createLedger } from '../mcp/ledger.ts';
import { renderMessage } from '../mcp/render/messages.ts';
import { newPage } from '../mcp/render/page.ts';
import { createWire } from '../mcp/wire.ts';
import { sessionBeside } from './beside.ts';
import { forms, type HookRuntime, runtimes } from './forms.ts';

/** What a hook is called with. */
export interface HookCall {
  readonly runtime: HookRuntime;
  readonly event: string;
  /** What the runtime wrote to stdin. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly env: Environment;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Prints what the runtime takes; resolves when it is written. */
  readonly print: (line: string) => Promise<void>;
}

/** Milliseconds: a session that works calls its hooks many times a second, and is not to be slowed down by them. */
const restMs = 3_000;
const patience = { connect: 300, answer: 1_000 };

/**
 * Prints the messages that wait for the session beside it, in the form that the runtime puts before its model; nothing when there are none,
 * when the broker is away, or when the session has no shim. What was printed is acknowledged by the next call, which shows that
 * the session went on; a crash in between brings it back, flagged.
 */
export async function runHook({ runtime, event, input, env, now, print }: HookCall): Promise<void> {
  const form = forms[runtime][event];
  const { home, url } = clientSettings(env);
  const secret = givenSecret(env);
  if (!form || secret === undefined) return;
  const beside = sessionBeside(home, url, labelOf(runtime, input, env), process.pid);
  if (!beside) return;
  const { id, session } = beside;
  const before = readHookLedger(home, id);
  if (!form.turn && !form.goesOn && Math.abs(now - before.at) < restMs) return;

  const wire = createWire(url, secret, () => patience);
  const client = createMeshClient({
    baseUrl: url,
    token: secret,
    session: session.session_token,
    fetch: wire.fetch as typeof fetch,
  });
  const ledger = createLedger(before.shown);
  const inbox = createInbox({ ledger, run: <T>(work: (client: MeshClient) => Promise<T>) => work(client) });
  try {
    ledger.requested();
    // A session that went on because of us once is left to rest; a model that only thanks would never end.
    const rests = form.goesOn && input.stop_hook_active === true;
    if (rests) await inbox.settle();
    const { messages } = rests ? { messages: [] } : await inbox.take(form.goesOn ? { intent: 'request' } : {});
    if (messages.length > 0) {
      const page = newPage();
      page.say(
        `You are ${session.alias} in the PeerMesh; ${messages.length === 1 ? 'a message has' : `${messages.length} messages have`} come in.`,
      );
      for (const [index, message] of messages.entries()) renderMessage(page, message, index + 1);
      await print(JSON.stringify(form.print(page.toString())));
      // After the print: a hook that dies before it has shown nothing that could be acknowledged.
      ledger.shown(messages);
    }
    writeHookLedger(home, id, { at: now, shown: ledger.entries() });
  } finally {
    wire.close();
  }
}

/** The label of the shim in the same session: derived as the shim derives it, from the session id or the directory. */
function labelOf(runtime: HookRuntime, input: HookCall['input'], env: Environment): string {
  const roots = Array.isArray(input.workspace_roots) ? (input.workspace_roots as unknown[]) : [];
  const directory = [input.cwd, roots[0]].find((value) => typeof value === 'string') ?? process.cwd();
  const { label, alias } = clientSettings(env);
  const session = env.CLAUDE_CODE_SESSION_ID ?? (typeof input.session_id === 'string' ? input.session_id : undefined);
  const given = {
    ...(label && { label }),
    ...(alias && { alias }),
    runtime: env.PEERMESH_RUNTIME?.trim() || runtimes[runtime],
  };
  return identityOf({
    env: { ...env, ...(session && { CLAUDE_CODE_SESSION_ID: session }) },
    given,
    directory: directory as string,
  }).label;
}
