import { existsSync, readFileSync } from 'node:fs';

/** The published document lies beside the checkout while we develop; it is not ours to ship. */
const seed = new URL('../../../../shared/seeds/timetoreply.txt', import.meta.url);
const text = existsSync(seed) ? readFileSync(seed, 'utf8') : null;

export const seedMissing = text === null ? 'the published document (../shared/seeds/timetoreply.txt) is not here' : false;

/** The JSON example of the operation that the document calls `GET api/logs/messages`; of the one operation without a "Request" block, the example after its URL. */
export function seedExample(method: string, path: string): unknown {
  const lines = (text ?? '').split('\n');
  const request = lines.findIndex((line) => line.trim() === `${method} ${path}`);
  if (request < 0) return afterUrl(lines, method, path);
  const start = lines.findLastIndex((line, at) => at < request && line.startsWith('Example response'));
  const end = lines.findIndex((line, at) => at > start && line.trim() === 'Request');
  const body = lines.slice(start + 1, end < 0 ? request - 1 : Math.min(end, request - 1)).join('\n');
  const first = body.search(/^(?:\{|\[|")/m);
  const last = Math.max(body.lastIndexOf('}'), body.lastIndexOf(']'), body[first] === '"' ? body.lastIndexOf('"') : -1);
  return JSON.parse(body.slice(first, last + 1));
}

function afterUrl(lines: readonly string[], method: string, path: string): unknown {
  const curl = lines.findIndex((line, at) => line.trim() === `curl --request ${method} \\` && lines[at + 1]?.includes(`/${path}?`));
  if (curl < 0) throw new Error(`the document has no ${method} ${path}`);
  const first = lines.findIndex((line, at) => at > curl && line === '{');
  return JSON.parse(lines.slice(first, lines.indexOf('}', first) + 1).join('\n'));
}
