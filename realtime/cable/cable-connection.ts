import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeCode } from '../close-code.ts';
import { Outlet, type OutletLimits } from '../outlet.ts';
import { textFrame } from '../text-frame.ts';
import type { CableMessage, Ending } from './cable-message.ts';
import type { CableSubscriber } from './cable-room.ts';

/** Why a connection ends; the stock client comes back where `reconnect` says so. */
const comesBack: Readonly<Record<Ending, boolean>> = { unauthorized: false, invalid_request: false, server_restart: true, remote: true, idle_timeout: true };

/** One connection. A class, so that thousands of them share their functions. */
export class CableConnection {
  readonly socket: WebSocket;
  readonly outlet: Outlet;
  /** Where this caller reaches us. */
  readonly base: string;
  readonly network: string;
  /** By identifier. `null`: asked for, and not decided yet. */
  readonly subscriptions = new Map<string, CableSubscriber | null>();
  readonly openedAtMs = Date.now();
  /** To our ping of the transport, which the stock client's browser answers by itself. */
  isAnswered = true;
  #countedFromMs = 0;
  #count = 0;

  constructor(socket: WebSocket, transport: Duplex, { base, network }: { readonly base: string; readonly network: string }, limits: OutletLimits) {
    this.socket = socket;
    this.outlet = new Outlet(socket, transport, limits);
    this.base = base;
    this.network = network;
  }

  isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** True from the message on that is one more than `most` within ten seconds. */
  isTooMuch(most: number): boolean {
    if (Date.now() - this.#countedFromMs > 10_000) [this.#countedFromMs, this.#count] = [Date.now(), 0];
    this.#count += 1;
    return this.#count > most;
  }

  tell(message: CableMessage): void {
    this.outlet.send(textFrame(JSON.stringify(message)));
  }

  /** With a word of why, before what waits for a slow reader, which is not told any more; who does not answer within two seconds is cut off. */
  end(reason: Ending): void {
    if (!this.isOpen()) return;
    this.socket.send(JSON.stringify({ type: 'disconnect', reason, reconnect: comesBack[reason] } satisfies CableMessage));
    this.socket.close(reason === 'server_restart' ? closeCode.goingAway : 1000);
    setTimeout(() => this.socket.terminate(), 2_000).unref();
  }
}
