import type { ErrorShapes, Problem, WireError } from '#http/index.ts';
import { fieldMessage } from './render/field-message.ts';

/**
 * Errors as a Laravel API says them. The document shows none; what is public knowledge of the framework: `{"message"}`, for bad input 422
 * with `errors` by field, 401 "Unauthenticated.", 429 "Too Many Attempts.".
 */
export const errors = {
  invalid: (problem) => validation(problem),
  'not-found': (problem) => say(404, problem.text),
  forbidden: () => say(403, 'This action is unauthorized.'),
  unauthenticated: () => ({ ...say(401, 'Unauthenticated.'), headers: { 'www-authenticate': 'Bearer' } }),
  conflict: (problem) => say(409, problem.text),
  'too-large': (problem) => say(413, problem.text),
  'too-many': () => say(429, 'Too Many Attempts.'),
  expired: (problem) => say(410, problem.text),
  unavailable: () => say(503, 'Service Unavailable'),
  'bad-request': (problem) => say(400, problem.text),
  'unknown-path': (problem) => say(404, `The route ${route(problem)} could not be found.`),
  'method-not-allowed': (problem) => (
    say(405, `The ${problem.method} method is not supported for route ${route(problem)}. Supported methods: ${(problem.allowed ?? []).join(', ')}.`)),
  'payload-too-large': (problem) => say(413, problem.text),
  'uri-too-long': (problem) => say(414, problem.text),
  'headers-too-large': (problem) => say(431, problem.text),
  'unsupported-media-type': (problem) => say(415, problem.text),
  internal: () => say(500, 'Server Error'),
} satisfies ErrorShapes;

function say(status: number, message: string): WireError {
  return { status, body: { message } };
}

/** "The ids field is required. (and 1 more error)", and per field all that is wrong with it. */
function validation(problem: Problem): WireError {
  if (problem.fields.length === 0) return say(422, problem.text);
  const byField: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const field of problem.fields) {
    const { name, message } = fieldMessage(field.field === '' ? { ...field, field: 'body' } : field);
    const list = (byField[name] ??= []);
    if (!list.includes(message)) list.push(message);
  }
  const all = Object.values(byField).flat();
  const more = all.length - 1;
  const tail = more === 0 ? '' : ` (and ${more} more error${more === 1 ? '' : 's'})`;
  return { status: 422, body: { message: `${all[0] ?? problem.text}${tail}`, errors: byField } };
}

function route({ path }: Problem): string {
  return path.replace(/^\//, '');
}
