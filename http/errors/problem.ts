import type { ErrorCode, ProblemKey, ProblemValues } from '#core/kernel/index.ts';

/** What may go wrong in the HTTP layer itself, beside the codes of core. */
export type RequestErrorCode =
  | 'bad-request'            // cannot be read: malformed JSON, escapes, NUL
  | 'unknown-path'
  | 'method-not-allowed'     // `allowed` says which are
  | 'payload-too-large'
  | 'uri-too-long'
  | 'headers-too-large'
  | 'unsupported-media-type'
  | 'internal';              // a bug: the log says what

export type ProblemCode = ErrorCode | RequestErrorCode;

export interface ProblemField {
  /** Path of the field: `ids.0`, `per_page`; '' is the whole body. */
  readonly field: string;
  readonly problem: string;
  /** Of core: which sentence it is. */
  readonly key?: ProblemKey | undefined;
  readonly values?: ProblemValues | undefined;
  /** The schema rule that failed, so that a dialect can say it in its own words: `maximum` with `{ limit: 200 }`. */
  readonly rule?: { readonly keyword: string; readonly params: Readonly<Record<string, unknown>> };
}

/** One failure on its way to the caller. A dialect gives it status and body. */
export interface Problem {
  readonly code: ProblemCode;
  /** May be shown to the caller. */
  readonly text: string;
  readonly fields: readonly ProblemField[];
  readonly retryAfterSeconds?: number | undefined;
  /** Which case of the code it is, where a caller acts on it: see CoreError. */
  readonly reason?: string | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
  /** Which sentence the text is: see CoreError. */
  readonly key?: ProblemKey | undefined;
  readonly values?: ProblemValues | undefined;
  readonly allowed?: readonly string[] | undefined;
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
}

export interface WireError {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a dialect says each failure: complete, or it does not compile. */
export type ErrorShapes = Readonly<Record<ProblemCode, (problem: Problem) => WireError>>;
