import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './file-tree.ts';
import { SETTINGS_PAGE, settingsDocumented } from './settings-documented.ts';

const problemsIn = async (files: Record<string, string>): Promise<string[]> => (await settingsDocumented.check(treeOf(files))).map((one) => `${one.file}:${one.line} ${one.problem}`);

test('a setting that the page does not name fails', async () => {
  const files = { 'server/config/read-config.ts': "const a = env.PORT;\nconst b = env['PATCHBAY_NEW'];", [SETTINGS_PAGE]: '| `PORT` | 3000 |' };
  assert.deepEqual(await problemsIn(files), ['server/config/read-config.ts:2 PATCHBAY_NEW is not in docs/settings.md']);
});

test('the launcher reads settings too', async () => {
  assert.deepEqual(await problemsIn({ patchbay: '#!/bin/sh\nexec "$PATCHBAY_NODE"' }), ['patchbay:2 PATCHBAY_NODE is not in docs/settings.md']);
});

test('a setting that nothing reads fails', async () => {
  assert.deepEqual(await problemsIn({ [SETTINGS_PAGE]: '# Settings\n| `PATCHBAY_OLD` | 1 |' }), ['docs/settings.md:2 PATCHBAY_OLD is read nowhere in server/config']);
});
