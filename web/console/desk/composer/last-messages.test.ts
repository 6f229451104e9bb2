import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, Timeline } from '../../api/desk.ts';
import { lastMessages } from './last-messages.ts';

const message = (id: number, direction: Message['direction'], isAutomatic = false): Message => ({ type: 'message', id, direction, isAutomatic, at: `2024-05-06T08:00:0${id}Z` }) as Message;
const pages = [{ items: [message(4, 'incoming', true), message(3, 'outgoing'), message(2, 'note')] }, { items: [message(1, 'incoming')] }] as unknown as Timeline[];

test('an answer goes to the person who wrote last, not to the server that sent a bounce after it', () => {
  assert.deepEqual([lastMessages(pages).lastId, lastMessages(pages).answered?.id], [4, 1]);
  assert.equal(lastMessages([{ items: [message(4, 'incoming', true)] }] as unknown as Timeline[]).answered?.id, 4, 'where nobody else wrote');
  assert.equal(lastMessages([]).answered, null);
});

test('an answer to a chosen mail goes to whom that mail is with', () => {
  assert.deepEqual([lastMessages(pages, 3).answered?.id, lastMessages(pages, 4).answered?.id, lastMessages(pages, 99).answered?.id], [3, 4, 1]);
});
