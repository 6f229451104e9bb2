import type { FieldProblem } from './field-problem.ts';

/** What the server refused, or that it could not be reached (`code` offline). `detail` is safe to show. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];
  /** The whole answer: a stale thread says what came since. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, detail: string, fields: readonly FieldProblem[] = [], body: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.fields = fields;
    this.body = body;
  }
}

export const isProblem = (error: unknown, code: string): error is ApiProblem => error instanceof ApiProblem && error.code === code;
