import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { textFrame } from './text-frame.ts';

export const outletLimits = {
  /** What may lie unsent for a reader before it is asked whether it reads at all. */
  unreadBytesMax: 1024 * 1024,
  /** With more than that: taking nothing for so long is not reading. A system says that it can take more only when much of its buffer is free: who reads 300 kB a second may be silent for some seconds. */
  stalledMs: 10_000,
  /** With more than that for so long, it does not read fast enough. */
  behindMs: 30_000,
} as const;

export type OutletLimits = Readonly<Record<keyof typeof outletLimits, number>>;

/** A whole frame (`textFrame`), or the parts of which it is made when its turn comes: what waits for many readers is held once. */
export type Outgoing = Buffer | readonly (Buffer | string)[];

/**
 * Frames on their way to one connection, in order: written straight to the transport as far as it takes them, one write of shared bytes where the library makes and writes a head for each reader. The rest waits
 * here and is handed over when the transport has drained, so what is made for one reader alone is what the transport takes at once (64 kB). How much waits says nothing of a reader: nobody can read
 * while a batch is being sent. Cut off is who has over `unreadBytesMax` unsent and, after the event loop has been at the socket, has taken nothing for `stalledMs`, or is as far behind for `behindMs`.
 * Frames of the library's own (ping, close) come between ours: without compression it holds none back. A class, so that thousands of connections share its functions.
 */
export class Outlet {
  readonly #socket: WebSocket;
  readonly #transport: Duplex;
  readonly #limits: OutletLimits;
  #holds = 0;
  #waiting: Outgoing[] = none;
  #nextAt = 0;
  #waitingBytes = 0;
  #handedBytes = 0;
  #takenBytes = 0;
  /** When something was last seen to be taken, or nothing was left to take. */
  #takenAtMs = 0;
  #behindSinceMs = 0;
  #isDraining = false;
  #isJudged = false;

  constructor(socket: WebSocket, transport: Duplex, limits: OutletLimits = outletLimits) {
    this.#socket = socket;
    this.#transport = transport;
    this.#limits = limits;
  }

  /** What the reader's system has not taken yet. */
  get unsentBytes(): number {
    return this.#waitingBytes + this.#transport.writableLength;
  }

  send(frame: Outgoing): void {
    if (!this.#isOpen()) return;
    if (this.unsentBytes === 0) this.#takenAtMs = Date.now();
    if (this.#holds === 0 && this.#waiting === none && !this.#transport.writableNeedDrain) this.#write(frame);
    else {
      if (this.#waiting === none) this.#waiting = [];
      this.#waiting.push(frame);
      this.#waitingBytes += bytesOf(frame);
      if (this.#holds === 0) this.#awaitDrain();
    }
    this.look();
  }

  /** What is sent between these is a batch and leaves in few writes. They nest: one connection may have several subscriptions. */
  hold(): void {
    this.#holds += 1;
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds === 0) this.#handOver();
  }

  /** Whether it reads. Done with each frame; from time to time, too, where none may follow. */
  look(): void {
    if (this.#looksStalled() && !this.#isJudged) {
      this.#isJudged = true;
      void this.#judge();
    }
  }

  /** A look sees what was taken up to the last turn of the event loop, which may be long ago while we were at work: a moment and two turns later it is true of the reader. */
  async #judge(): Promise<void> {
    await new Promise((resolve) => { setTimeout(resolve, Math.min(momentMs, this.#limits.stalledMs)); });
    await turnOfLoop();
    await turnOfLoop();
    this.#isJudged = false;
    if (!this.#looksStalled()) return;
    this.#waiting = none;
    this.#waitingBytes = 0;
    this.#socket.terminate();
  }

  #looksStalled(): boolean {
    const nowMs = Date.now();
    const taken = this.#handedBytes - this.#transport.writableLength;
    if (taken > this.#takenBytes) [this.#takenBytes, this.#takenAtMs] = [taken, nowMs];
    const { unreadBytesMax, stalledMs, behindMs } = this.#limits;
    const isBehind = this.#isOpen() && this.unsentBytes > unreadBytesMax;
    if (!isBehind) this.#behindSinceMs = 0;
    else if (this.#behindSinceMs === 0) this.#behindSinceMs = nowMs;
    return isBehind && (nowMs - this.#takenAtMs >= stalledMs || nowMs - this.#behindSinceMs >= behindMs);
  }

  #handOver(): void {
    if (this.#waiting === none) return;
    this.#transport.cork();
    while (this.#nextAt < this.#waiting.length && this.#isOpen() && !this.#transport.writableNeedDrain) {
      const frame = this.#waiting[this.#nextAt]!;
      this.#nextAt += 1;
      this.#waitingBytes -= bytesOf(frame);
      this.#write(frame);
    }
    this.#transport.uncork();
    if (this.#nextAt === this.#waiting.length) [this.#waiting, this.#nextAt] = [none, 0];
    else {
      if (this.#nextAt >= forgottenAt) { // a reader that never comes to the end of it holds what it has had no longer
        this.#waiting.splice(0, this.#nextAt);
        this.#nextAt = 0;
      }
      this.#awaitDrain();
    }
  }

  #awaitDrain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    this.#transport.once('drain', () => {
      this.#isDraining = false;
      this.#looksStalled();
      this.#handOver();
    });
  }

  #write(frame: Outgoing): void {
    const bytes = Buffer.isBuffer(frame) ? frame : textFrame(...frame);
    this.#handedBytes += bytes.byteLength;
    this.#transport.write(bytes);
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }
}

const momentMs = 100;

/** So many frames that have left are let go of together. */
const forgottenAt = 256;

/** Shared by all who have nothing waiting. */
const none: Outgoing[] = [];

function bytesOf(frame: Outgoing): number {
  return Buffer.isBuffer(frame) ? frame.byteLength : frame.reduce((sum, part) => sum + part.length, 0);
}

function turnOfLoop(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}
