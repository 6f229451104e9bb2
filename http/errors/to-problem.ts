import { CoreError } from '#core/kernel/index.ts';
import { InvalidInput } from './invalid-input.ts';
import { isDatabaseAway } from './is-database-away.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { RequestError } from './request-error.ts';
import { validationFields, type SchemaError } from './validation-fields.ts';

/** Seconds after which a caller may come back when the database was away. */
const databaseRetrySeconds = 2;
const diskRetrySeconds = 60;

/** The framework's own refusals. */
const frameworkCodes: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', 'The body is too large.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad-request', 'The body is not as long as Content-Length says.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'The body must be application/json or application/x-www-form-urlencoded.'],
  FST_ERR_BAD_URL: ['bad-request', 'The path has a malformed percent escape.'],
  FST_ERR_MAX_PARAM_LENGTH: ['unknown-path', 'There is no such path.'],
  FST_ERR_REP_ALREADY_SENT: ['internal', 'Something went wrong on our side.'],
};

/** Any error as a problem. What is not known to be safe becomes `internal` without a word of its own text. */
export function toProblem(error: unknown, method: string, path: string): Problem {
  const at = { method, path };
  if (error instanceof CoreError) {
    return { ...at, code: error.code, text: error.safeText, fields: error.fields, retryAfterSeconds: error.retryAfterSeconds, reason: error.reason, facts: error.facts, key: error.key, values: error.values };
  }
  if (error instanceof RequestError) return { ...at, code: error.code, text: error.message, fields: error.fields, allowed: error.allowed };
  if (error instanceof InvalidInput) return { ...at, code: 'invalid', text: error.message, fields: error.fields };
  const validation = (error as { validation?: readonly SchemaError[] } | null)?.validation;
  if (Array.isArray(validation)) {
    const fields = validationFields(validation);
    return { ...at, code: 'invalid', text: 'The input does not make sense.', fields };
  }
  const known = frameworkCodes[String((error as { code?: unknown } | null)?.code)];
  if (known) return { ...at, code: known[0], text: known[1], fields: [] };
  if ((error as { code?: unknown } | null)?.code === '53100') {
    return { ...at, code: 'unavailable', text: 'The database has no disk space left. Nothing was changed; free some space and try again.', fields: [], retryAfterSeconds: diskRetrySeconds };
  }
  if (isDatabaseAway(error)) {
    return { ...at, code: 'unavailable', text: 'The server is not ready. Try again shortly.', fields: [], retryAfterSeconds: databaseRetrySeconds };
  }
  return { ...at, code: 'internal', text: 'Something went wrong on our side.', fields: [] };
}
