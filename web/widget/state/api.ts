import type { Article, ChatState, Given, Identity, MessageShown, Session } from './wire.ts';

/** A refusal of the server, or no answer (`status` 0): the network, or a server that is away. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  constructor(status: number, retryAfterSeconds: number | null) {
    super(`status ${status}`);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
  /** The same may work later. */
  get isPassing(): boolean { return this.status === 0 || this.status === 429 || this.status >= 500; }
}

const timeoutMs = 20_000;

export interface NewMessage {
  readonly text: string; readonly clientKey: string; readonly conversationId: number | null; readonly claims: Readonly<Record<string, string>>; readonly language: string; readonly greeting: string | null; readonly files: readonly File[];
}

/** What the widget asks its server. Without cookies: who it is stands in a header. */
export function createApi(base: string) {
  let visitorToken = '';

  async function ask<T>(method: 'GET' | 'POST', path: string, body?: unknown, { isLast = false }: { isLast?: boolean } = {}): Promise<T> {
    const isForm = body instanceof FormData;
    let response: Response;
    try {
      response = await fetch(`${base}/widget/api${path}`, {
        method, credentials: 'omit', referrerPolicy: 'no-referrer', keepalive: isLast, signal: AbortSignal.timeout(timeoutMs),
        headers: { ...(visitorToken !== '' && { authorization: `Bearer ${visitorToken}` }), ...(body !== undefined && !isForm && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      });
    } catch {
      throw new ApiFailure(0, null);
    }
    if (!response.ok) throw new ApiFailure(response.status, Number(response.headers.get('retry-after')) || null);
    try {
      return await response.json() as T;
    } catch {
      throw new ApiFailure(0, null); // cut off in the middle
    }
  }
  const page = () => ({ url: location.href.slice(0, 2_000), title: document.title.slice(0, 500) });

  return {
    setToken: (token: string) => { visitorToken = token; },
    token: () => visitorToken,
    session: (websiteToken: string, held: string | null, identity: Identity | null, language: string) => ask<Session>('POST', '/session', {
      websiteToken, ...(held !== null && { visitorToken: held }), ...(identity && { identity }), page: { ...page(), referrer: document.referrer.slice(0, 2_000) }, language, zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    chat: (at: { readonly after?: number; readonly before?: number } = {}) => ask<ChatState>('GET', `/chat${at.after !== undefined ? `?after=${at.after}` : at.before !== undefined ? `?before=${at.before}` : ''}`),
    post: ({ text, clientKey, conversationId, claims, language, greeting, files }: NewMessage) => {
      const { url, title } = page();
      const fields = { text, clientKey, ...(conversationId !== null && { conversationId: String(conversationId) }), ...claims, pageUrl: url, pageTitle: title, language, ...(greeting !== null && { greeting }) };
      if (files.length === 0) return ask<{ message: MessageShown; chat: ChatState }>('POST', '/messages', fields);
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      for (const file of files) form.append('files[]', file, file.name);
      return ask<{ message: MessageShown; chat: ChatState }>('POST', '/messages', form);
    },
    answer: (conversationId: number, messageId: number, given: Given) => ask<{ message: MessageShown }>('POST', '/answers', { conversationId, messageId, ...given }),
    opened: () => ask('POST', '/opened', {}),
    seen: (conversationId: number) => ask('POST', '/seen', { conversationId }),
    typing: (conversationId: number, isTyping: boolean) => ask('POST', '/typing', { conversationId, isTyping }),
    presence: () => ask('POST', '/presence', { page: page() }),
    gone: () => ask('POST', '/presence', { isGone: true }, { isLast: true }),
    end: (conversationId: number) => ask('POST', '/end', { conversationId }),
    rate: (conversationId: number, rating: number, feedback: string) => ask('POST', '/rating', { conversationId, rating, ...(feedback !== '' && { feedback }) }),
    transcript: (conversationId: number) => ask('POST', '/transcript', { conversationId }),
    articles: (words: string, language: string) => ask<{ items: readonly Article[] }>('GET', `/articles?q=${encodeURIComponent(words)}&language=${encodeURIComponent(language)}`),
  };
}

export type Api = ReturnType<typeof createApi>;
