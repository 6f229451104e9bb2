import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { networkOf, type SecretKey } from '#core/accounts/index.ts';
import { getSite, isPageAllowed, keepVisitors, noteVisitorTyping } from '#core/channels/index.ts';
import { eventForContact, findSourcesOf, getContactConversation, requireSource } from '#core/conversations/index.ts';
import { headPositions, readEventsAfter } from '#core/events/index.ts';
import { CoreError, nowText, systemAct, type Clock } from '#core/kernel/index.ts';
import { readPresence } from '#core/presence/index.ts';
import { closeCode } from '#realtime/index.ts';
import type { Database } from '#storage/index.ts';
import { readVisitorToken, type VisitorName } from '../visitor-token.ts';
import { readVisitorMessage, type VisitorMessage } from './visitor-message.ts';

export const widgetSocketPath = '/widget/socket';

const limits = { frameBytesMax: 4_096, helloMs: 10_000, pingMs: 25_000, pollMs: 1_000, keepMs: 15_000, batchMax: 500, unreadBytesMax: 65_536, socketsMax: 20_000, perNetworkMax: 500, messagesPerTenSeconds: 60 } as const;

export interface WidgetSocketsOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly key: () => Promise<SecretKey>;
  readonly onFailure: (error: unknown) => void;
  /** Whose request it is, behind proxies too. */
  readonly addressOf: (request: IncomingMessage) => string;
}

export interface WidgetSockets {
  readonly isUpgrade: (request: IncomingMessage) => boolean;
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Something was committed: look soon. */
  readonly wake: () => void;
  readonly count: () => number;
  close(): Promise<void>;
}

interface Visit { readonly socket: WebSocket; readonly visitor: VisitorName; readonly network: string; isAgentTyping: boolean; typingIn: number | null }
interface Place { readonly visits: Set<Visit>; position: number; keptAtMs: number }

/**
 * The sockets of visitors. They say no more than that something changed in what the visitor may see (`changed`), and whether somebody types; the widget then asks over HTTP, as it does when it polls. So nothing is
 * told twice or missed, whatever happens to a socket, and no message of anybody passes through here.
 */
export function createWidgetSockets({ database, clock, key, onFailure, addressOf }: WidgetSocketsOptions): WidgetSockets {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: limits.frameBytesMax, clientTracking: true });
  const places = new Map<number, Place>();
  let isClosing = false;
  let looking: Promise<void> | null = null;
  let isWoken = false;

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (isClosing || server.clients.size >= limits.socketsMax) return refuse(socket, '503 Service Unavailable');
    if (request.url !== widgetSocketPath) return refuse(socket, '400 Bad Request'); // a query, too: no token belongs into an address
    server.handleUpgrade(request, socket, head, (opened) => greet(opened, request));
  }

  function greet(socket: WebSocket, request: IncomingMessage): void {
    let visit: Visit | null = null;
    let hasSaidHello = false;
    let [startMs, said] = [Date.now(), 0];
    socket.on('error', () => {});
    keepAlive(socket);
    const late = setTimeout(() => { end(socket, 'tooSlow'); }, limits.helloMs);
    socket.once('close', () => {
      clearTimeout(late);
      if (visit) leave(visit);
    });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (socket.readyState !== socket.OPEN) return;
      if (Date.now() - startMs > 10_000) [startMs, said] = [Date.now(), 0];
      said += 1;
      if (said > limits.messagesPerTenSeconds) return end(socket, 'tooMany');
      if (isBinary) return end(socket, 'binary');
      const message = readVisitorMessage(textOf(data));
      if (message === null || (message.type === 'hello') === hasSaidHello) return end(socket, 'badMessage');
      if (message.type === 'typing') {
        if (visit) typing(visit, message).catch(onFailure);
        return;
      }
      hasSaidHello = true;
      clearTimeout(late);
      enter(socket, message.token, request).then((entered) => { visit = entered; }, (error: unknown) => {
        onFailure(error);
        end(socket, 'tryLater');
      });
    });
  }

  async function enter(socket: WebSocket, token: string, request: IncomingMessage): Promise<Visit | null> {
    const visitor = readVisitorToken(await key(), token);
    if (!visitor || !await mayEnter(visitor, request.headers.origin)) {
      end(socket, 'unauthenticated');
      return null;
    }
    const network = networkOf(addressOf(request));
    if ([...places.values()].flatMap(({ visits }) => [...visits]).filter((other) => other.network === network).length >= limits.perNetworkMax) {
      end(socket, 'tooMany');
      return null;
    }
    const head = (await headPositions(database, [visitor.accountId])).get(visitor.accountId) ?? 0;
    if (socket.readyState !== socket.OPEN || isClosing) return null;
    let place = places.get(visitor.accountId);
    if (!place) places.set(visitor.accountId, place = { visits: new Set(), position: head, keptAtMs: 0 });
    const visit: Visit = { socket, visitor, network, isAgentTyping: false, typingIn: null };
    place.visits.add(visit);
    place.keptAtMs = 0;
    send(visit, { type: 'hello' }); // from here on whatever changes is told; the widget asks once more after it
    look();
    return visit;
  }

  /** The site is there and may stand on that page; and whoever was deleted is out. */
  async function mayEnter({ accountId, channelId, sourceId }: VisitorName, origin: string | undefined): Promise<boolean> {
    const act = systemAct(accountId, nowText(clock), 'widget');
    return database.withAccount(accountId, async (tx) => {
      await requireSource(tx, act, { channelId, sourceId });
      return isPageAllowed((await getSite(tx, act, channelId)).settings.allowedDomains, origin);
    }, { readOnly: true }).catch(noWhereUnknown);
  }

  async function typing(visit: Visit, { conversationId }: Extract<VisitorMessage, { type: 'typing' }>): Promise<void> {
    visit.typingIn = conversationId;
    await database.withAccount(visit.visitor.accountId, async (tx) => {
      await noteVisitorTyping(tx, visit.visitor, conversationId === null ? null : (await getContactConversation(tx, visit.visitor, conversationId)).id);
    }).catch(noWhereUnknown);
  }

  function leave(visit: Visit): void {
    const place = places.get(visit.visitor.accountId);
    place?.visits.delete(visit);
    if (place?.visits.size === 0) places.delete(visit.visitor.accountId);
  }

  /** One round at a time; woken meanwhile, one more follows. */
  function look(): void {
    isWoken = true;
    looking ??= rounds().catch(onFailure).finally(() => { looking = null; });
  }

  async function rounds(): Promise<void> {
    while (isWoken && !isClosing) {
      isWoken = false;
      const heads = await headPositions(database, [...places.keys()]);
      for (const [accountId, place] of places) await lookAt(accountId, place, heads.get(accountId) ?? 0).catch(onFailure);
    }
  }

  async function lookAt(accountId: number, place: Place, head: number): Promise<void> {
    const isKeepDue = Date.now() - place.keptAtMs >= limits.keepMs;
    if (isKeepDue) place.keptAtMs = Date.now();
    const { concerned, isAll, typingIn } = await database.withAccount(accountId, async (tx) => {
      if (isKeepDue) await keepVisitors(tx, [...place.visits].map(({ visitor: { channelId, sourceId } }) => ({ channelId, sourceId })));
      const news = new Set<number>();
      let isBehind = false;
      while (place.position < head) {
        const events = await readEventsAfter(tx, place.position, limits.batchMax);
        const last = events.at(-1);
        if (!last || events[0]!.position !== place.position + 1) { isBehind = true; place.position = head; break; }
        for (const event of events) if (event.conversationId !== null && eventForContact(event) !== null) news.add(event.conversationId);
        place.position = last.position;
      }
      const typers = new Set((await readPresence(tx)).leases.filter(({ kind }) => kind === 'typing').map(({ conversationId }) => conversationId));
      const sources = await findSourcesOf(tx, [...news, ...typers]);
      const names = (of: ReadonlySet<number>) => new Set(sources.filter(({ conversationId }) => of.has(conversationId)).map(nameOf));
      return { concerned: names(news), isAll: isBehind, typingIn: names(typers) };
    });
    for (const visit of place.visits) {
      const name = nameOf(visit.visitor);
      if (isAll || concerned.has(name)) send(visit, { type: 'changed' });
      const isTyping = typingIn.has(name);
      if (isTyping !== visit.isAgentTyping) send(visit, { type: 'typing', isTyping: visit.isAgentTyping = isTyping });
    }
  }

  const polling = setInterval(() => { if (places.size > 0) look(); }, limits.pollMs);
  polling.unref();

  return {
    isUpgrade: ({ url = '', headers }) => (url === widgetSocketPath || url.startsWith(`${widgetSocketPath}?`)) && headers.upgrade?.toLowerCase() === 'websocket',
    handleUpgrade,
    wake: () => { if (places.size > 0) look(); },
    count: () => server.clients.size,
    close: async () => {
      isClosing = true;
      clearInterval(polling);
      const open = [...server.clients];
      const gone = open.map((socket) => new Promise<void>((resolve) => { if (socket.readyState === socket.CLOSED) resolve(); else socket.once('close', () => { resolve(); }); }));
      for (const socket of open) end(socket, 'goingAway');
      await Promise.all(gone);
      await looking;
      server.close();
    },
  };
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString('utf8') : Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}

const nameOf = ({ channelId, sourceId }: { readonly channelId: number; readonly sourceId: string }): string => `${channelId} ${sourceId}`;

function send({ socket }: Visit, message: { readonly type: 'hello' | 'changed' } | { readonly type: 'typing'; readonly isTyping: boolean }): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.send(JSON.stringify(message));
  if (socket.bufferedAmount > limits.unreadBytesMax) socket.terminate(); // he comes back and asks
}

function end(socket: WebSocket, reason: keyof typeof closeCode): void {
  socket.close(closeCode[reason], reason);
  setTimeout(() => socket.terminate(), 2_000).unref();
}

function keepAlive(socket: WebSocket): void {
  let isAnswered = true;
  socket.on('pong', () => { isAnswered = true; });
  const pinging = setInterval(() => {
    if (!isAnswered) return socket.terminate();
    isAnswered = false;
    socket.ping();
  }, limits.pingMs);
  pinging.unref();
  socket.once('close', () => { clearInterval(pinging); });
}

function noWhereUnknown(error: unknown): false {
  if (error instanceof CoreError && error.code === 'not-found') return false;
  throw error;
}

/** Plain, and without a word of why. */
function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
