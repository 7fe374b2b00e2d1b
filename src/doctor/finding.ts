/** What a check found. `fail`: it does not work so; `warn`: it works, and something should be put right. */
export interface Finding {
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was looked at and how it is, in one line. */
  readonly what: string;
  /** What to do; absent when nothing is to be done. */
  readonly hint?: string;
}

/** All is well. */
export const ok = (what: string): Finding => ({ status: 'ok', what });
/** It works, and something should be put right. */
export const warn = (what: string, hint: string): Finding => ({ status: 'warn', what, hint });
/** It does not work so. */
export const fail = (what: string, hint: string): Finding => ({ status: 'fail', what, hint });
