import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Menu } from '../../api/queues.ts';
import { moveOf, type MoveHow } from './menu-moves.ts';

const menu = (id: number, parentId: number | null, position: number, kind: Menu['kind'] = 'ivr'): Menu => ({
  id, parentId, kind, name: `m${id}`, position, isHidden: false, outputMessage: null, choice: null, languages: [], isLeaf: true, pathId: null, path: null, createdAt: '2024-05-06T12:00:00Z', deletedAt: null,
});
const menus = [menu(1, null, 0), menu(2, null, 1), menu(3, 2, 0), menu(4, 2, 1), menu(5, null, 0, 'web')];
const move = (id: number, how: MoveHow) => moveOf(menus, menus.find((one) => one.id === id)!, how);

test('a node goes one place up or down among those beside it, and no further', () => {
  assert.deepEqual([move(1, 'up'), move(1, 'down'), move(2, 'up'), move(2, 'down')], [null, { position: 1 }, { position: 0 }, null]);
});

test('out goes behind the one it stood below, in goes to the end of the one above it', () => {
  assert.deepEqual([move(3, 'out'), move(1, 'out'), move(2, 'in'), move(1, 'in'), move(4, 'in')], [{ parentId: null, position: 2 }, null, { parentId: 1, position: 1_000 }, null, { parentId: 3, position: 1_000 }]);
});

test('roots of another way in are not beside it', () => {
  assert.deepEqual([move(5, 'down'), move(5, 'in')], [null, null]);
});
