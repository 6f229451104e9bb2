import AjvCompiler from '@fastify/ajv-compiler';
import SerializerSelector from '@fastify/fast-json-stringify-compiler';
import type { FastifyServerOptions } from 'fastify';
import { FilePart } from './parsing/file-part.ts';

/** What the framework compiles with where nothing is said. */
export const buildValidator = AjvCompiler();
export const buildSerializer = SerializerSelector();

/** How values are checked: as they are, all that is wrong at once. `'x-file': true` in a schema: a file of a multipart body (`FileField`). */
export const ajvOptions = {
  customOptions: {
    coerceTypes: false as const, removeAdditional: false as const, useDefaults: false as const, allErrors: true, strict: false,
    keywords: [{ keyword: 'x-file', errors: false, validate: (_wanted: unknown, value: unknown): boolean => value instanceof FilePart }],
  },
};

type Factory = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;
interface Validate { (value: unknown): unknown; errors?: unknown }

/**
 * Fastify's own compilers, each schema compiled when it is first used: all of them at once cost a second of CPU at every start, and most routes are not asked for by
 * the first minute. That every schema compiles is a test's matter (`server/schemas-compile.test.ts`).
 */
export const compileWhenAsked: Factory = {
  buildValidator: ((...given: Parameters<typeof buildValidator>) => {
    const compile = buildValidator(...given) as unknown as (route: unknown) => Validate;
    return (route: unknown) => lazyValidator(() => compile(route));
  }) as unknown as NonNullable<Factory['buildValidator']>,
  buildSerializer: (...given: Parameters<typeof buildSerializer>) => {
    const compile = buildSerializer(...given);
    return (route: Parameters<typeof compile>[0]) => {
      let serialize: ((answer: unknown) => string) | undefined;
      return (answer: unknown) => (serialize ??= compile(route))(answer);
    };
  },
};

/** The framework reads what is wrong from the function's own `errors`. */
function lazyValidator(compile: () => Validate): Validate {
  let validate: Validate | undefined;
  const lazy: Validate = (value) => {
    validate ??= compile();
    const result = validate(value);
    lazy.errors = validate.errors;
    return result;
  };
  return lazy;
}
