import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { closeCode } from '../close-code.ts';
import type { LiveHub } from '../live-hub.ts';
import { keepPermissions, sharePermissions } from '../share-permissions.ts';
import { countMessages, refuseUpgrade, textOf } from '../socket-tools.ts';
import { textFrame } from '../text-frame.ts';
import { readCableCommand, readIdentifier, type CableCommand } from './cable-command.ts';
import { cableLimits } from './cable-limits.ts';
import type { CableMessage, Ending } from './cable-message.ts';
import { openCableOutlet, type CableOutlet } from './cable-outlet.ts';
import type { CableCaller, CablePorts } from './cable-ports.ts';
import { openCableRoom, type CableRoom, type CableSubscriber } from './cable-room.ts';

export const cableProtocol = 'actioncable-v1-json';

export interface CableServerOptions {
  readonly hub: LiveHub;
  readonly ports: CablePorts;
  readonly path: string;
  /** The one channel that there is: `RoomChannel`. */
  readonly channel: string;
  /** Where this caller reaches us: `https://desk.example`. */
  readonly baseOf: (request: IncomingMessage) => string;
  /** From which network it comes, behind proxies too. */
  readonly networkOf: (request: IncomingMessage) => string;
  readonly onFailure: (error: unknown) => void;
  /** For tests. */
  readonly limits?: Partial<Record<keyof typeof cableLimits, number>>;
}

export interface CableServer {
  readonly isUpgrade: (request: IncomingMessage) => boolean;
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Takes no more, tells all to come back and resolves when they are gone. Before the hub stops. */
  close(): Promise<void>;
}

/** Why a connection ends; the stock client comes back where `reconnect` says so. */
const comesBack: Readonly<Record<Ending, boolean>> = { unauthorized: false, invalid_request: false, server_restart: true, remote: true, idle_timeout: true };

interface Connection {
  readonly socket: WebSocket;
  readonly outlet: CableOutlet;
  readonly base: string;
  readonly network: string;
  /** By identifier. `null`: asked for, and not decided yet. */
  readonly subscriptions: Map<string, CableSubscriber | null>;
  readonly openedAtMs: number;
  readonly isTooMuch: () => boolean;
  /** To our ping of the transport, which the stock client's browser answers by itself. */
  isAnswered: boolean;
}

/** The ActionCable protocol (actioncable-v1-json, as of Rails 8.1) with one channel. Who may subscribe is judged by the token in the identifier, so no origin is asked for. */
export function createCableServer(options: CableServerOptions): CableServer {
  const { hub, ports, path, channel, onFailure } = options;
  const limits = { ...cableLimits, ...options.limits };
  const server = new WebSocketServer({
    noServer: true, perMessageDeflate: false, maxPayload: limits.frameBytesMax, clientTracking: false,
    handleProtocols: (offered) => (offered.has(cableProtocol) ? cableProtocol : offered.has('actioncable-unsupported') ? 'actioncable-unsupported' : false),
  });
  const connections = new Set<Connection>();
  const perNetwork = new Map<string, number>();
  const rooms = new Map<number, CableRoom>();
  let isClosing = false;
  let recheckedAtMs = Date.now();

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (isClosing || connections.size >= limits.socketsMax) return refuseUpgrade(socket, '503 Service Unavailable');
    if (request.url !== path) return refuseUpgrade(socket, '400 Bad Request'); // a query, too: no secret belongs into an address
    const [base, network] = [options.baseOf(request), options.networkOf(request)];
    if ((perNetwork.get(network) ?? 0) >= limits.perNetworkMax) return refuseUpgrade(socket, '429 Too Many Requests');
    server.handleUpgrade(request, socket, head, (opened) => { open(opened, socket, base, network); });
  }

  function open(socket: WebSocket, transport: Duplex, base: string, network: string): void {
    const connection: Connection = { socket, outlet: openCableOutlet(socket, transport, limits), base, network, subscriptions: new Map(), openedAtMs: Date.now(), isTooMuch: countMessages(limits.messagesPerTenSeconds), isAnswered: true };
    connections.add(connection);
    perNetwork.set(network, (perNetwork.get(network) ?? 0) + 1);
    socket.on('error', nothing); // a broken frame: ws closes with the right code
    socket.once('close', () => { forget(connection); });
    socket.on('pong', () => { connection.isAnswered = true; });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (socket.readyState !== socket.OPEN) return;
      const command = isBinary ? null : readCableCommand(textOf(data));
      if (command === null || connection.isTooMuch()) return end(connection, 'invalid_request');
      if (command !== 'unknown') obey(connection, command).catch(fail(connection));
    });
    socket.send(welcome);
  }

  async function obey(connection: Connection, { command, identifier, action }: CableCommand): Promise<void> {
    if (command === 'subscribe') return subscribe(connection, identifier);
    const subscriber = connection.subscriptions.get(identifier);
    if (!subscriber) return;
    if (command === 'unsubscribe') return drop(connection, identifier);
    if (action === 'update_presence') {
      subscriber.presentAtMs = Date.now();
      hub.wakePresence(subscriber.caller.accountId);
    }
  }

  async function subscribe(connection: Connection, identifier: string): Promise<void> {
    const { socket, subscriptions } = connection;
    const known = subscriptions.get(identifier);
    if (known) return tell(socket, { type: 'confirm_subscription', identifier }); // the client asks again until it has heard
    if (known === null) return;
    const reject = (): void => {
      subscriptions.delete(identifier);
      tell(socket, { type: 'reject_subscription', identifier });
    };
    const named = readIdentifier(identifier);
    if (named?.channel !== channel || subscriptions.size >= limits.subscriptionsMax) return reject();
    subscriptions.set(identifier, null);
    const admitted = await ports.admit(named.params);
    const caller = admitted && shareOf(admitted, null);
    if (socket.readyState !== socket.OPEN || isClosing) return;
    if (!caller || countOf(caller) >= limits.subscribersPerCallerMax) return reject();
    const subscriber = subscriberOf(connection, identifier, caller);
    subscriptions.set(identifier, subscriber);
    const room = await roomOf(caller.accountId);
    if (subscriptions.get(identifier) !== subscriber || socket.readyState !== socket.OPEN) return leaveIfEmpty(room, caller.accountId);
    tell(socket, { type: 'confirm_subscription', identifier });
    room.add(subscriber);
    hub.wakePresence(caller.accountId);
  }

  function subscriberOf(connection: Connection, identifier: string, caller: CableCaller): CableSubscriber {
    const { outlet, base } = connection;
    const before = Buffer.from(`{"identifier":${JSON.stringify(identifier)},"message":`);
    return {
      caller, base, presentAtMs: Date.now(),
      send: (body) => { outlet.send(textFrame(before, body, closing)); },
      hold: () => { outlet.hold(); },
      release: () => { outlet.release(); },
      reload: () => { end(connection, 'remote'); },
    };
  }

  /** The account's room, made and following where there is none. Two at once: one room. */
  const opening = new Map<number, Promise<CableRoom>>();
  async function roomOf(accountId: number): Promise<CableRoom> {
    const there = rooms.get(accountId);
    if (there) return there;
    const begun = opening.get(accountId) ?? begin(accountId).finally(() => { opening.delete(accountId); });
    opening.set(accountId, begun);
    return begun;
  }
  async function begin(accountId: number): Promise<CableRoom> {
    const room = openCableRoom(accountId, ports, onFailure);
    await hub.follow(accountId, room);
    rooms.set(accountId, room);
    return room;
  }

  function drop(connection: Connection, identifier: string): void {
    const subscriber = connection.subscriptions.get(identifier);
    connection.subscriptions.delete(identifier);
    if (!subscriber) return;
    const room = rooms.get(subscriber.caller.accountId);
    room?.remove(subscriber);
    if (room) leaveIfEmpty(room, subscriber.caller.accountId);
  }

  function leaveIfEmpty(room: CableRoom, accountId: number): void {
    hub.wakePresence(accountId);
    if (room.subscribers.size > 0 || rooms.get(accountId) !== room || isAwaited(accountId)) return;
    rooms.delete(accountId);
    hub.unfollow(accountId, room);
  }

  /** Somebody is on the way in. */
  function isAwaited(accountId: number): boolean {
    const room = rooms.get(accountId);
    return [...connections].some(({ subscriptions }) => [...subscriptions.values()].some((each) => each !== null && each.caller.accountId === accountId && !room?.subscribers.has(each)));
  }

  function forget(connection: Connection): void {
    connections.delete(connection);
    const left = (perNetwork.get(connection.network) ?? 1) - 1;
    if (left > 0) perNetwork.set(connection.network, left);
    else perNetwork.delete(connection.network);
    for (const identifier of connection.subscriptions.keys()) drop(connection, identifier);
  }

  function countOf(caller: CableCaller): number {
    return rooms.get(caller.accountId)?.countOf(caller) ?? 0;
  }

  function end(connection: Connection, reason: Ending): void {
    const { socket } = connection;
    if (socket.readyState !== socket.OPEN) return;
    tell(socket, { type: 'disconnect', reason, reconnect: comesBack[reason] });
    socket.close(reason === 'server_restart' ? closeCode.goingAway : 1000);
    setTimeout(() => socket.terminate(), 2_000).unref();
  }

  function fail(connection: Connection): (error: unknown) => void {
    return (error) => {
      onFailure(error);
      end(connection, 'remote');
    };
  }

  /** Who lost what let him in is out of that room; a connection that is in no room any more ends. */
  async function recheck(): Promise<void> {
    const held = [...connections].flatMap((connection) => [...connection.subscriptions].flatMap(([identifier, subscriber]) => (subscriber ? [{ connection, identifier, subscriber }] : [])));
    if (held.length === 0) return;
    const found = await ports.recheck([...new Map(held.map(({ subscriber: { caller } }) => [caller.access, caller])).values()]);
    for (const { connection, identifier, subscriber } of held) {
      const now = found.get(subscriber.caller.access);
      if (now && isSame(now, subscriber.caller)) {
        subscriber.caller = shareOf(now, subscriber.caller);
        continue;
      }
      drop(connection, identifier);
      if (connection.subscriptions.size === 0) end(connection, 'unauthorized');
      else tell(connection.socket, { type: 'reject_subscription', identifier });
    }
  }

  const rechecking = setInterval(() => {
    recheck().then(() => { recheckedAtMs = Date.now(); }, (error: unknown) => {
      onFailure(error);
      if (Date.now() - recheckedAtMs > limits.recheckSilenceMs) for (const connection of connections) end(connection, 'remote');
    });
  }, limits.recheckMs);
  rechecking.unref();

  /** One timer for all; a connection whose reader takes nothing is cut off by what it has unread, or by its transport. */
  let pings = 0;
  const pinging = setInterval(() => {
    pings += 1;
    const ping = textFrame(Buffer.from(JSON.stringify({ type: 'ping', message: Math.floor(Date.now() / 1_000) } satisfies CableMessage)));
    for (const connection of connections) {
      const { socket, outlet } = connection;
      if (socket.readyState !== socket.OPEN) continue;
      if (connection.subscriptions.size === 0 && Date.now() - connection.openedAtMs > limits.idleMs) { end(connection, 'idle_timeout'); continue; }
      outlet.send(ping);
      outlet.tick();
      if (pings % transportPingEvery === 0) askTransport(connection);
    }
  }, limits.pingMs);
  pinging.unref();

  /** A peer that is gone without a word answers no ping. */
  function askTransport(connection: Connection): void {
    if (!connection.isAnswered) return connection.socket.terminate();
    connection.isAnswered = false;
    connection.socket.ping();
  }

  return {
    isUpgrade: ({ url = '', headers }) => (url === path || url.startsWith(`${path}?`)) && headers.upgrade?.toLowerCase() === 'websocket',
    handleUpgrade,
    close: async () => {
      isClosing = true;
      clearInterval(rechecking);
      clearInterval(pinging);
      const gone = [...connections].map(({ socket }) => new Promise<void>((resolve) => { if (socket.readyState === socket.CLOSED) resolve(); else socket.once('close', () => { resolve(); }); }));
      for (const connection of connections) end(connection, 'server_restart');
      await Promise.all(gone);
      await Promise.all([...rooms.values()].map((room) => room.idle()));
      server.close();
    },
  };
}

const nothing = (): void => {};

/** The caller as it is held: with a set of permissions that others hold, too; the one from before where nothing changed. */
function shareOf(caller: CableCaller, before: CableCaller | null): CableCaller {
  if (caller.kind !== 'user') return before ?? caller;
  if (before?.kind !== 'user') return { ...caller, permissions: sharePermissions(caller.permissions) };
  const permissions = keepPermissions(before.permissions, caller.permissions);
  return permissions === before.permissions ? before : { ...before, permissions };
}

const transportPingEvery = 10;
const welcome = JSON.stringify({ type: 'welcome' } satisfies CableMessage);
const closing = Buffer.from('}');

function tell(socket: WebSocket, message: CableMessage): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

function isSame(one: CableCaller, other: CableCaller): boolean {
  if (one.accountId !== other.accountId) return false;
  return one.kind === 'user' ? other.kind === 'user' && one.userId === other.userId : other.kind === 'contact' && one.contactId === other.contactId && one.channelId === other.channelId && one.sourceId === other.sourceId;
}
