import type { LiveChange, LiveClientMessage, LivePerson, LiveServerMessage } from '#dialects/native/schemas/live.ts';
import { closedFor } from './closed-for.ts';

export type LiveState = 'connecting' | 'live' | 'away';

export interface LiveHandlers {
  onState(state: LiveState): void;
  /** In order, each once. */
  onChanges(changes: readonly LiveChange[]): void;
  /** Too much was missed: everything on the page may be old. */
  onReload(): void;
  onPresence(conversationId: number, viewers: readonly LivePerson[], typing: readonly LivePerson[], isContactTyping: boolean): void;
  onOnline(people: readonly LivePerson[]): void;
  /** The session has ended. */
  onSignedOut(): void;
}

export interface LiveSocket {
  view(conversationId: number | null): void;
  type(conversationId: number | null): void;
  close(): void;
}

const firstWaitMs = 500;
const longestWaitMs = 15_000;
/** The server forgets who looks and writes after 15 s. */
const beatMs = 5_000;
/** A timer that comes so late means that the machine slept: the socket may be dead without knowing. */
const sleptMs = 25_000;

/**
 * The socket to the event log, for as long as the page lives. Remembers the position it has seen; after sleep, a cut network or a restart of
 * the server it goes on from there, so nothing is missed and nothing comes twice.
 */
export function openLiveSocket(url: string, after: number | null, handlers: LiveHandlers): LiveSocket {
  let position = after;
  let socket: WebSocket | null = null;
  let failures = 0;
  let isClosed = false;
  let viewing: number | null = null;
  let typing: number | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let beatAt = Date.now();

  const send = (message: LiveClientMessage): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const beat = setInterval(() => {
    const late = Date.now() - beatAt;
    beatAt = Date.now();
    if (late > sleptMs) return reconnectNow();
    if (viewing !== null) send({ type: 'viewing', conversationId: viewing });
  }, beatMs);
  const wakeUp = (): void => {
    if (document.visibilityState === 'visible' && socket?.readyState !== WebSocket.OPEN) reconnectNow();
  };
  window.addEventListener('online', reconnectNow);
  window.addEventListener('offline', drop);
  document.addEventListener('visibilitychange', wakeUp);
  connect();

  function connect(): void {
    if (isClosed) return;
    clearTimeout(retry);
    handlers.onState('connecting');
    const opened = new WebSocket(url);
    socket = opened;
    opened.addEventListener('open', () => { if (socket === opened) send({ type: 'hello', after: position }); });
    opened.addEventListener('message', ({ data }) => { if (socket === opened) receive(JSON.parse(String(data)) as LiveServerMessage); });
    opened.addEventListener('close', ({ code }) => { if (socket === opened) ended(code); });
  }

  function receive(message: LiveServerMessage): void {
    switch (message.type) {
      case 'hello':
        failures = 0;
        position ??= message.position;
        handlers.onState('live');
        handlers.onOnline(message.online);
        if (viewing !== null) send({ type: 'viewing', conversationId: viewing });
        if (typing !== null) send({ type: 'typing', conversationId: typing });
        break;
      case 'changes': {
        const seen = position ?? 0;
        const fresh = message.changes.filter((change) => change.position > seen);
        position = Math.max(seen, message.position);
        if (fresh.length > 0) handlers.onChanges(fresh);
        break;
      }
      case 'reload':
        position = message.position;
        handlers.onReload();
        break;
      case 'presence': handlers.onPresence(message.conversationId, message.viewers, message.typing, message.isContactTyping); break;
      case 'online': handlers.onOnline(message.online); break;
    }
  }

  function ended(code: number): void {
    socket = null;
    if (isClosed) return;
    if (code === closedFor.unauthenticated) return handlers.onSignedOut();
    handlers.onState('away');
    if (code === closedFor.forbidden) return;
    failures += 1;
    // Many browsers lose one server at once: they come back spread over time.
    const wait = Math.min(firstWaitMs * 2 ** (failures - 1), longestWaitMs) * (0.5 + Math.random());
    retry = setTimeout(connect, wait);
  }

  function drop(): void {
    const dropped = socket;
    socket = null;
    dropped?.close();
    handlers.onState('away');
  }

  function reconnectNow(): void {
    if (isClosed) return;
    drop();
    failures = 0;
    connect();
  }

  return {
    view: (conversationId) => {
      if (viewing === conversationId) return;
      viewing = conversationId;
      send({ type: 'viewing', conversationId });
    },
    type: (conversationId) => {
      typing = conversationId;
      send({ type: 'typing', conversationId });
    },
    close: () => {
      isClosed = true;
      clearTimeout(retry);
      clearInterval(beat);
      window.removeEventListener('online', reconnectNow);
      window.removeEventListener('offline', drop);
      document.removeEventListener('visibilitychange', wakeUp);
      socket?.close();
    },
  };
}
