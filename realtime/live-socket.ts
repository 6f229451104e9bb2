import type { WebSocket } from 'ws';
import { changesFrame } from './changes-frame.ts';
import { closeCode, type CloseReason } from './close-code.ts';
import type { ServerMessage } from './live-message.ts';
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
  const write = (frame: Buffer): void => {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(frame, { binary: false });
    if (socket.bufferedAmount > unreadBytesMax) socket.terminate();
  };
  const live: LiveSocket = {
    caller, position: 0, isLive: false, viewing: null, typing: null,
    send: (message) => { write(Buffer.from(JSON.stringify(message))); },
    deliver: (events) => {
      const last = events.at(-1);
      if (!last || last.position <= live.position) return;
      const isTold = events.map((event) => event.position > live.position && maySee(event, live.caller));
      live.position = last.position;
      write(changesFrame(events, isTold));
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
