import type { ErrorShapes, Problem, WireError } from '#http/index.ts';

/** For our own widget: a code it acts on, and words for whoever looks into the console of a browser. */
export const errors = {
  invalid: (problem) => say(422, problem),
  'not-found': (problem) => say(404, problem),
  forbidden: (problem) => say(403, problem),
  unauthenticated: (problem) => say(401, problem),
  conflict: (problem) => say(409, problem),
  'too-large': (problem) => say(413, problem),
  'too-many': (problem) => say(429, problem),
  expired: (problem) => say(410, problem),
  unavailable: (problem) => say(503, problem),
  'bad-request': (problem) => say(400, problem),
  'unknown-path': (problem) => say(404, problem),
  'method-not-allowed': (problem) => say(405, problem),
  'payload-too-large': (problem) => say(413, problem),
  'uri-too-long': (problem) => say(414, problem),
  'headers-too-large': (problem) => say(431, problem),
  'unsupported-media-type': (problem) => say(415, problem),
  internal: (problem) => say(500, problem),
} satisfies ErrorShapes;

function say(status: number, { code, key, text, fields, retryAfterSeconds }: Problem): WireError {
  return { status, body: { code, ...(key !== undefined && { key }), text, ...(fields.length > 0 && { fields: fields.map(({ field }) => field) }), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) } };
}
