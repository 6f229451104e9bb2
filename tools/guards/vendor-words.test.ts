import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './file-tree.ts';
import { VENDOR_WORDS_ALLOWED, vendorWords } from './vendor-words.ts';

const placesIn = async (files: Record<string, string>): Promise<string[]> => (await vendorWords.check(treeOf(files))).map((one) => `${one.file}:${one.line}`);

test('a vendor word in code, in a string, in SQL or in a file name fails', async () => {
  assert.deepEqual(await placesIn({ 'core/people/a.ts': 'const a = 1;\nconst relatelId = 2;' }), ['core/people/a.ts:2']);
  assert.deepEqual(await placesIn({ 'http/a.ts': 'const a = `x ${"TimeToReply"}`;' }), ['http/a.ts:1']);
  assert.deepEqual(await placesIn({ 'storage/migrations/0001_a.sql': "create table a ();\ncomment on table a is 'as ccai has it';" }), ['storage/migrations/0001_a.sql:2']);
  assert.deepEqual(await placesIn({ 'channels/nimchat/a.ts': '' }), ['channels/nimchat/a.ts:0']);
});

test('comments, tests, dialects and server may say it', async () => {
  assert.deepEqual(await placesIn({
    'core/a/a.ts': '// liveagent\n/* ccai */', 'core/a/a.test.ts': 'nimchat', 'dialects/ccai/a.ts': 'ccai', 'server/a.ts': 'ccai', 'storage/a.sql': '-- relatel\n/* ccai */',
  }), []);
});

test('a listed file may say it, as long as it does and the list gives a reason', async () => {
  assert.deepEqual(await placesIn({ 'core/a/a.ts': 'ccai', [VENDOR_WORDS_ALLOWED]: 'core/a/a.ts | the import names its source' }), []);
  assert.deepEqual(await placesIn({ 'core/a/a.ts': '', [VENDOR_WORDS_ALLOWED]: '# list\ncore/a/a.ts | the import names its source' }), [`${VENDOR_WORDS_ALLOWED}:2`]);
  assert.deepEqual(await placesIn({ 'core/a/a.ts': 'ccai', [VENDOR_WORDS_ALLOWED]: 'core/a/a.ts' }), [`${VENDOR_WORDS_ALLOWED}:1`]);
});
