import type { ToolName } from '../../generated/mcp-tools.gen.ts';
import type { HistoryMessage, MemoryEntry } from '../../generated/types.gen.ts';
import { mostShown } from './inbox.ts';

/** Rows that one result shows at most, whatever was asked for: what a model reads without losing its thread. */
const mostRows: Partial<Record<ToolName, number>> = {
  list_peers: 25,
  list_channels: 25,
  list_tasks: 25,
  message_history: mostShown.messages,
  memory_search: 10,
};

/** The arguments with their limit brought down to what a result shows. */
export function capped(tool: ToolName, input: Record<string, unknown>): Record<string, unknown> {
  const most = mostRows[tool];
  if (most === undefined || (typeof input.limit !== 'number' && input.limit !== undefined)) return input;
  return { ...input, limit: Math.min(input.limit ?? most, most) };
}

/** An answer brought down to 32 KiB of text where it can be longer; what is left out can be asked for alone. */
export function fitted(tool: ToolName, answer: object): object {
  if (tool === 'message_history') return { ...answer, messages: cutBodies((answer as Posts).messages!) };
  if (tool === 'subscribe_channel') return { ...answer, recent: cutBodies((answer as Posts).recent!) };
  if (tool !== 'memory_get') return answer;
  const { entries } = answer as { entries: MemoryEntry[] };
  const shown = within(entries, ({ value }) => value);
  if (shown === entries.length) return answer;
  const not_shown = entries.slice(shown).map(({ key }) => key);
  return { ...answer, entries: entries.slice(0, shown), not_shown };
}

interface Posts {
  readonly messages?: HistoryMessage[];
  readonly recent?: HistoryMessage[];
}

/** Characters that remain of a text that does not fit. */
const EXCERPT = 240;

/** Rows stay, or the cursor would skip them; the bodies of those past the bound are cut. */
function cutBodies(messages: readonly HistoryMessage[]): (HistoryMessage & { body_cut?: true })[] {
  const whole = within(messages, ({ body }) => body);
  return messages.map((message, index) =>
    index < whole || message.body.length <= EXCERPT
      ? message
      : { ...message, body: `${message.body.slice(0, EXCERPT).toWellFormed()}…`, body_cut: true },
  );
}

/** How many of the first texts fit; the first one always does. */
function within<T>(rows: readonly T[], textOf: (row: T) => string): number {
  let bytes = 0;
  const over = rows.findIndex((row, index) => {
    bytes += Buffer.byteLength(textOf(row));
    return index > 0 && bytes > mostShown.bytes;
  });
  return over < 0 ? rows.length : over;
}
