export interface FieldProblem {
  readonly field: string;
  readonly problem: string;
  /** Which sentence it is, for other languages. */
  readonly key?: string;
  readonly values?: Readonly<Record<string, string | number>>;
}
