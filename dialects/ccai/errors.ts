import { STATUS_CODES } from 'node:http';
import type { ErrorShapes, Problem, ProblemField, WireError } from '#http/index.ts';

/**
 * Errors as the API's clients read them: `{"error","message","status"}` (singer-io/tap-ujet, client.py). The document shows none; a parameter
 * that makes no sense is a 400 that names it.
 */
export const errors = {
  invalid: (problem) => say(400, badInput(problem)),
  'not-found': () => say(404, 'Record not found.'),
  forbidden: () => say(403, 'This token may not do that.'),
  unauthenticated: () => ({ ...say(401, 'The credentials are missing or not valid.'), headers: { 'www-authenticate': 'Basic realm="api", charset="UTF-8"' } }),
  conflict: (problem) => say(409, problem.text),
  'too-large': (problem) => say(413, problem.text),
  'too-many': () => say(429, 'Too many requests. See Retry-After.'),
  expired: (problem) => say(410, problem.text),
  unavailable: () => say(503, 'The server is not ready. Try again shortly.'),
  'bad-request': (problem) => say(400, problem.text),
  'unknown-path': () => say(404, 'There is no such path.'),
  'method-not-allowed': (problem) => say(405, `This path takes ${(problem.allowed ?? []).join(', ')}.`),
  'payload-too-large': (problem) => say(413, problem.text),
  'uri-too-long': (problem) => say(414, problem.text),
  'headers-too-large': (problem) => say(431, problem.text),
  'unsupported-media-type': (problem) => say(415, problem.text),
  internal: () => say(500, 'Something went wrong on our side.'),
} satisfies ErrorShapes;

function say(status: number, message: string): WireError {
  return { status, body: { error: STATUS_CODES[status] ?? 'Error', message, status } };
}

/** "minutes must be given. channel must be one of call, chat." */
function badInput({ fields, text }: Problem): string {
  const said = [...new Set(fields.map((field) => `${nameOf(field.field)} ${problemOf(field)}.`))];
  return said.length === 0 ? text : said.join(' ');
}

/** `id.0` and `started_at.from` as they stand in a query: `id[]`, `started_at[from]`. */
function nameOf(field: string): string {
  const [name = '', step] = field.split('.');
  return step === undefined ? name : /^\d+$/.test(step) ? `${name}[]` : `${name}[${step}]`;
}

function problemOf({ problem, rule }: ProblemField): string {
  if (!rule) return problem.replace(/\.$/, '');
  const { limit, allowedValues, type } = rule.params;
  switch (rule.keyword) {
    case 'required': return 'must be given';
    case 'enum': return `must be one of ${(allowedValues as readonly unknown[]).map(String).join(', ')}`;
    case 'type': return `must be ${typeWords[String(type)] ?? String(type)}`;
    case 'minimum': return `must be at least ${String(limit)}`;
    case 'maximum': return `must be at most ${String(limit)}`;
    case 'maxItems': return `must have at most ${String(limit)} values`;
    case 'maxLength': return `must have at most ${String(limit)} characters`;
    default: return problem.replace(/\.$/, '');
  }
}

const typeWords: Readonly<Record<string, string>> = {
  integer: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false', array: 'a list (name[]=value)', object: 'a range (name[from]=, name[to]=)',
};
