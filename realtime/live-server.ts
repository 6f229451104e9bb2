import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Database } from '#storage/index.ts';
import type { CloseReason } from './close-code.ts';
import { startLiveHub, type LiveHub } from './live-hub.ts';
import { liveLimits } from './live-limits.ts';
import { readClientMessage, type ClientMessage } from './live-message.ts';
import { countMessages, endWhenBroken, refuseUpgrade, textOf } from './socket-tools.ts';
import { closeSocket, LiveSocket } from './live-socket.ts';
import type { LiveCaller, LivePorts } from './ports.ts';
import { keepPermissions, sharePermissions } from './share-permissions.ts';

export interface LiveServerOptions {
  readonly database: Database;
  readonly ports: LivePorts;
  /** The one path that sockets are opened at. */
  readonly path: string;
  /** Whether a page of our own asks; called where the request names an origin. */
  readonly isOwnOrigin: (request: IncomingMessage) => boolean;
  /** The session that the browser holds, unchecked. Counts only for our own origin. */
  readonly sessionOf: (request: IncomingMessage) => string | undefined;
  readonly onFailure: (error: unknown) => void;
  /** For tests. */
  readonly limits?: Partial<Record<keyof typeof liveLimits, number>>;
}

export interface LiveServer {
  /** For the HTTP server: whether a request asks for a socket of ours. Others are answered as if they asked for none. */
  readonly isUpgrade: (request: IncomingMessage) => boolean;
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Something was committed: look soon. */
  readonly wake: () => void;
  /** Other protocols follow the same logs through it. Ends with `close`. */
  readonly hub: LiveHub;
  /** Takes no more, closes all with 1001 and resolves when all are gone. */
  close(): Promise<void>;
}

type Hello = Extract<ClientMessage, { type: 'hello' }>;
type Person = Pick<LiveCaller, 'accountId' | 'userId'>;

/** The socket server: who may come in, what a message may be, when a socket ends. README.md has the protocol. */
export function createLiveServer(options: LiveServerOptions): LiveServer {
  const { database, ports, path, onFailure } = options;
  const limits = { ...liveLimits, ...options.limits };
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: limits.frameBytesMax, clientTracking: true });
  const hub: LiveHub = startLiveHub(database, ports, onFailure);
  /** Those that answered since they were pinged last. */
  const awake = new WeakSet<WebSocket>();
  function answered(this: WebSocket): void {
    awake.add(this);
  }
  let isClosing = false;
  let recheckedAtMs = Date.now();

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    endWhenBroken(socket);
    if (isClosing || server.clients.size >= limits.socketsMax) return refuseUpgrade(socket, '503 Service Unavailable');
    if (request.url !== path) return refuseUpgrade(socket, '400 Bad Request'); // a query, too: no secret belongs into an address
    const { origin } = request.headers;
    if (origin !== undefined && !options.isOwnOrigin(request)) return refuseUpgrade(socket, '403 Forbidden');
    const session = origin === undefined ? undefined : options.sessionOf(request);
    server.handleUpgrade(request, socket, head, (opened) => { greet(opened, socket, session); });
  }

  /** The first message is hello and comes soon; what comes while we find out who it is waits. */
  function greet(socket: WebSocket, transport: Duplex, session: string | undefined): void {
    let live: LiveSocket | null = null;
    let hasSaidHello = false;
    let waiting: ClientMessage[] = [];
    const isTooMuch = countMessages(limits.messagesPerTenSeconds);
    socket.on('error', nothing); // a broken frame: ws closes with the right code
    awake.add(socket);
    socket.on('pong', answered);
    let late: NodeJS.Timeout | null = setTimeout(() => { closeSocket(socket, 'tooSlow'); }, limits.helloMs);
    const isInTime = (): void => {
      if (late) clearTimeout(late);
      late = null; // thousands of open sockets would hold a spent timer each
    };
    socket.once('close', () => {
      isInTime();
      awake.delete(socket);
    });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (socket.readyState !== socket.OPEN) return;
      if (isTooMuch()) return closeSocket(socket, 'tooMany');
      if (isBinary) return closeSocket(socket, 'binary');
      const message = readClientMessage(textOf(data));
      if (message === null || (message.type === 'hello') === hasSaidHello) return closeSocket(socket, 'badMessage');
      if (message.type !== 'hello') {
        if (live) beAt(live, message).catch(onFailure);
        else waiting.push(message);
        return;
      }
      hasSaidHello = true;
      isInTime();
      enter(socket, transport, session, message).then((entered) => {
        live = entered;
        const said = waiting;
        waiting = [];
        if (live) for (const each of said) if (each.type !== 'hello') beAt(live, each).catch(onFailure);
      }, (error: unknown) => {
        onFailure(error);
        closeSocket(socket, 'tryLater');
      });
    });
  }

  /** Null: the socket is being closed. */
  async function enter(socket: WebSocket, transport: Duplex, session: string | undefined, hello: Hello): Promise<LiveSocket | null> {
    const turnAway = (reason: CloseReason): null => {
      closeSocket(socket, reason);
      return null;
    };
    const secret = hello.token ?? session;
    const caller = secret === undefined ? null : await ports.authenticate(hello.token === null ? 'session' : 'token', secret);
    if (!caller) return turnAway('unauthenticated');
    if (!caller.permissions.has('conversations.read')) return turnAway('forbidden');
    if (hub.socketsOf(caller).size >= limits.socketsPerPersonMax) return turnAway('tooMany');
    if (socket.readyState !== socket.OPEN || isClosing) return turnAway('goingAway');
    const live = new LiveSocket(socket, transport, { ...caller, permissions: sharePermissions(caller.permissions) });
    socket.once('close', () => { goAway(live); });
    await hub.join(live, hello.after);
    if (!live.isOpen()) goAway(live); // it went while it was let in
    return live;
  }

  const saidAtMs = new WeakMap<LiveSocket, Record<'viewing' | 'typing', number>>();

  async function beAt(live: LiveSocket, { type: kind, conversationId }: Exclude<ClientMessage, Hello>): Promise<void> {
    const { caller } = live;
    const before = live[kind];
    const said = saidAtMs.get(live) ?? { viewing: 0, typing: 0 };
    saidAtMs.set(live, said);
    if (conversationId !== null && conversationId === before && Date.now() - said[kind] < limits.leaseRenewMs) return;
    said[kind] = Date.now();
    live[kind] = conversationId;
    const target = conversationId === null ? null : await ports.holdLease(caller, kind, conversationId);
    if (live[kind] === conversationId) live[kind] = target; // unless something newer was said meanwhile
    if (before !== null && before !== target && !isElsewhereAt(live, kind, before)) await ports.dropLease(caller, kind, before);
    if (!live.isOpen()) return goAway(live);
    if (target !== null && target !== before) hub.presenceOf(caller.accountId)?.tellOne(live, target);
    if (target !== before) hub.wakePresence(caller.accountId);
  }

  /** Another window of the same person is there. */
  function isElsewhereAt(live: LiveSocket, kind: 'viewing' | 'typing', conversationId: number): boolean {
    return [...hub.socketsOf(live.caller)].some((other) => other !== live && other[kind] === conversationId);
  }

  function goAway(live: LiveSocket): void {
    hub.leave(live);
    for (const kind of ['viewing', 'typing'] as const) {
      const at = live[kind];
      live[kind] = null;
      if (at !== null && !isElsewhereAt(live, kind, at)) ports.dropLease(live.caller, kind, at).then(() => { hub.wakePresence(live.caller.accountId); }, onFailure);
    }
  }

  /** Who lost session, token, membership or role is out, whatever they are doing. */
  async function recheck(): Promise<void> {
    const sockets = [...hub.sockets()];
    if (sockets.length === 0) return;
    const keys = new Map(sockets.map(({ caller }) => [keyOf(caller), caller.access]));
    const found = await ports.recheck([...keys.values()]);
    for (const live of sockets) {
      const now = found.get(keyOf(live.caller));
      if (!now || !isSamePerson(now, live.caller)) live.close('unauthenticated');
      else if (!now.permissions.has('conversations.read')) live.close('forbidden');
      else {
        const permissions = keepPermissions(live.caller.permissions, now.permissions);
        if (permissions !== live.caller.permissions) live.caller = { ...live.caller, permissions };
      }
    }
  }

  const rechecking = setInterval(() => {
    recheck().then(() => { recheckedAtMs = Date.now(); }, (error: unknown) => {
      onFailure(error);
      if (Date.now() - recheckedAtMs > limits.recheckSilenceMs) for (const live of hub.sockets()) live.close('tryLater');
    });
  }, limits.recheckMs);
  rechecking.unref();

  /** One timer for all: who has not answered the ping before is gone without a word. */
  const pinging = setInterval(() => {
    for (const socket of server.clients) {
      if (!awake.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, limits.pingMs);
  pinging.unref();

  return {
    isUpgrade: ({ url = '', headers }) => (url === path || url.startsWith(`${path}?`)) && headers.upgrade?.toLowerCase() === 'websocket',
    handleUpgrade, hub,
    wake: () => { hub.wake(); },
    close: async () => {
      isClosing = true;
      clearInterval(rechecking);
      clearInterval(pinging);
      const open = [...server.clients];
      const gone = open.map((socket) => new Promise<void>((resolve) => { if (socket.readyState === socket.CLOSED) resolve(); else socket.once('close', () => { resolve(); }); }));
      for (const socket of open) closeSocket(socket, 'goingAway');
      await Promise.all(gone);
      await hub.stop();
      server.close();
    },
  };
}

const nothing = (): void => {};

function keyOf({ access }: Pick<LiveCaller, 'access'>): string {
  return `${access.kind} ${access.id}`;
}

function isSamePerson(one: Person, other: Person): boolean {
  return one.accountId === other.accountId && one.userId === other.userId;
}
