import { Agent, request } from 'undici';
import { guardedConnector, requireCallable } from './guarded-fetch.ts';
import type { OutboundRules } from './outbound-rules.ts';

export interface OutboundCall {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of the whole call. Default 60 s. */
  readonly timeoutMs?: number;
  /** Of the answer; of a longer one so much is read and `isCut` says so. */
  readonly bodyBytesMax: number;
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: Buffer; readonly isCut: boolean }

export interface OutboundClient {
  call(url: string, call: OutboundCall): Promise<OutboundAnswer>;
  close(): Promise<void>;
}

/**
 * Many calls to one service: `guardedFetch` with connections that are kept, and with bytes instead of text. Every connection is checked before it is dialled; redirects are
 * answers, not followed. Throws `OutboundRefused`, or an Error of the network.
 */
export function openOutboundClient(rules: OutboundRules, { connectTimeoutMs = 10_000 }: { readonly connectTimeoutMs?: number } = {}): OutboundClient {
  const agent = new Agent({ connect: guardedConnector(rules, connectTimeoutMs), connections: 2, pipelining: 1 });
  return {
    async call(url, { method = 'GET', headers = {}, body, timeoutMs = 60_000, bodyBytesMax, signal }) {
      const deadline = AbortSignal.timeout(timeoutMs);
      const answer = await request(requireCallable(url), {
        method, headers, body: body ?? null, dispatcher: agent, signal: signal ? AbortSignal.any([deadline, signal]) : deadline, headersTimeout: timeoutMs, bodyTimeout: timeoutMs,
      });
      const { bytes, isCut } = await readBytes(answer.body as AsyncIterable<Buffer> & { destroy(): void }, bodyBytesMax);
      return { status: answer.statusCode, headers: answer.headers, body: bytes, isCut };
    },
    close: () => agent.destroy(),
  };
}

async function readBytes(body: AsyncIterable<Buffer> & { destroy(): void }, bytesMax: number): Promise<{ bytes: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = [];
  let count = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    count += chunk.byteLength;
    if (count > bytesMax) break; // ends the stream
  }
  return { bytes: Buffer.concat(chunks).subarray(0, bytesMax), isCut: count > bytesMax };
}
