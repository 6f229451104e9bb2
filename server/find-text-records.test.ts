import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTextRecords } from './find-text-records.ts';

test('a record is one text whatever it is cut into; no such name is an answer, a server that fails is none', async () => {
  const fail = (code: string) => async (): Promise<never> => { throw Object.assign(new Error(code), { code }); };
  assert.deepEqual(await findTextRecords('x.test', async () => [['a', 'b'], ['c']]), ['ab', 'c']);
  assert.equal((await findTextRecords('x.test', async () => Array.from({ length: 5_000 }, () => ['a'])))!.length, 100);
  for (const [code, found] of [['ENODATA', []], ['ENOTFOUND', []], ['ESERVFAIL', null], ['ETIMEOUT', null], ['ECONNREFUSED', null]] as const) assert.deepEqual(await findTextRecords('x.test', fail(code)), found, code);
});
