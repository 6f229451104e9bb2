import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileNames } from './file-names.ts';
import { treeOf } from './file-tree.ts';

const countFor = async (path: string): Promise<number> => (await fileNames.check(treeOf({ [path]: '' }))).length;

for (const path of ['core/utils.ts', 'core/a/mail-helpers.ts', 'core/common/a.ts', 'core/a/misc.test.ts', 'http/queue-manager.ts', 'http/service.ts', 'core/a/resolveConversation.ts', 'core/a/mail_thread.ts', 'core/Mail/a.ts']) {
  test(`${path} is refused`, async () => {
    assert.equal(await countFor(path), 1);
  });
}

for (const path of ['core/sla/service-level.ts', 'core/a/resolve-conversation.slow.test.ts', 'web/console/inbox-list.tsx', 'core/a/a1b2.ts']) {
  test(`${path} is fine`, async () => {
    assert.equal(await countFor(path), 0);
  });
}
