import { request } from 'node:http';
import type { Asked } from './stand-in.ts';

/** A request as it was asked, to be asked again with something changed. */
export interface Replay { readonly method: string; readonly path: readonly string[]; readonly query: readonly (readonly [string, string])[]; readonly headers: Readonly<Record<string, string>>; readonly body: string }

const ofHttp = ['host', 'connection', 'content-length', 'transfer-encoding'];

export function replayOf({ method, path, query, headers, body }: Asked): Replay {
  return { method, path: [...path], query: [...query], headers: Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (ofHttp.includes(name) || typeof value !== 'string' ? [] : [[name, value]]))), body };
}

/** Asks it; gives the status. No header goes along but its own. */
export function askAgain(base: string, { method, path, query, headers, body }: Replay): Promise<number> {
  const url = new URL(`${base}/${path.map(encodeURIComponent).join('/')}${query.length === 0 ? '' : `?${new URLSearchParams(query.map((pair) => [...pair]))}`}`);
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers: { ...headers, ...(body !== '' && { 'content-length': String(Buffer.byteLength(body)) }) } }, (response) => {
      response.resume();
      response.on('end', () => { resolve(response.statusCode ?? 0); });
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
