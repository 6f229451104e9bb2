import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConversationRow } from '../../api/desk.ts';
import { patchPages, type Pages } from './patch-lists.ts';

const row = (id: number, at: string, more: Partial<ConversationRow> = {}): ConversationRow => ({ id, lastMessageAt: `2026-01-01T${at}Z`, waitingSince: null, life: 'open', labelIds: [], ...more }) as ConversationRow;
const held = (next: string | null, ...pages: ConversationRow[][]): Pages => ({ pages: pages.map((items, at) => ({ items, next: at === pages.length - 1 ? next : `after ${at}` })), pageParams: pages.map(() => null) });
const open = { filter: { life: ['open' as const] }, sort: 'newest' as const, myAgentId: 3 };
const idsOf = ({ pages }: Pages): number[][] => pages.map(({ items }) => items.map(({ id }) => id));
const changes = (...rows: (ConversationRow | number)[]): Map<number, ConversationRow | null> => new Map(rows.map((one) => (typeof one === 'number' ? [one, null] : [one.id, one])));

test('a row is changed in its place, moved by a new message, taken away where it fits no more, and where it is gone', () => {
  const list = held('more', [row(1, '12:00:00'), row(2, '11:00:00')], [row(3, '10:00:00'), row(4, '09:00:00')]);
  const renamed = patchPages(list, open, changes(row(3, '10:00:00', { subject: 'new' })));
  assert.deepEqual([idsOf(renamed), renamed.pages[1]?.items[0]?.subject, renamed.pages[0] === list.pages[0]], [[[1, 2], [3, 4]], 'new', true]);
  assert.deepEqual(idsOf(patchPages(list, open, changes(row(4, '13:00:00')))), [[4, 1, 2], [3]]);
  assert.deepEqual(idsOf(patchPages(list, open, changes(row(2, '11:00:00', { life: 'resolved' }), 4))), [[1], [3]]);
});

test('a row that comes stands where the order wants it, and not below what is loaded while there is more', () => {
  const list = held('more', [row(1, '12:00:00'), row(2, '11:00:00')], [row(3, '10:00:00')]);
  assert.deepEqual(idsOf(patchPages(list, open, changes(row(9, '10:30:00')))), [[1, 2], [9, 3]]);
  assert.equal(patchPages(list, open, changes(row(9, '08:00:00'))), list);
  assert.deepEqual(idsOf(patchPages(held(null, [row(1, '12:00:00')]), open, changes(row(9, '08:00:00')))), [[1, 9]]);
  assert.deepEqual(idsOf(patchPages(held(null, []), open, changes(row(9, '08:00:00')))), [[9]]);
  assert.equal(patchPages(list, open, changes(row(9, '10:30:00', { life: 'spam' }))), list, 'of another list');
});

test('fractions of a second with zeros left out are compared as instants; equal ones go by id, as the server has them', () => {
  const list = held(null, [row(5, '12:00:00.5'), row(4, '12:00:00.123456'), row(3, '12:00:00')]);
  assert.deepEqual(idsOf(patchPages(list, open, changes(row(9, '12:00:00.45')))), [[5, 9, 4, 3]]);
  assert.deepEqual(idsOf(patchPages(list, open, changes(row(9, '12:00:00.123456'), row(1, '12:00:00')))), [[5, 9, 4, 3, 1]]);
});

test('in the list of those who wait, the longest stands first and who waits no more leaves', () => {
  const waiting = { ...open, sort: 'waiting' as const };
  const wait = (id: number, since: string | null): ConversationRow => row(id, '12:00:00', { waitingSince: since === null ? null : `2026-01-01T${since}Z` });
  const list = held(null, [wait(1, '08:00:00'), wait(2, '09:00:00')]);
  assert.deepEqual(idsOf(patchPages(list, waiting, changes(wait(3, '08:30:00'), wait(1, null)))), [[3, 2]]);
});

test('in any order of changes a list is what sorting all its rows gives', () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  let list = held(null, [], []);
  const truth = new Map<number, ConversationRow>();
  for (let step = 0; step < 500; step += 1) {
    const id = 1 + random(40);
    const now = row(id, `${String(random(24)).padStart(2, '0')}:00:00`, { life: random(3) === 0 ? 'resolved' : 'open' });
    truth.set(id, now);
    list = patchPages(list, open, changes(now));
    const expected = [...truth.values()].filter(({ life }) => life === 'open').toSorted((a, b) => b.lastMessageAt.localeCompare(a.lastMessageAt) || b.id - a.id).map((one) => one.id);
    assert.deepEqual(idsOf(list).flat(), expected, `step ${step}`);
  }
});
