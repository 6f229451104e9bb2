import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConversationRow } from '../../api/desk.ts';
import { filterOf, readDeskSearch } from '../desk-address.ts';
import { neighbourOf } from '../neighbour-of.ts';
import { matchesFilter } from './matches-filter.ts';
import { allOrNone, extended, keptAmong, noSelection, toggled } from './selection.ts';

const order = [1, 2, 3, 4, 5];
const ids = (selection: { readonly ids: ReadonlySet<number> }): number[] => [...selection.ids].toSorted((a, b) => a - b);

test('Shift chooses all between, in both directions; choosing again lets go; all or none', () => {
  assert.deepEqual(ids(extended(toggled(noSelection, 4), 2, order)), [2, 3, 4]);
  assert.deepEqual(ids(extended(toggled(noSelection, 2), 4, order)), [2, 3, 4]);
  assert.deepEqual(ids(toggled(toggled(noSelection, 2), 2)), []);
  assert.deepEqual(ids(allOrNone(noSelection, order)), order);
  assert.deepEqual(ids(allOrNone(allOrNone(noSelection, order), order)), []);
});

test('what has left the list is not chosen any more', () => {
  const chosen = allOrNone(noSelection, order);
  assert.deepEqual(ids(keptAmong(chosen, [2, 3])), [2, 3]);
  assert.equal(keptAmong(chosen, order), chosen);
});

test('after an act one stands at the next that stays, at the end at the one before, in an empty list nowhere', () => {
  assert.equal(neighbourOf(order, 2, new Set([2])), 3);
  assert.equal(neighbourOf(order, 2, new Set([2, 3, 4])), 5);
  assert.equal(neighbourOf(order, 5, new Set([5])), 4);
  assert.equal(neighbourOf([7], 7, new Set([7])), null);
});

test('an address that somebody wrote by hand holds nothing but filters that there are', () => {
  assert.deepEqual(readDeskSearch({ life: 'open,nonsense', assignee: -3, label: 4, priority: 9, unread: 'yes', sort: 'random', evil: '<script>', q: 'x' }), { q: 'x', life: ['open'], label: 4 });
  assert.deepEqual(filterOf({ life: ['open'], assignee: 'me' }, { assignee: 'nobody', team: 2 }), { life: ['open'], assignee: 'nobody', teamId: 2 });
});

test('a row leaves a list at once when it does not fit any more', () => {
  const row = { life: 'open', assigneeId: 3, teamId: null, channelId: 1, labelIds: [7], turn: 'agent', priority: 0, isUnread: true } as unknown as ConversationRow;
  assert.equal(matchesFilter(row, { life: ['open'], assignee: 'me' }, 3), true);
  assert.equal(matchesFilter(row, { assignee: 'me' }, null), false);
  assert.equal(matchesFilter({ ...row, life: 'resolved' }, { life: ['open'] }, 3), false);
  assert.equal(matchesFilter({ ...row, life: 'spam' }, {}, 3), false, 'spam shows only where it is asked for');
  assert.equal(matchesFilter(row, { labelId: 8 }, 3), false);
  assert.equal(matchesFilter(row, { unread: false }, 3), false);
});
