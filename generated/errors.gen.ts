// Generated from openapi.yaml by `npm run codegen`. Do not edit.

import type { Problem } from './types.gen.ts';

export type { Problem };

/** What each problem code answers. */
export const errorCodes = {
  invalid_request: { status: 400, title: 'Invalid request', retryable: false },
  unauthenticated: { status: 401, title: 'Mesh secret missing or wrong', retryable: false },
  session_invalid: { status: 401, title: 'Session not valid', retryable: false },
  forbidden: { status: 403, title: 'Not allowed', retryable: false },
  not_found: { status: 404, title: 'Not found', retryable: false },
  ambiguous: { status: 409, title: 'More than one match', retryable: false },
  conflict: { status: 409, title: 'Conflict with the current state', retryable: false },
  claim_lost: { status: 409, title: 'Claim lost', retryable: false },
  task_terminal: { status: 409, title: 'Task has ended', retryable: false },
  payload_too_large: { status: 413, title: 'Too large', retryable: false },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', retryable: false },
  inbox_full: { status: 429, title: 'Inbox full', retryable: true },
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  internal: { status: 500, title: 'Internal error', retryable: true },
  unavailable: { status: 503, title: 'Unavailable', retryable: true },
  storage_full: { status: 507, title: 'Storage full', retryable: true },
} as const;

/** What went wrong; a closed list. */
export type ErrorCode = keyof typeof errorCodes;

/** What an error may carry beside its code and detail. */
export interface MeshErrorOptions extends ErrorOptions {
  /** What to do next. */
  hint?: string;
  /** Names that were probably meant. */
  candidates?: readonly string[];
  /** The state that a conflicting request met. */
  current?: NonNullable<Problem['current']>;
  /** Seconds to wait before another try. */
  retryAfter?: number;
  /** Finds the request in the log of the broker. */
  requestId?: string;
}

/** The one error of the mesh: thrown by the service, sent as a problem (RFC 9457), thrown again by the client. */
export class MeshError extends Error {
  override readonly name = 'MeshError';
  readonly code: ErrorCode;
  /** HTTP status. */
  readonly status: number;
  /** The code in words. */
  readonly title: string;
  /** What happened this time; the message too. */
  readonly detail: string;
  /** What to do next. */
  readonly hint: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  readonly candidates: readonly string[] | undefined;
  readonly current: Problem['current'];
  /** Seconds to wait before another try. */
  readonly retryAfter: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: ErrorCode, detail: string, options: MeshErrorOptions = {}) {
    super(detail, options);
    const { status, title, retryable } = errorCodes[code];
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.hint = options.hint ?? (retryable ? 'Try again later.' : 'Change the request; as it is it fails again.');
    this.retryable = retryable;
    this.candidates = options.candidates;
    this.current = options.current;
    this.retryAfter = options.retryAfter;
    this.requestId = options.requestId;
  }

  /** The error as the broker sends it, cut to the bounds of the contract. */
  toProblem(): Problem {
    const { code, title, status, retryable, candidates, current, requestId } = this;
    return {
      type: `urn:peermesh:problem:${code}`,
      title,
      status,
      detail: this.detail.slice(0, 2000),
      code,
      hint: this.hint.slice(0, 1000),
      retryable,
      ...(requestId !== undefined && { request_id: requestId }),
      ...(candidates && { candidates: candidates.slice(0, 10) }),
      ...(current && { current }),
    };
  }

  /** The error that a problem tells of. */
  static fromProblem(problem: Problem, options: Pick<MeshErrorOptions, 'retryAfter' | 'cause'> = {}): MeshError {
    const { code, detail, hint, candidates, current, request_id } = problem;
    return new MeshError(code, detail, {
      ...options,
      hint,
      ...(candidates && { candidates }),
      ...(current && { current }),
      ...(request_id !== undefined && { requestId: request_id }),
    });
  }
}
