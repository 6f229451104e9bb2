import type { ProblemField } from './problem.ts';

/** Input that was readable but does not make sense. Thrown by a dialect's parse/ with the fields in the dialect's names. */
export class InvalidInput extends Error {
  readonly fields: readonly ProblemField[];

  constructor(fields: readonly ProblemField[]) {
    super(fields[0]?.problem ?? 'The input does not make sense.');
    this.name = 'InvalidInput';
    this.fields = fields;
  }
}
