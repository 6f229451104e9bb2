import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientMessage, ServerMessage } from '#realtime/index.ts';
import type { LiveClientMessage, LiveServerMessage } from './live.ts';

/** Compiles only where each is assignable to the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Writable<T> = T extends readonly (infer E)[] ? Writable<E>[] : T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

test('what the API promises of the socket is what realtime speaks', () => {
  const server: Same<Writable<ServerMessage>, LiveServerMessage> = true;
  // The server reads a missing token as null.
  const client: Same<Exclude<Writable<ClientMessage>, { type: 'hello' }>['type'], Exclude<LiveClientMessage, { type: 'hello' }>['type']> = true;
  assert.ok(server && client);
});
