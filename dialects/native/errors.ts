import type { ErrorShapes, Problem, ProblemField, WireError } from '#http/index.ts';

/**
 * Problems of RFC 9457: `status` says the class, `code` the case, `fields` where in the input; `key` which sentence it is, with the `values` in it, for
 * pages in other languages; `facts` go with some codes (docs/native-api.md).
 */
export const errors = {
  invalid: (problem) => say(422, 'The input does not make sense', problem),
  'not-found': (problem) => say(404, 'Not found', problem),
  forbidden: (problem) => say(403, 'Not allowed', problem),
  unauthenticated: (problem) => ({ ...say(401, 'Not signed in', problem), headers: { ...problemType, 'www-authenticate': 'Bearer' } }),
  conflict: (problem) => say(409, 'Conflict', problem),
  'too-large': (problem) => say(413, 'Too large', problem),
  'too-many': (problem) => say(429, 'Too many requests', problem),
  expired: (problem) => say(410, 'Expired', problem),
  unavailable: (problem) => say(503, 'Not available now', problem),
  'bad-request': (problem) => say(400, 'The request cannot be read', problem),
  'unknown-path': (problem) => say(404, 'No such path', problem),
  'method-not-allowed': (problem) => say(405, 'No such method here', problem),
  'payload-too-large': (problem) => say(413, 'The body is too large', problem),
  'uri-too-long': (problem) => say(414, 'The address is too long', problem),
  'headers-too-large': (problem) => say(431, 'The headers are too large', problem),
  'unsupported-media-type': (problem) => say(415, 'The body is of an unknown type', problem),
  internal: (problem) => say(500, 'A fault of ours', problem),
} satisfies ErrorShapes;

const problemType = { 'content-type': 'application/problem+json; charset=utf-8' };

function say(status: number, title: string, { code, reason, text, fields, facts, key, values }: Problem): WireError {
  return {
    status,
    headers: problemType,
    body: {
      type: 'about:blank', title, status, code: reason ?? code, detail: text,
      ...(key === undefined ? {} : { key, ...(values && { values }) }),
      ...(fields.length === 0 ? {} : { fields: fields.map(fieldOf) }),
      ...(facts === undefined ? {} : { facts }),
    },
  };
}

/** A rule of the schema that failed is a key, too: `schema.maximum`, its numbers the values. */
function fieldOf({ field, problem, key, values, rule }: ProblemField): Record<string, unknown> {
  if (key !== undefined) return { field, problem, key, ...(values && { values }) };
  if (rule === undefined) return { field, problem };
  const { limit } = rule.params;
  return { field, problem, key: `schema.${rule.keyword}`, ...(typeof limit === 'number' ? { values: { limit } } : {}) };
}
