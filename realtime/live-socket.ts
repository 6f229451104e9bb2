import type { WebSocket } from 'ws';
import type { StoredEvent } from '#core/events/index.ts';
import { closeCode, type CloseReason } from './close-code.ts';
import type { LiveChange, ServerMessage } from './live-message.ts';
import type { Follower } from './follower.ts';
import { maySee } from './may-see.ts';
import type { LiveCaller } from './ports.ts';

/** What a reader may have unread before it is cut off: it comes back and asks for what it missed. */
export const unreadBytesMax = 1024 * 1024;

/** One connection, after hello. */
export interface LiveSocket extends Follower {
  caller: LiveCaller;
  viewing: number | null;
  typing: number | null;
  send(message: ServerMessage): void;
  close(reason: CloseReason): void;
}

export function createLiveSocket(socket: WebSocket, caller: LiveCaller): LiveSocket {
  const live: LiveSocket = {
    caller, position: 0, isLive: false, viewing: null, typing: null,
    send: (message) => {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(JSON.stringify(message));
      if (socket.bufferedAmount > unreadBytesMax) socket.terminate();
    },
    deliver: (events) => {
      const fresh = events.filter((event) => event.position > live.position);
      const last = fresh.at(-1);
      if (!last) return;
      live.position = last.position;
      live.send({ type: 'changes', position: last.position, changes: fresh.filter((event) => maySee(event, live.caller)).map(changeOf) });
    },
    reload: () => { live.send({ type: 'reload', position: live.position }); },
    close: (reason) => closeSocket(socket, reason),
    isOpen: () => socket.readyState === socket.OPEN,
  };
  return live;
}

/** With a word that says no more than the code; who does not answer within two seconds is cut off. */
export function closeSocket(socket: WebSocket, reason: CloseReason): void {
  socket.close(closeCode[reason], reason);
  setTimeout(() => socket.terminate(), 2_000).unref();
}

function changeOf({ position, type, conversationId, messageId, actorKind, actorId, happenedAt, data }: StoredEvent): LiveChange {
  return { position, type, conversationId, messageId, userId: actorKind === 'user' ? actorId : null, at: happenedAt, data };
}
