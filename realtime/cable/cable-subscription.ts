import type { CableConnection } from './cable-connection.ts';
import type { CableCaller } from './cable-ports.ts';
import type { CableSubscriber } from './cable-room.ts';

/** One subscription of one connection. A class, so that thousands of them share their functions. */
export class CableSubscription implements CableSubscriber {
  caller: CableCaller;
  presentAtMs = Date.now();
  readonly #connection: CableConnection;
  readonly #before: string;

  /** `identifier`: the client's own text, said before each message. */
  constructor(connection: CableConnection, identifier: string, caller: CableCaller) {
    this.#connection = connection;
    this.#before = `{"identifier":${JSON.stringify(identifier)},"message":`;
    this.caller = caller;
  }

  get base(): string {
    return this.#connection.base;
  }

  send(body: Buffer): void {
    this.#connection.outlet.send([this.#before, body, '}']);
  }

  hold(): void {
    this.#connection.outlet.hold();
  }

  release(): void {
    this.#connection.outlet.release();
  }

  reload(): void {
    this.#connection.end('remote');
  }
}
