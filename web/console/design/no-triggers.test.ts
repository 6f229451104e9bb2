import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const triggers = /<(?:MenuTrigger|DialogTrigger|TooltipTrigger)\b/;

test('no trigger of the component library stands around a button of ours, which it would not reach', () => {
  const files = globSync('**/*.tsx', { cwd: root });
  assert.ok(files.length > 50);
  assert.deepEqual(files.filter((file) => triggers.test(readFileSync(join(root, file), 'utf8'))), []);
  assert.ok(triggers.test('<MenuTrigger>') && !triggers.test('<SubmenuTrigger>'));
});
