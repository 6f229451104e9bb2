import type { ProblemField, RequestErrorCode } from './problem.ts';

/** A request that the HTTP layer refuses. The text may be shown. */
export class RequestError extends Error {
  readonly code: RequestErrorCode;
  readonly fields: readonly ProblemField[];
  readonly allowed: readonly string[] | undefined;

  constructor(code: RequestErrorCode, text: string, details: { fields?: readonly ProblemField[]; allowed?: readonly string[] } = {}) {
    super(text);
    this.name = 'RequestError';
    this.code = code;
    this.fields = details.fields ?? [];
    this.allowed = details.allowed;
  }
}
