import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import { csvCell } from '../../render/audit-file.ts';
import type { AuditEntry } from '../../schemas/audit.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => {
  desk = await openNative();
  await desk.database.withAccount(desk.accountId, async (tx) => {
    for (let n = 0; n < 5; n += 1) await writeAudit(tx, { ...desk.act, now: `2024-05-06T12:00:0${n}.000Z` }, { action: 'thing.done' as string as AuditAction, targetKind: 'thing', targetId: n, detail: { name: '=1+1' } });
    await writeAudit(tx, { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } }, { action: 'thing.named' as string as AuditAction });
  });
});
after(() => desk.close());

test('200: the log pages newest first, filtered by the beginning of an action and by who acted', async () => {
  const seen: number[] = [];
  let cursor = '';
  for (let page = 0; page < 9; page += 1) {
    const { items, next } = (await desk.ask<{ items: AuditEntry[]; next: string | null }>('GET', `/audit?action=thing.done&limit=2${cursor}`)).body;
    seen.push(...items.map(({ targetId }) => targetId!));
    if (next === null) break;
    cursor = `&cursor=${next}`;
  }
  assert.deepEqual(seen, [4, 3, 2, 1, 0]);
  const count = async (query: string) => (await desk.ask<{ items: AuditEntry[] }>('GET', `/audit?${query}`)).body.items.length;
  assert.deepEqual([await count('action=thing.'), await count(`action=thing.&actorUserId=${desk.userId}`), await count('action=%25')], [6, 1, 0]);
});

test('200: the log as a file: CSV that no spreadsheet takes for formulas, and lines of JSON', async () => {
  const csv = await desk.server.inject({ url: '/native/v1/audit/export?action=thing.done', headers: { authorization: `Bearer ${await desk.tokenFor('audit.read')}` } });
  assert.deepEqual([csv.statusCode, csv.headers['content-type'], csv.body.split('\r\n').length], [200, 'text/csv; charset=utf-8', 7]);
  assert.match(String(csv.headers['content-disposition']), /^attachment; filename="audit-log-2024-05-06\.csv"/);
  const lines = await desk.server.inject({ url: '/native/v1/audit/export?action=thing.done&format=jsonl', headers: { authorization: `Bearer ${await desk.tokenFor('audit.read')}` } });
  assert.deepEqual(lines.body.trim().split('\n').map((line) => (JSON.parse(line) as AuditEntry).targetId), [4, 3, 2, 1, 0]);
});

test('a cell that looks like a formula gets an apostrophe, whatever it hides behind; numbers stay numbers', () => {
  for (const text of ['=1+1', '+1', '-x', '@SUM(A1)', '\t=1', '\r=1', '  =1', '"=1"', '\'=1', '\uFF1D1+1', '\u0000=1', '-1+1', '=cmd|\' /C calc\'!A0']) {
    const cell = csvCell(text).replace(/^"|"$/g, '').replaceAll('""', '"');
    assert.equal(cell, `'${text}`, JSON.stringify(text));
  }
  assert.deepEqual(['plain', '-12', '-1.5', 'a,b', 'say "x"', 'two\nlines'].map(csvCell), ['plain', '-12', '-1.5', '"a,b"', '"say ""x"""', '"two\nlines"']);
});

test('403, 422: nobody without audit.read; senseless questions', async () => {
  const other = await desk.tokenFor('settings.read', 'people.read');
  for (const path of ['/audit', '/audit/export']) assert.equal((await desk.ask('GET', path, undefined, other)).status, 403, path);
  for (const query of ['cursor=x', 'limit=0', 'limit=101', 'actorUserId=x', `action=${'x'.repeat(61)}`]) assert.equal((await desk.ask('GET', `/audit?${query}`)).status, 422, query);
  assert.equal((await desk.ask('GET', '/audit/export?format=xls')).status, 422);
  assert.ok(!JSON.stringify((await desk.ask('GET', '/audit', undefined, desk.stranger.token)).body).includes('thing.done'));
});
