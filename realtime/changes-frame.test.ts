import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredEvent } from '#core/events/index.ts';
import type { Permission } from '#core/kernel/index.ts';
import { changesFrame } from './changes-frame.ts';
import { keepPermissions, sharePermissions } from './share-permissions.ts';

const may = (...permissions: Permission[]) => sharePermissions(new Set(permissions));
const event = (position: number, type: StoredEvent['type'], data: Record<string, unknown> = {}) => (
  { id: position, position, type, conversationId: 1, messageId: null, data, actorKind: 'user', actorId: 9, source: 'test', origin: 'live', happenedAt: '2024-05-06T12:00:00Z', storedAt: '2024-05-06T12:00:00Z' } as unknown as StoredEvent);
const told = (frame: Buffer): number[] => (JSON.parse(frame.subarray(frame[1] === 126 ? 4 : 2).toString()) as { changes: { position: number }[] }).changes.map(({ position }) => position);

test('who may see the same is handed the same bytes, and who may see less is told less', () => {
  const events = [event(5, 'conversation.labelled'), event(6, 'mail.quarantined')];
  const [one, two] = [{ userId: 1, permissions: may('conversations.read', 'imports.run') }, { userId: 2, permissions: may('imports.run', 'conversations.read') }];
  assert.equal(changesFrame(events, one, 4), changesFrame(events, two, 4));
  assert.deepEqual([told(changesFrame(events, one, 4)), told(changesFrame(events, { userId: 3, permissions: may('conversations.read') }, 4)), told(changesFrame(events, { userId: 4, permissions: may() }, 4))], [[5, 6], [5], []]);
});

test('a notification is its owner\'s alone, also among those who may do the same', () => {
  const permissions = may('conversations.read');
  const events = [event(5, 'notification.created', { userId: 1 }), event(6, 'conversation.labelled')];
  for (const [userId, wanted] of [[2, [6]], [1, [5, 6]], [3, [6]], [1, [5, 6]]] as const) assert.deepEqual(told(changesFrame(events, { userId, permissions }, 4)), wanted, String(userId));
});

test('who knows a part of a batch is told the rest, whatever others were told before and after', () => {
  const reader = { userId: 1, permissions: may('conversations.read') };
  const events = [5, 6, 7].map((position) => event(position, 'conversation.labelled'));
  for (const [after, wanted] of [[5, [6, 7]], [4, [5, 6, 7]], [6, [7]], [5, [6, 7]], [0, [5, 6, 7]]] as const) assert.deepEqual(told(changesFrame(events, reader, after)), wanted, String(after));
});

test('a set of permissions is shared by those who may do the same, kept where nothing changed, and another where something did', () => {
  const held = may('conversations.read', 'contacts.read');
  assert.equal(keepPermissions(held, new Set<Permission>(['contacts.read', 'conversations.read'])), held);
  assert.deepEqual([...keepPermissions(held, new Set<Permission>(['conversations.read']))], ['conversations.read']);
  assert.deepEqual(keepPermissions(held, new Set<Permission>(['conversations.read', 'people.read'])), new Set(['conversations.read', 'people.read']));
});
