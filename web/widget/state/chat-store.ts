import type { WidgetOptions } from '../start.ts';
import { ApiFailure, createApi } from './api.ts';
import { openKept, type Pending } from './kept.ts';
import { openSocket, type WidgetSocket } from './socket.ts';
import type { Article, ChatState, ConversationShown, Given, Identity, MessageShown, SiteShown, Standing } from './wire.ts';

export interface State {
  /** refused: the site or the page is not known here; away: the server cannot be reached and nothing is known yet. */
  readonly phase: 'loading' | 'ready' | 'refused' | 'away';
  readonly site: SiteShown | null;
  readonly standing: Standing;
  readonly conversation: ConversationShown | null;
  readonly messages: readonly MessageShown[];
  readonly pending: readonly Pending[];
  readonly hasEarlier: boolean;
  readonly isOpen: boolean;
  readonly isConnected: boolean;
  readonly isAgentTyping: boolean;
  readonly isKnown: boolean;
  readonly hasEmail: boolean;
  /** What the form before the chat asked for was given. */
  readonly hasFilledForm: boolean;
  /** A greeting that shows itself beside the button. */
  readonly teaser: string | null;
  readonly isTranscriptSent: boolean;
  readonly isRated: boolean;
}

const first: State = {
  phase: 'loading', site: null, standing: { isOpen: true, opensAt: null, isStaffed: null }, conversation: null, messages: [], pending: [], hasEarlier: false, isOpen: false, isConnected: true, isAgentTyping: false, isKnown: false,
  hasEmail: false, hasFilledForm: false, teaser: null, isTranscriptSent: false, isRated: false,
};

const pollMs = { open: 4_000, closed: 30_000, live: 60_000, again: 15_000 } as const;
const typingEveryMs = 4_000;

/** All that the widget knows and does; what is shown follows from its state. */
export function createChatStore({ base, token, isOpen }: WidgetOptions, language: () => string) {
  const api = createApi(base);
  const kept = openKept(token);
  const listeners = new Set<() => void>();
  let state: State = { ...first, isOpen };
  let claims: Record<string, string> = {};
  let identity: Identity | null = null;
  let [isLive, isFlushing, isRefreshing, isRefreshWanted, isStopped, hasToldOpened] = [false, false, false, false, false, false];
  let [sendTries, saidTypingAtMs, shownPage] = [0, 0, location.href];
  /** Everything up to this message is here. Only answers to "what is new after it" move it on: what he wrote himself says nothing about what others wrote just before. */
  let cursor: number | undefined;
  let pollTimer: ReturnType<typeof setTimeout> | undefined;
  let sendTimer: ReturnType<typeof setTimeout> | undefined;
  let socket: WidgetSocket | null = null;

  function set(change: Partial<State>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  /** Tabs that come at once with no name take turns, so that they get one: by a lock where the browser has them (secure pages); else whoever wrote last counts, and is looked at after a moment. */
  async function begin(): Promise<void> {
    if (kept.token() !== null || !('locks' in navigator)) return beginNow();
    return navigator.locks.request(`patchbay:${token.slice(0, 16)}`, beginNow);
  }

  async function beginNow(): Promise<void> {
    try {
      const held = kept.token();
      const session = await api.session(token, held, identity, language());
      const other = kept.token();
      if (held === null && other !== null && identity === null) { // another tab was faster: its name is ours, too
        api.setToken(other);
        return await beginNow();
      }
      kept.keepToken(session.visitorToken);
      if (held === null && !('locks' in navigator)) {
        await new Promise((resolve) => setTimeout(resolve, 250));
        if (kept.token() !== session.visitorToken) return await beginNow();
      }
      const isOther = api.token() !== '' && api.token() !== session.visitorToken;
      api.setToken(session.visitorToken);
      if (isOther) forgetMessages();
      set({ phase: 'ready', site: session.site, isKnown: session.isKnown, hasEmail: session.hasEmail, isConnected: true, hasFilledForm: state.hasFilledForm || session.isKnown, pending: merge(state.pending, kept.outbox()) });
      takeIn(session.chat, { isNewest: true });
      moveCursor(session.chat);
      if (session.isKnown) goLive();
      if (isOther) socket?.restart();
      void flush();
      greetLater();
      if (state.isOpen) {
        void look();
        tellOpened();
      }
    } catch (error) {
      if (error instanceof ApiFailure && !error.isPassing) set({ phase: 'refused' });
      else if (state.phase !== 'ready') set({ phase: 'away', isConnected: false });
    }
    pollAgain();
  }

  /** Once for each page that was loaded. */
  function tellOpened(): void {
    if (hasToldOpened || state.phase !== 'ready') return;
    hasToldOpened = true;
    api.opened().catch(() => {});
  }

  /** What the server told of the conversation. A conversation that is another than before begins anew. */
  function takeIn(chat: ChatState, { isNewest = false, isEarlier = false }: { isNewest?: boolean; isEarlier?: boolean } = {}): void {
    const isSame = state.conversation === null || chat.conversation?.id === state.conversation.id;
    const gone = new Set(chat.deletedIds);
    const all = new Map((isSame ? state.messages : []).map((message) => [message.id, gone.has(message.id) ? { ...message, isDeleted: true, text: '', files: [] } : message]));
    for (const message of chat.messages) all.set(message.id, message);
    const messages = [...all.values()].sort((a, b) => a.id - b.id);
    const arrived = new Set(messages.flatMap(({ clientKey }) => clientKey ?? []));
    for (const { key } of state.pending) if (arrived.has(key)) kept.dropPending(key);
    const isEndedNow = chat.conversation?.isEnded === true && state.conversation?.isEnded !== true;
    set({
      conversation: chat.conversation, standing: chat.standing, messages, pending: state.pending.filter(({ key }) => !arrived.has(key)), isConnected: true,
      ...((isNewest || isEarlier || !isSame) && { hasEarlier: chat.hasEarlier }), ...(chat.conversation && { isAgentTyping: isLive ? state.isAgentTyping : chat.conversation.isAgentTyping }), ...(isEndedNow && { isRated: false, isTranscriptSent: false }),
    });
  }

  function moveCursor({ messages }: ChatState): void {
    const last = messages.at(-1)?.id;
    if (last !== undefined) cursor = Math.max(cursor ?? 0, last);
  }

  function forgetMessages(): void {
    cursor = undefined;
    set({ messages: [], conversation: null, hasEarlier: false });
  }

  /** Asks what is new. One question at a time; wanted again meanwhile, one more follows. */
  async function refresh(): Promise<void> {
    if (state.phase !== 'ready') return begin();
    isRefreshWanted = true;
    if (isRefreshing) return undefined;
    isRefreshing = true;
    try {
      while (isRefreshWanted && !isStopped) {
        isRefreshWanted = false;
        const last = cursor;
        const knownId = state.conversation?.id ?? null;
        let chat = await api.chat(last === undefined ? {} : { after: last });
        const isAnother = knownId !== null && chat.conversation !== null && chat.conversation.id !== knownId && last !== undefined;
        if (isAnother) chat = await api.chat();
        takeIn(chat, { isNewest: last === undefined || isAnother });
        moveCursor(chat);
        if (last !== undefined && chat.messages.length >= 50) isRefreshWanted = true;
      }
      if (state.isOpen) await look();
    } catch (error) {
      await failed(error);
    } finally {
      isRefreshing = false;
      pollAgain();
    }
  }

  async function failed(error: unknown): Promise<void> {
    if (error instanceof ApiFailure && error.status === 401) {
      kept.keepToken(null);
      await begin();
    } else if (error instanceof ApiFailure && error.status === 0) set({ isConnected: false });
  }

  function pollAgain(): void {
    clearTimeout(pollTimer);
    if (isStopped || state.phase === 'refused') return;
    const hasSomething = state.isKnown || state.pending.length > 0;
    const wait = state.phase === 'away' ? pollMs.again : !hasSomething ? null : isLive ? pollMs.live : state.isOpen ? pollMs.open : pollMs.closed;
    if (wait !== null) pollTimer = setTimeout(() => { void refresh(); }, wait);
  }

  function goLive(): void {
    socket ??= openSocket(base, api.token, {
      onChange: () => { void refresh(); },
      onTyping: (isTyping) => { if (isTyping !== state.isAgentTyping) set({ isAgentTyping: isTyping }); },
      onState: (now) => {
        isLive = now;
        if (now) void flush();
        pollAgain();
      },
    });
    socket.connect();
  }

  /** He looks at it: told where there is something he has not seen. */
  async function look(): Promise<void> {
    const { conversation } = state;
    if (!state.isOpen || document.visibilityState !== 'visible' || !conversation || conversation.unread === 0) return;
    set({ conversation: { ...conversation, unread: 0 } });
    await api.seen(conversation.id).catch(() => {});
  }

  function send(text: string, files: readonly File[] = []): void {
    const words = text.trim();
    if (words === '' && files.length === 0) return;
    const { site, messages, teaser } = state;
    const one: Pending = {
      key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`, text: words, files, at: new Date().toISOString(), state: 'sending', claims, // randomUUID: only in secure contexts
      greeting: messages.length === 0 && state.pending.length === 0 ? teaser ?? site?.greeting ?? null : null,
    };
    kept.keepPending(one);
    kept.keepDraft('');
    set({ pending: [...state.pending, one], teaser: null });
    void flush();
  }

  /** In order, one after the other. What has no answer is told again under the same key: the server knows whether it had it. */
  async function flush(): Promise<void> {
    if (isFlushing || state.phase !== 'ready') return;
    isFlushing = true;
    clearTimeout(sendTimer);
    try {
      for (let one = next(); one && !isStopped; one = next()) {
        mark(one.key, 'sending');
        try {
          const { message, chat } = await api.post({ text: one.text, clientKey: one.key, conversationId: state.conversation?.id ?? null, claims: one.claims, language: language(), greeting: one.greeting, files: one.files });
          sendTries = 0;
          kept.dropPending(one.key);
          if (one.claims['email']) set({ hasEmail: true });
          set({ isKnown: true, hasFilledForm: true });
          takeIn({ ...chat, messages: [message] });
          goLive();
          void refresh();
        } catch (error) {
          if (error instanceof ApiFailure && error.status === 401) { await failed(error); mark(one.key, 'waiting'); break; }
          if (error instanceof ApiFailure && error.status === 404 && state.conversation !== null) { // it was merged into another's or deleted: the next words begin anew
            forgetMessages();
            continue;
          }
          if (error instanceof ApiFailure && !error.isPassing) { kept.dropPending(one.key); mark(one.key, 'failed'); continue; }
          mark(one.key, 'waiting');
          if (error instanceof ApiFailure && error.status === 0) set({ isConnected: false });
          sendTries += 1;
          const wait = error instanceof ApiFailure && error.retryAfterSeconds ? error.retryAfterSeconds * 1_000 : Math.min(30_000, 1_000 * 2 ** Math.min(sendTries, 5));
          sendTimer = setTimeout(() => { void flush(); }, wait);
          break;
        }
      }
    } finally {
      isFlushing = false;
      pollAgain();
    }
  }

  const next = (): Pending | undefined => state.pending.find((one) => one.state !== 'failed');
  const mark = (key: string, as: Pending['state']): void => set({ pending: state.pending.map((one) => (one.key === key ? { ...one, state: as } : one)) });

  function greetLater(): void {
    const rule = state.site?.greetings.find(({ url }) => url === '' || location.href.includes(url));
    if (!rule || kept.wasGreeted() || state.isKnown) return;
    setTimeout(() => {
      if (state.isOpen || state.isKnown || kept.wasGreeted() || isStopped) return;
      kept.keepGreeted();
      set({ teaser: rule.text });
    }, rule.seconds * 1_000);
  }

  const online = (): void => {
    socket?.hurry();
    sendTries = 0;
    void flush();
    void refresh();
  };
  const offline = (): void => set({ isConnected: false });
  const visible = (): void => {
    if (document.visibilityState !== 'visible') return;
    void look();
    if (!isLive && state.isKnown) void refresh();
  };
  const left = (): void => { if (state.isKnown) api.gone().catch(() => {}); };
  /** The same site in another tab: who he is may have changed there (identified, forgotten). */
  const elsewhere = (): void => {
    const held = kept.token();
    if (held !== null && state.phase === 'ready' && held !== api.token()) void begin();
  };
  addEventListener('online', online);
  addEventListener('offline', offline);
  addEventListener('storage', elsewhere);
  addEventListener('pagehide', left);
  document.addEventListener('visibilitychange', visible);
  const pages = setInterval(() => {
    if (location.href === shownPage || !state.isKnown) return;
    shownPage = location.href;
    api.presence().catch(() => {});
  }, 3_000);

  return {
    get: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    begin, send, refresh,
    retry: (key: string) => {
      mark(key, 'sending');
      void flush();
    },
    forget: (key: string) => {
      kept.dropPending(key);
      set({ pending: state.pending.filter((one) => one.key !== key) });
    },
    draft: kept.draft, keepDraft: kept.keepDraft,
    open: (isOpenNow: boolean) => {
      set({ isOpen: isOpenNow, ...(isOpenNow && { teaser: state.messages.length === 0 ? state.teaser : null }) });
      if (isOpenNow) {
        if (state.phase === 'away') void begin();
        void look();
        tellOpened();
      }
      pollAgain();
    },
    dismissTeaser: () => set({ teaser: null }),
    fillForm: (said: Record<string, string>) => {
      claims = Object.fromEntries(Object.entries(said).filter(([, value]) => value.trim() !== ''));
      set({ hasFilledForm: true, hasEmail: state.hasEmail || claims['email'] !== undefined });
    },
    typing: (isTyping: boolean) => {
      const { conversation } = state;
      if (!conversation || (isTyping && Date.now() - saidTypingAtMs < typingEveryMs)) return;
      saidTypingAtMs = isTyping ? Date.now() : 0;
      if (!socket?.typing(isTyping ? conversation.id : null)) api.typing(conversation.id, isTyping).catch(() => {});
    },
    earlier: async () => {
      const oldest = state.messages[0];
      if (oldest) await api.chat({ before: oldest.id }).then((chat) => takeIn(chat, { isEarlier: true }), failed);
    },
    end: async () => {
      if (state.conversation) await api.end(state.conversation.id).then(refresh, failed);
    },
    rate: async (rating: number, feedback: string) => {
      if (state.conversation) await api.rate(state.conversation.id, rating, feedback).then(() => set({ isRated: true }), failed);
    },
    /** False where it did not get there. What another page has answered meanwhile is shown. */
    answer: async (messageId: number, given: Given): Promise<boolean> => {
      if (!state.conversation) return false;
      try {
        const { message } = await api.answer(state.conversation.id, messageId, given);
        set({ messages: state.messages.map((one) => (one.id === message.id ? message : one)), hasEmail: state.hasEmail || given.email !== undefined });
        return true;
      } catch (error) {
        if (error instanceof ApiFailure && error.status === 409) return api.chat().then((chat) => { takeIn(chat, { isNewest: true }); return true; }, () => false);
        await failed(error);
        return false;
      }
    },
    transcript: async () => {
      if (state.conversation) await api.transcript(state.conversation.id).then(() => set({ isTranscriptSent: true }), failed);
    },
    articles: async (words: string): Promise<readonly Article[]> => api.articles(words, language()).then(({ items }) => items, () => []),
    identify: (who: Identity) => {
      identity = who;
      void begin();
    },
    reset: () => {
      kept.clear();
      identity = null;
      claims = {};
      api.setToken('');
      socket?.stop();
      socket = null;
      cursor = undefined;
      set({ ...first, site: state.site, isOpen: state.isOpen });
      void begin();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(pollTimer);
      clearTimeout(sendTimer);
      clearInterval(pages);
      socket?.stop();
      removeEventListener('online', online);
      removeEventListener('offline', offline);
      removeEventListener('storage', elsewhere);
      removeEventListener('pagehide', left);
      document.removeEventListener('visibilitychange', visible);
    },
  };
}

export type ChatStore = ReturnType<typeof createChatStore>;

function merge(own: readonly Pending[], keptOnes: readonly Pending[]): Pending[] {
  return [...own, ...keptOnes.filter(({ key }) => !own.some((one) => one.key === key))].sort((a, b) => (a.at < b.at ? -1 : 1));
}
