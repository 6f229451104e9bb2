import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from './command.ts';
import { createKeyReader, keyOf } from './key-reader.ts';
import { matchScore } from './match-text.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}): string | null => keyOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const command = (keys: string): Command => ({ id: keys, title: keys, group: 'list', keys, run: () => undefined });

test('keys have one name on every keyboard: Shift is part of signs and said for letters, Ctrl and Command are one', () => {
  assert.equal(press('?', { shiftKey: true }), '?');
  assert.equal(press('E', { shiftKey: true }), 'shift+e');
  assert.equal(press('K', { metaKey: true }), 'mod+k');
  assert.equal(press('k', { ctrlKey: true }), 'mod+k');
  assert.equal(press('Shift', { shiftKey: true }), null);
});

test('a sequence is two keys within its time; too late, or another key, and the second counts for itself', () => {
  const commands = [command('g i'), command('i'), command('e')];
  const reader = createKeyReader();
  assert.equal(reader.read('g', commands, 0), null);
  assert.equal(reader.read('i', commands, 500)?.id, 'g i');
  assert.equal(reader.read('i', commands, 600)?.id, 'i');
  reader.read('g', commands, 1_000);
  assert.equal(reader.read('i', commands, 3_000)?.id, 'i');
  reader.read('g', commands, 4_000);
  assert.equal(reader.read('e', commands, 4_100)?.id, 'e');
});

test('letters find a command by the beginnings of its words, whatever the accents', () => {
  assert.ok(matchScore('res', 'Resolve') > matchScore('res', 'Go to Resolved'));
  assert.ok(matchScore('mau', 'Mark as unread') > 0);
  assert.ok(matchScore('losen', 'Lösen') > 0);
  assert.equal(matchScore('xyz', 'Resolve'), 0);
});
