import { Agent, buildConnector, request } from 'undici';
import type { OutboundRules } from './outbound-rules.ts';
import { OutboundRefused, resolveOutbound, type Resolve } from './resolve-outbound.ts';

export interface GuardedRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Of the whole call. Default 10 s. */
  readonly timeoutMs?: number;
  /** Of the answer; a longer one is an error. Default 1 MiB. */
  readonly bodyBytesMax?: number;
  /** The status is what counts: an answer that is too long, too slow or breaks off is cut where it is, once its head has come. */
  readonly cutsBody?: boolean;
  readonly resolve?: Resolve;
}

export interface GuardedAnswer { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: string; readonly isCut?: boolean }

/**
 * Calls a URL that somebody outside has chosen. http and https only; the host's address is checked and pinned before it is dialled;
 * redirects are answers, not followed; time and size are bounded. Throws `OutboundRefused`, or an Error of the network.
 */
export async function guardedFetch(url: string, rules: OutboundRules, options: GuardedRequest = {}): Promise<GuardedAnswer> {
  const { method = 'GET', headers = {}, body, timeoutMs = 10_000, bodyBytesMax = 1024 * 1024, cutsBody = false, resolve } = options;
  const parsed = requireCallable(url);
  const agent = new Agent({ connect: guardedConnector(rules, timeoutMs, resolve), connections: 1, pipelining: 0 });
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await request(parsed, { method, headers, body: body ?? null, dispatcher: agent, signal, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    const { body: text, isCut } = await readBody(answer.body as AsyncIterable<Buffer>, { bodyBytesMax, cutsBody });
    return { status: answer.statusCode, headers: answer.headers, body: text, ...(isCut && { isCut }) };
  } finally {
    await agent.destroy();
  }
}

/** An address of http or https, without a user name in it. */
export function requireCallable(url: string): URL {
  const parsed = URL.parse(url);
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol)) throw new OutboundRefused('not-allowed', 'Only http and https addresses can be called.');
  if (parsed.username !== '' || parsed.password !== '') throw new OutboundRefused('not-allowed', 'An address with a user name in it is not called.');
  return parsed;
}

async function readBody(body: AsyncIterable<Buffer>, { bodyBytesMax, cutsBody }: { bodyBytesMax: number; cutsBody: boolean }): Promise<{ body: string; isCut: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isCut = false;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      chunks.push(chunk);
      if (bytes > bodyBytesMax) throw new Error(`the answer has more than ${bodyBytesMax} bytes`);
    }
  } catch (error) {
    if (!cutsBody) throw error;
    isCut = true;
  }
  return { body: Buffer.concat(chunks).subarray(0, bodyBytesMax).toString('utf8'), isCut };
}

/** Dials the checked address under the name that was asked for: certificate and Host stay those of the name. */
export function guardedConnector(rules: OutboundRules, timeoutMs: number, resolve?: Resolve): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs });
  return (options, callback) => {
    void (async () => {
      try {
        const { address, servername } = await resolveOutbound(options.hostname, rules, resolve);
        connect({ ...options, hostname: address, ...(servername === null ? {} : { servername: options.servername ?? servername }) }, callback);
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)), null);
      }
    })();
  };
}
