import type { ProblemField } from './problem.ts';

/** What Ajv says about one failed rule. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
}

/** A long list of wrong elements is answered with its first problems. */
const fieldsMax = 50;

/** Ajv's errors as fields: `/ids/0` becomes `ids.0`, a missing property is named itself. */
export function validationFields(errors: readonly SchemaError[]): ProblemField[] {
  const telling = errors.filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'if');
  return (telling.length > 0 ? telling : errors).slice(0, fieldsMax).map((error) => ({
    field: fieldOf(error),
    problem: error.message ?? 'is not valid',
    rule: { keyword: error.keyword, params: error.params },
  }));
}

function fieldOf(error: SchemaError): string {
  const path = error.instancePath.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const missing = error.params['missingProperty'];
  if (error.keyword === 'required' && typeof missing === 'string') path.push(missing);
  return path.join('.');
}
