import type { ProblemKey, ProblemValues } from './problem-key.ts';

/**
 * What may go wrong in core. No HTTP here: each dialect says what a code looks like (`satisfies Record<ErrorCode, ...>`), so a new
 * code does not compile until every dialect has words for it.
 */
export type ErrorCode =
  | 'invalid'         // the input does not make sense; `fields` says where
  | 'not-found'       // unknown, or another account's: they answer alike
  | 'forbidden'       // known caller, not allowed
  | 'unauthenticated' // no caller, or wrong credentials
  | 'conflict'        // the state does not allow it, or someone was faster
  | 'too-large'       // over a limit of size or count
  | 'too-many'        // over a limit of rate; `retryAfterSeconds` says when
  | 'expired'         // a link or token whose time is over, or used already
  | 'unavailable';    // not now: the database or a peer is away

export interface FieldProblem {
  /** Path of the field in the command's input: `hours.mon.0`. */
  readonly field: string;
  readonly problem: string;
  readonly key?: ProblemKey | undefined;
  readonly values?: ProblemValues | undefined;
}

export class CoreError extends Error {
  readonly code: ErrorCode;
  /** Text that may be shown to the caller. Anything else belongs into `cause`. */
  readonly safeText: string;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  /** Which case of the code it is, where a caller can act on it: `stale`, `code-wanted`. */
  readonly reason: string | undefined;
  /** What goes with the reason and may be shown to the caller. */
  readonly facts: Readonly<Record<string, unknown>> | undefined;
  /** Which sentence the text is, for other languages. */
  readonly key: ProblemKey | undefined;
  readonly values: ProblemValues | undefined;

  constructor(
    code: ErrorCode,
    safeText: string,
    details: {
      fields?: readonly FieldProblem[]; retryAfterSeconds?: number; reason?: string; facts?: Readonly<Record<string, unknown>>; cause?: unknown; key?: ProblemKey | undefined; values?: ProblemValues | undefined;
    } = {},
  ) {
    super(safeText, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CoreError';
    this.code = code;
    this.safeText = safeText;
    this.fields = details.fields ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.reason = details.reason;
    this.facts = details.facts;
    this.key = details.key;
    this.values = details.values;
  }
}

/** `invalid` with one field; '': the whole input. */
export function invalid(field: string, problem: string, key?: ProblemKey, values?: ProblemValues): CoreError {
  return new CoreError('invalid', field === '' ? problem : `${field}: ${problem}`, { fields: [{ field, problem, ...(key && { key }), ...(values && { values }) }] });
}

/** The answer for an id that is unknown or another account's. */
export function notFound(noun: string): CoreError {
  return new CoreError('not-found', `There is no such ${noun}.`);
}
