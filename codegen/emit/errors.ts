import type { Model } from '../model.ts';
import { file, literal } from '../print.ts';

/** The problem codes and the one error class, which is the same on both sides of the wire. */
export function emitErrors({ title, errors, contract }: Model): string {
  const table = errors.map(({ code, ...answer }) => `  ${code}: ${literal(answer, 2)},`);
  const { detail, hint, candidates } = contract.components.schemas.Problem?.properties ?? {};
  return file(
    'openapi.yaml',
    "import type { Problem } from './types.gen.ts';\n\nexport type { Problem };",
    ['/** What each problem code answers. */', 'export const errorCodes = {', ...table, '} as const;'].join('\n'),
    '/** What went wrong; a closed list. */\nexport type ErrorCode = keyof typeof errorCodes;',
    meshError({
      urn: `urn:${title.toLowerCase()}:problem:`,
      detail: detail?.maxLength,
      hint: hint?.maxLength,
      candidates: candidates?.maxItems,
    }),
  );
}

interface ProblemBounds {
  urn: string;
  detail: number | undefined;
  hint: number | undefined;
  candidates: number | undefined;
}

const meshError = ({ urn, detail, hint, candidates }: ProblemBounds) =>
  `
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
      type: \`${urn}\${code}\`,
      title,
      status,
      detail: this.detail${cut(detail)},
      code,
      hint: this.hint${cut(hint)},
      retryable,
      ...(requestId !== undefined && { request_id: requestId }),
      ...(candidates && { candidates: ${candidates === undefined ? '[...candidates]' : `candidates.slice(0, ${candidates})`} }),
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
}`.trim();

const cut = (length: number | undefined) => (length === undefined ? '' : `.slice(0, ${length})`);
