import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { StoredEvent } from '#core/events/index.ts';
import { changesFrame } from './changes-frame.ts';
import { closeCode, type CloseReason } from './close-code.ts';
import type { ServerMessage } from './live-message.ts';
import { messageFrame } from './message-frame.ts';
import type { Follower } from './follower.ts';
import type { LiveCaller } from './ports.ts';
import { Outlet } from './outlet.ts';

/** One connection, after hello. A class, so that thousands of them share their functions. */
export class LiveSocket implements Follower {
  caller: LiveCaller;
  position = 0;
  isLive = false;
  viewing: number | null = null;
  typing: number | null = null;
  readonly #socket: WebSocket;
  readonly #outlet: Outlet;

  constructor(socket: WebSocket, transport: Duplex, caller: LiveCaller) {
    this.#socket = socket;
    this.#outlet = new Outlet(socket, transport);
    this.caller = caller;
  }

  /** Bytes of `messageFrame` or `changesFrame`. Who does not read is cut off: it comes back and asks for what it missed. */
  write(frame: Buffer): void {
    this.#outlet.send(frame);
  }

  /** Whether it reads, where nothing was sent for a while. */
  look(): void {
    this.#outlet.look();
  }

  send(message: ServerMessage): void {
    this.write(messageFrame(message));
  }

  deliver(events: readonly StoredEvent[]): void {
    const last = events.at(-1);
    if (!last || last.position <= this.position) return;
    const frame = changesFrame(events, this.caller, this.position);
    this.position = last.position;
    this.write(frame);
  }

  reload(): void {
    this.send({ type: 'reload', position: this.position });
  }

  close(reason: CloseReason): void {
    closeSocket(this.#socket, reason);
  }

  isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }
}

/** With a word that says no more than the code; who does not answer within two seconds is cut off. */
export function closeSocket(socket: WebSocket, reason: CloseReason): void {
  socket.close(closeCode[reason], reason);
  setTimeout(() => socket.terminate(), 2_000).unref();
}
