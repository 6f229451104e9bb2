import type { TryOutcome } from '#core/webhooks/index.ts';
import { guardedFetch, OutboundRefused, type OutboundRules, type Resolve } from '#http/outbound/index.ts';

export interface Receiver {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What must not stand in the log, should the receiver send it back. */
  readonly secrets: readonly string[];
}

export interface CallOptions { readonly rules: OutboundRules; readonly timeoutMs?: number; readonly resolve?: Resolve; readonly nowMs: number }

/** Of an answer; what is longer is cut. */
const answerBytesMax = 65_536;
/** Of it in the log. */
const loggedCharsMax = 4_000;
const timeoutMsUsual = 10_000;

/** What came of a call, and all that was answered. */
export interface Called { readonly outcome: TryOutcome; readonly answer: string | null }

/** One call. Never throws: whatever happens is an outcome. A 2xx is taken; redirects are not followed. */
export async function callReceiver({ url, headers, body, secrets }: Receiver, { rules, timeoutMs = timeoutMsUsual, resolve, nowMs }: CallOptions): Promise<Called> {
  const begunMs = performance.now();
  const took = (): number => performance.now() - begunMs;
  try {
    const answer = await guardedFetch(url, rules, { method: 'POST', headers, body, timeoutMs, bodyBytesMax: answerBytesMax, cutsBody: true, ...(resolve && { resolve }) });
    const { status } = answer;
    const said = { status, answer: withoutSecrets(answer.body, secrets).slice(0, loggedCharsMax).toWellFormed(), durationMs: took() };
    if (status >= 200 && status < 300) return { outcome: { ...said, error: null, retryAfterMs: null, isReceivers: false, isGone: false }, answer: answer.body };
    return {
      answer: null,
      outcome: {
        ...said, error: errorOf(status), isGone: status === 410, isReceivers: status === 429 || status >= 500,
        retryAfterMs: status === 429 || status === 503 ? retryAfterMsOf(answer.headers['retry-after'], nowMs) : null,
      },
    };
  } catch (error) {
    return { answer: null, outcome: { status: null, answer: null, durationMs: took(), error: wordsOf(error, timeoutMs), retryAfterMs: null, isReceivers: true, isGone: false } };
  }
}

function errorOf(status: number): string {
  if (status >= 300 && status < 400) return `the receiver answered ${status}: redirects are not followed`;
  if (status === 410) return 'the receiver answered 410: it wants nothing more, the webhook is disabled';
  return `the receiver answered ${status}`;
}

/** RFC 9110 10.2.3: seconds, or a date. */
function retryAfterMsOf(header: string | string[] | undefined, nowMs: number): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** What the log says; of an address inside no more than that it is one, whatever stands there. */
function wordsOf(error: unknown, timeoutMs: number): string {
  if (error instanceof OutboundRefused) return error.message;
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') return `no answer within ${timeoutMs / 1_000} seconds`;
  if (code === 'ECONNREFUSED') return 'nobody listens there';
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'the connection broke before an answer came';
  return `the call failed: ${(message ?? String(error)).slice(0, 300)}`;
}

/** Ours are not kept in a log because somebody echoes them. PostgreSQL takes no NUL. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[secret]')), text).replaceAll('\0', '').toWellFormed();
}
