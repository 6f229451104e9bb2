import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { LiveHub } from '../live-hub.ts';
import { keepPermissions, sharePermissions } from '../share-permissions.ts';
import { endWhenBroken, refuseUpgrade, textOf } from '../socket-tools.ts';
import { textFrame } from '../text-frame.ts';
import { CableConnection } from './cable-connection.ts';
import { readCableCommand, readIdentifier, type CableCommand } from './cable-command.ts';
import { cableLimits } from './cable-limits.ts';
import type { CableMessage } from './cable-message.ts';
import type { CableCaller, CablePorts } from './cable-ports.ts';
import { openCableRoom, type CableRoom } from './cable-room.ts';
import { CableSubscription } from './cable-subscription.ts';

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

/** The ActionCable protocol (actioncable-v1-json, as of Rails 8.1) with one channel. Who may subscribe is judged by the token in the identifier, so no origin is asked for. */
export function createCableServer(options: CableServerOptions): CableServer {
  const { hub, ports, path, channel, onFailure } = options;
  const limits = { ...cableLimits, ...options.limits };
  const server = new WebSocketServer({
    noServer: true, perMessageDeflate: false, maxPayload: limits.frameBytesMax, clientTracking: false,
    handleProtocols: (offered) => (offered.has(cableProtocol) ? cableProtocol : offered.has('actioncable-unsupported') ? 'actioncable-unsupported' : false),
  });
  const connections = new Set<CableConnection>();
  const perNetwork = new Map<string, number>();
  const rooms = new Map<number, CableRoom>();
  let isClosing = false;
  let recheckedAtMs = Date.now();

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    endWhenBroken(socket);
    if (isClosing || connections.size >= limits.socketsMax) return refuseUpgrade(socket, '503 Service Unavailable');
    if (request.url !== path) return refuseUpgrade(socket, '400 Bad Request'); // a query, too: no secret belongs into an address
    const [base, network] = [options.baseOf(request), options.networkOf(request)];
    if ((perNetwork.get(network) ?? 0) >= limits.perNetworkMax) return refuseUpgrade(socket, '429 Too Many Requests');
    server.handleUpgrade(request, socket, head, (opened) => { open(opened, socket, base, network); });
  }

  function open(socket: WebSocket, transport: Duplex, base: string, network: string): void {
    const connection = new CableConnection(socket, transport, { base, network }, limits);
    connections.add(connection);
    perNetwork.set(network, (perNetwork.get(network) ?? 0) + 1);
    socket.on('error', nothing); // a broken frame: ws closes with the right code
    socket.once('close', () => { forget(connection); });
    socket.on('pong', () => { connection.isAnswered = true; });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (!connection.isOpen()) return;
      const command = isBinary ? null : readCableCommand(textOf(data));
      if (command === null || connection.isTooMuch(limits.messagesPerTenSeconds)) return connection.end('invalid_request');
      if (command !== 'unknown') obey(connection, command).catch(fail(connection));
    });
    connection.tell({ type: 'welcome' });
  }

  async function obey(connection: CableConnection, { command, identifier, action }: CableCommand): Promise<void> {
    if (command === 'subscribe') return subscribe(connection, identifier);
    const subscriber = connection.subscriptions.get(identifier);
    if (!subscriber) return;
    if (command === 'unsubscribe') return drop(connection, identifier);
    if (action === 'update_presence') {
      subscriber.presentAtMs = Date.now();
      hub.wakePresence(subscriber.caller.accountId);
    }
  }

  async function subscribe(connection: CableConnection, identifier: string): Promise<void> {
    const { subscriptions } = connection;
    const known = subscriptions.get(identifier);
    if (known) return connection.tell({ type: 'confirm_subscription', identifier }); // the client asks again until it has heard
    if (known === null) return;
    const reject = (): void => {
      subscriptions.delete(identifier);
      connection.tell({ type: 'reject_subscription', identifier });
    };
    const named = readIdentifier(identifier);
    if (named?.channel !== channel || subscriptions.size >= limits.subscriptionsMax) return reject();
    subscriptions.set(identifier, null);
    const admitted = await ports.admit(named.params);
    const caller = admitted && shareOf(admitted, null);
    if (!connection.isOpen() || isClosing) return;
    if (!caller || countOf(caller) >= limits.subscribersPerCallerMax) return reject();
    const subscriber = new CableSubscription(connection, identifier, caller);
    subscriptions.set(identifier, subscriber);
    const room = await roomOf(caller.accountId);
    if (subscriptions.get(identifier) !== subscriber || !connection.isOpen()) return leaveIfEmpty(room, caller.accountId);
    connection.tell({ type: 'confirm_subscription', identifier });
    room.add(subscriber);
    hub.wakePresence(caller.accountId);
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

  function drop(connection: CableConnection, identifier: string): void {
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

  function forget(connection: CableConnection): void {
    connections.delete(connection);
    const left = (perNetwork.get(connection.network) ?? 1) - 1;
    if (left > 0) perNetwork.set(connection.network, left);
    else perNetwork.delete(connection.network);
    for (const identifier of connection.subscriptions.keys()) drop(connection, identifier);
  }

  function countOf(caller: CableCaller): number {
    return rooms.get(caller.accountId)?.countOf(caller) ?? 0;
  }

  function fail(connection: CableConnection): (error: unknown) => void {
    return (error) => {
      onFailure(error);
      connection.end('remote');
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
      if (connection.subscriptions.size === 0) connection.end('unauthorized');
      else connection.tell({ type: 'reject_subscription', identifier });
    }
  }

  const rechecking = setInterval(() => {
    recheck().then(() => { recheckedAtMs = Date.now(); }, (error: unknown) => {
      onFailure(error);
      if (Date.now() - recheckedAtMs > limits.recheckSilenceMs) for (const connection of connections) connection.end('remote');
    });
  }, limits.recheckMs);
  rechecking.unref();

  /** One timer for all; a connection whose reader takes nothing is cut off by what it has unread, or by its transport. */
  let pings = 0;
  const pinging = setInterval(() => {
    pings += 1;
    const ping = textFrame(Buffer.from(JSON.stringify({ type: 'ping', message: Math.floor(Date.now() / 1_000) } satisfies CableMessage)));
    for (const connection of connections) {
      const { outlet } = connection;
      if (!connection.isOpen()) continue;
      if (connection.subscriptions.size === 0 && Date.now() - connection.openedAtMs > limits.idleMs) { connection.end('idle_timeout'); continue; }
      outlet.send(ping);
      outlet.look();
      if (pings % transportPingEvery === 0) askTransport(connection);
    }
  }, limits.pingMs);
  pinging.unref();

  /** A peer that is gone without a word answers no ping. */
  function askTransport(connection: CableConnection): void {
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
      for (const connection of connections) connection.end('server_restart');
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

function isSame(one: CableCaller, other: CableCaller): boolean {
  if (one.accountId !== other.accountId) return false;
  return one.kind === 'user' ? other.kind === 'user' && one.userId === other.userId : other.kind === 'contact' && one.contactId === other.contactId && one.channelId === other.channelId && one.sourceId === other.sourceId;
}
