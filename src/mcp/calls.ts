import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Tool, ToolName } from '../../generated/mcp-tools.gen.ts';
import { notFound } from '../errors.ts';
import { readArguments } from './arguments.ts';
import type { Inbox } from './inbox.ts';
import type { Ledger, Shown } from './ledger.ts';
import type { Link } from './link.ts';
import { type Done, perform } from './perform.ts';
import type { Pusher } from './push.ts';
import { failedSends, failure, standing, success } from './result.ts';
import type { Sender } from './sender.ts';
import type { Session } from './session.ts';

/** What tool calls run on. */
export interface Parts {
  readonly tools: readonly Tool[];
  readonly link: Link;
  readonly session: Session;
  readonly ledger: Ledger;
  /** What a hook of this session has shown. */
  readonly byHook: () => readonly Shown[];
  readonly inbox: Inbox;
  readonly sender: Sender;
  readonly pusher: Pusher;
  /** What to say beside errors when the broker is of another version. */
  readonly otherVersion: () => string | undefined;
}

/** A tool call as the client made it. */
export interface ToolCall {
  readonly name: string;
  readonly arguments?: Readonly<Record<string, unknown>> | undefined;
  /** Aborted when the client does not want the answer any more. */
  readonly signal: AbortSignal;
}

/** The tools in use. */
export interface Calls {
  /** Answers a tool call; what goes wrong is a result too. */
  call(call: ToolCall): Promise<CallToolResult>;
  /** The client made a request, of whatever kind: what earlier results told has arrived. */
  requested(): void;
  /** Answers when no call is under way. */
  idle(): Promise<unknown>;
}

/** Puts the tools to use. */
export function createCalls(parts: Parts): Calls {
  const { tools, link, session, ledger, byHook, sender, pusher } = parts;
  const line = () => standing({ session, ledger, byHook, link, outbox: sender.outbox });
  let told: Parameters<NonNullable<ReturnType<Sender['outbox']>>['reported']>[0] = [];

  async function done({ name, arguments: given }: ToolCall): Promise<Done> {
    const tool = tools.find((one) => one.name === name);
    if (!tool) throw unknownTool(name, tools);
    const input = readArguments(tool, given);
    const [answer] = await Promise.all([perform(parts, tool, input), attend(parts, tool.name)]);
    if (answer.unread) session.noteUnread(answer.unread);
    return answer;
  }

  const underWay = new Set<Promise<CallToolResult>>();
  const failed = (error: unknown) => failure(error, [line(), parts.otherVersion()].filter(Boolean).join(' '));

  async function answer(call: ToolCall): Promise<CallToolResult> {
    try {
      const { text, fields, shown = [] } = await done(call);
      if (call.signal.aborted) {
        ledger.withheld(shown);
        return failed(new Error('the call was canceled'));
      }
      ledger.shown(shown);
      pusher.read(shown.map(({ id }) => id));
      told = sender.outbox()?.failures() ?? [];
      return success(failedSends(told) + text, fields, line());
    } catch (error) {
      return failed(error);
    }
  }

  return {
    call(call) {
      const result = answer(call).finally(() => underWay.delete(result));
      underWay.add(result);
      return result;
    },
    idle: () => Promise.all(underWay),
    requested() {
      ledger.requested();
      sender.outbox()?.reported(told);
      told = [];
    },
  };
}

/** Beside each call: what was shown before is acknowledged, and the broker says what waits now. */
async function attend({ link, inbox, session }: Parts, tool: ToolName): Promise<void> {
  if (link.downSince() !== undefined) return;
  try {
    // A look into the inbox carries its acknowledgements itself.
    if (tool !== 'check_messages') await inbox.settle();
    await session.beat(true);
  } catch {
    // The call itself tells what is wrong.
  }
}

function unknownTool(name: string, tools: readonly Tool[]) {
  return notFound(
    'tool',
    name,
    tools.map((tool) => tool.name),
    `There are ${tools.map((tool) => tool.name).join(', ')}.`,
  );
}
