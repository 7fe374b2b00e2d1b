import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { MeshError } from '../../generated/errors.gen.ts';
import type { Unread } from '../../generated/types.gen.ts';
import type { Ledger, Shown } from './ledger.ts';
import type { Link } from './link.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';
import { newPage } from './render/page.ts';
import { visible } from './render/visible.ts';
import type { Session } from './session.ts';

/** What the line under each result is made of. */
export interface Standing {
  readonly session: Pick<Session, 'self' | 'unread'>;
  readonly ledger: Pick<Ledger, 'entries'>;
  /** What a hook of this session has shown. */
  readonly byHook: () => readonly Shown[];
  readonly link: Pick<Link, 'downSince'>;
  readonly outbox: () => Pick<Outbox, 'waiting'> | undefined;
}

/** One line: who you are and what waits, requests first; never a body. */
export function standing({ session, ledger, byHook, link, outbox }: Standing): string {
  const self = session.self();
  const who = self ? `You are ${self.alias} (${self.label}).` : 'You are not registered yet.';
  const queued = outbox()?.waiting() ?? 0;
  const kept = queued > 0 ? ` ${queued} message${queued === 1 ? ' waits' : 's wait'} in the outbox.` : '';
  if (link.downSince() !== undefined) return visible(`${who} The broker is unreachable.${kept}`, true);
  return visible(`${who} ${waiting(session.unread(), [...ledger.entries(), ...byHook()])}${kept}`, true);
}

/** What the model was shown counts as unread at the broker until the next request, but not for a reader. */
function waiting(unread: Unread, shown: readonly Shown[]): string {
  const once = [...new Map(shown.map((message) => [message.id, message])).values()];
  const requests = Math.max(0, unread.requests - once.filter(({ intent }) => intent === 'request').length);
  const others = Math.max(0, unread.total - once.length - requests);
  if (requests + others === 0) return 'No unread messages.';
  const parts = [
    requests > 0 && `${requests} request${requests === 1 ? '' : 's'}`,
    others > 0 && `${others}${requests > 0 ? ' other' : ''} message${others === 1 ? '' : 's'}`,
  ].filter(Boolean);
  return `Unread: ${parts.join(' and ')}; read with check_messages.`;
}

/** A tool result: text, the same as fields, and the line in both, since clients show a model the one or the other. */
export function success(text: string, fields: object, line: string): CallToolResult {
  return {
    content: [{ type: 'text', text: `${text}\n\n${line}` }],
    structuredContent: { ...fields, mesh: line },
  };
}

/** A problem as a tool result, so that the model can act on it. */
export function failure(error: unknown, line: string): CallToolResult {
  const { code, detail, hint, retryable, candidates, current } = asMeshError(error);
  const page = newPage();
  page.say(`Error ${code}: ${detail}`);
  page.say(`Hint: ${hint}`);
  if (candidates) page.say(`Candidates: ${candidates.join(', ')}`);
  page.quote(current && JSON.stringify(current), 'current state');
  page.say(retryable ? 'The same call may succeed later.' : 'The same call fails again.');
  const problem = {
    code,
    message: detail,
    hint,
    retryable,
    ...(candidates && { candidates }),
    ...(current && { current }),
  };
  return { ...success(page.toString(), { error: problem }, line), isError: true };
}

/** Messages that waited in the outbox and were refused for good, told with the next result. */
export function failedSends(entries: readonly OutboxEntry[]): string {
  const page = newPage();
  for (const { operation, body, problem } of entries) {
    const to = operation === 'sendMessage' ? body.to : body.channel;
    page.say(`Not sent to ${to}: ${problem!.detail} ${problem!.hint} It was:`);
    page.quote(String(body.body).slice(0, 240));
  }
  return entries.length > 0 ? `${page}\n\n` : '';
}

function asMeshError(error: unknown): MeshError {
  if (error instanceof MeshError) return error;
  return new MeshError('internal', `The peermesh server of this session failed: ${(error as Error).message}.`, {
    hint: 'Try again; if it happens again, restart the client.',
    cause: error,
  });
}
