import type { ErrorShapes, Problem, WireError } from './problem.ts';

/** Failures outside every dialect's prefixes. */
export const plainErrors: ErrorShapes = {
  invalid: (problem) => plain(422, problem),
  'not-found': (problem) => plain(404, problem),
  forbidden: (problem) => plain(403, problem),
  unauthenticated: (problem) => plain(401, problem),
  conflict: (problem) => plain(409, problem),
  'too-large': (problem) => plain(413, problem),
  'too-many': (problem) => plain(429, problem),
  expired: (problem) => plain(410, problem),
  unavailable: (problem) => plain(503, problem),
  'bad-request': (problem) => plain(400, problem),
  'unknown-path': (problem) => plain(404, problem),
  'method-not-allowed': (problem) => plain(405, problem),
  'payload-too-large': (problem) => plain(413, problem),
  'uri-too-long': (problem) => plain(414, problem),
  'headers-too-large': (problem) => plain(431, problem),
  'unsupported-media-type': (problem) => plain(415, problem),
  internal: (problem) => plain(500, problem),
};

function plain(status: number, problem: Problem): WireError {
  const fields = problem.fields.map(({ field, problem: text }) => ({ field, problem: text }));
  return { status, body: { error: { code: problem.code, message: problem.text, ...(fields.length > 0 ? { fields } : {}) } } };
}
