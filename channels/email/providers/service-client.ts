import { setTimeout as pause } from 'node:timers/promises';
import { sayOfMail } from '#core/channels/index.ts';
import { openOutboundClient, OutboundRefused, type OutboundAnswer, type OutboundRules } from '#http/outbound/index.ts';
import { clean, MailboxError } from '../imap/mailbox-error.ts';
import type { ServiceUrls } from './service-urls.ts';

export interface ServiceCall {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly bodyBytesMax?: number;
  /** Headers that are made anew at each try: a signature over the time. */
  readonly sign?: () => Readonly<Record<string, string>>;
  /** How long an answer asks to wait, where the service says it in a header of its own; null: it does not say. */
  readonly pauseMs?: (answer: OutboundAnswer) => number | null;
  /** Says of an answer that is not 429 or 5xx that the service asks for patience all the same. */
  readonly isBusy?: (answer: OutboundAnswer) => boolean;
  /** Says of a 5xx that it is an answer all the same: a fault with a reason. */
  readonly isAnswer?: (answer: OutboundAnswer) => boolean;
}

/** Calls a mail service: patient where it asks for patience, with a token that is got anew once where it is refused. */
export interface ServiceClient {
  readonly urls: ServiceUrls;
  readonly outbound: OutboundRules;
  /** Any answer but those that ask to wait. `MailboxError` where there is none. */
  call(url: string, call?: ServiceCall): Promise<OutboundAnswer>;
  /** The same as whoever `token` gives a token for. A 401 has it asked for a new one, once. */
  callAs(token: TokenSource, url: string, call?: ServiceCall): Promise<OutboundAnswer>;
  readonly nowMs: () => number;
  close(): Promise<void>;
}

/** Gives an access token. `isRefused`: the one before was not taken. */
export type TokenSource = (options: { readonly isRefused: boolean }) => Promise<string>;

const bodyBytesDefault = 8 * 1024 * 1024;
/** So long a single call waits for the service, all its tries together; a longer pause ends the reading until then. */
const patienceMs = 60_000;
const triesMax = 5;
const pauseMinMs = 500;
const pauseMaxMs = 3_600_000;

export interface ServiceClientOptions {
  readonly outbound: OutboundRules;
  readonly urls: ServiceUrls;
  readonly nowMs: () => number;
  readonly signal?: AbortSignal;
  /** For tests: instead of waiting. */
  readonly wait?: (ms: number) => Promise<void>;
}

export function openServiceClient({ outbound, urls, nowMs, signal, wait }: ServiceClientOptions): ServiceClient {
  const http = openOutboundClient(outbound);
  const sleep = wait ?? ((ms: number) => pause(ms, undefined, signal ? { signal } : {}).then(() => undefined));

  async function call(url: string, { method = 'GET', headers = {}, body, bodyBytesMax = bodyBytesDefault, isBusy, isAnswer, sign, pauseMs }: ServiceCall = {}): Promise<OutboundAnswer> {
    let waitedMs = 0;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await http.call(url, { method, headers: { ...headers, ...sign?.() }, ...(body === undefined ? {} : { body }), bodyBytesMax, ...(signal && { signal }) }).catch((error: unknown) => { throw asServiceError(error); });
      const asked = pauseOf(answer, attempt, nowMs(), { isBusy, isAnswer, pauseMs });
      if (asked === null) return answer;
      if (attempt >= triesMax || waitedMs + asked > patienceMs) throw new MailboxError('read', sayOfMail('service-busy', { status: answer.status }), undefined, Math.max(asked, pauseMinMs));
      waitedMs += asked;
      await sleep(asked);
    }
  }

  return {
    urls, outbound, call, nowMs,
    async callAs(token, url, options = {}) {
      const as = async (isRefused: boolean): Promise<OutboundAnswer> => call(url, { ...options, headers: { ...options.headers, authorization: `Bearer ${await token({ isRefused })}` } });
      const first = await as(false);
      return first.status === 401 ? as(true) : first;
    },
    close: () => http.close(),
  };
}

/** How long the service asks to wait, or a growing pause where it fails without saying; null: it answered. */
function pauseOf(answer: OutboundAnswer, attempt: number, nowMs: number, { isBusy, isAnswer, pauseMs }: Pick<ServiceCall, 'isBusy' | 'isAnswer' | 'pauseMs'>): number | null {
  const { status, headers } = answer;
  if (isAnswer?.(answer)) return null;
  if (status !== 429 && status !== 503 && status !== 504 && status !== 500 && status !== 502 && !isBusy?.(answer)) return null;
  const asked = headers['retry-after'];
  const seconds = typeof asked === 'string' ? retryAfterSeconds(asked, nowMs) : null;
  const ms = seconds === null ? pauseMs?.(answer) ?? null : seconds * 1_000;
  return ms === null ? pauseMinMs * 2 ** attempt : Math.min(Math.max(ms, pauseMinMs), pauseMaxMs);
}

/** Seconds or a date (RFC 9110 10.2.3), at most an hour. */
function retryAfterSeconds(text: string, nowMs: number): number | null {
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), 3_600);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(0, Math.ceil((at - nowMs) / 1_000)), 3_600);
}

function asServiceError(error: unknown): MailboxError {
  if (error instanceof MailboxError) return error;
  if (error instanceof OutboundRefused) return new MailboxError('resolve', error.host === null ? { foreign: error.message } : sayOfMail(error.code === 'unknown-host' ? 'host-unknown' : 'host-inside', { host: error.host }), error);
  return new MailboxError('connect', sayOfMail('service-unreachable', { said: clean(error instanceof Error ? error.message || error.name : String(error)) }), error);
}
