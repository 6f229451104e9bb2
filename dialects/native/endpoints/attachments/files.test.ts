import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { addMember, createUser, endMember } from '#core/accounts/index.ts';
import { deleteConversation } from '#core/conversations/index.ts';
import { openFileStore, sweepUploads, uploadsMax, type FileStore } from '#core/files/index.ts';
import { sql } from '#storage/index.ts';
import { importRaw, png, rawMail, type HeldMail } from '../../testing/import-raw.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';
import type { Upload } from '../../schemas/files.ts';

let dir = '';
let desk: NativeDesk;
let files: FileStore;
let held: HeldMail[];
let token = '';
const pdf = Buffer.from(`%PDF-1.4\n${'x'.repeat(3_000)}`);

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'native-files-'));
  files = openFileStore({ dir });
  desk = await openNative({ outside: { files } });
  token = await desk.tokenFor('conversations.read', 'conversations.reply');
  const attached = (name: string) => [`Content-Disposition: attachment; filename="${name}"`];
  held = await importRaw(desk, files, [
    rawMail({ id: 'a@x', parts: [
      { type: 'text/html; charset=utf-8', content: '<p>See <img src="cid:pic@x" alt="pic"> and <img src="https://elsewhere.test/track.gif?a=1&amp;b=2"></p>' },
      { type: 'image/png', content: png, headers: ['Content-ID: <pic@x>', 'Content-Disposition: inline; filename="pic.png"'] },
      { type: 'application/pdf', content: pdf, headers: attached('Übersicht.pdf') },
      { type: 'text/html', content: '<script>alert(1)</script>', headers: attached('page.png') },
      { type: 'image/svg+xml', content: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', headers: attached('draw.svg') },
      { type: 'text/plain', content: 'plain words', headers: attached('note.txt') },
      { type: 'text/plain', content: 'other words', headers: attached('NOTE.txt') },
    ] }),
    rawMail({ id: 'b@x', subject: 'Large', parts: [{ type: 'text/plain', content: 'large' }, { type: 'application/octet-stream', content: Buffer.alloc(200_000, 7), headers: attached('large.bin') }] }),
  ]);
});
after(async () => {
  await desk.close();
  await rm(dir, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') => (
  desk.server.inject({ method, url: `/native/v1${path}`, headers: { authorization: `Bearer ${token}`, ...headers } }));
const attachmentIds = async (mailId = 'a@x'): Promise<Map<string, number>> => {
  const rows = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ id: number; name: string }>`
    SELECT f.id, coalesce(f.file_name, f.content_id) AS name FROM attachments f JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id
    WHERE f.account_id = ${desk.accountId} AND m.mail_id = ${mailId}`));
  return new Map(rows.map(({ id, name }) => [name, id]));
};
const upload = (content: Buffer, name: string | null = 'note.txt', headers: Record<string, string> = {}) => desk.server.inject({
  method: 'POST', url: '/native/v1/uploads', payload: content,
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', ...(name === null ? {} : { 'x-file-name': encodeURIComponent(name) }), ...headers },
});

test('an attachment comes byte for byte as a download, with nothing in it that a browser would run', async () => {
  const answer = await get(`/attachments/${(await attachmentIds()).get('Übersicht.pdf')}`);
  assert.deepEqual([answer.statusCode, answer.rawPayload], [200, pdf]);
  const { 'content-disposition': disposition, 'content-security-policy': policy, 'x-content-type-options': sniff, 'cache-control': cache, 'content-length': length } = answer.headers;
  assert.equal(disposition, "attachment; filename=\"U_bersicht.pdf\"; filename*=UTF-8''%C3%9Cbersicht.pdf");
  assert.deepEqual([policy, sniff, cache, length], ["sandbox; default-src 'none'; frame-ancestors 'none'", 'nosniff', 'private, no-store', String(pdf.length)]);
});

test('shown in the page is only what the bytes prove to be harmless, whatever the sender called it', async () => {
  const ids = await attachmentIds();
  const shown = async (name: string) => {
    const { headers } = await get(`/attachments/${ids.get(name)}?inline=true`);
    return [headers['content-type'], String(headers['content-disposition']).split(';')[0]];
  };
  assert.deepEqual(await shown('pic.png'), ['image/png', 'inline']);
  assert.deepEqual(await shown('note.txt'), ['text/plain; charset=utf-8', 'inline']);
  for (const name of ['page.png', 'draw.svg', 'Übersicht.pdf']) assert.deepEqual(await shown(name), ['application/octet-stream', 'attachment'], name);
});

test('HEAD tells what GET would give; a part is the part; nonsense gives the whole', async () => {
  const path = `/attachments/${(await attachmentIds()).get('Übersicht.pdf')}`;
  const whole = await get(path);
  const head = await get(path, {}, 'HEAD');
  assert.deepEqual([head.statusCode, head.headers['content-length'], head.body, head.headers['etag']], [200, String(pdf.length), '', whole.headers['etag']]);
  for (const [range, start, end] of [['bytes=0-9', 0, 9], ['bytes=10-', 10, pdf.length - 1], ['bytes=-5', pdf.length - 5, pdf.length - 1], ['bytes=3000-99999', 3_000, pdf.length - 1]] as const) {
    const part = await get(path, { range });
    assert.deepEqual([part.statusCode, part.headers['content-range'], part.rawPayload], [206, `bytes ${start}-${end}/${pdf.length}`, pdf.subarray(start, end + 1)], range);
  }
  const none = await get(path, { range: `bytes=${pdf.length}-` });
  assert.deepEqual([none.statusCode, none.headers['content-range'], none.body], [416, `bytes */${pdf.length}`, '']);
  for (const headers of [{ range: 'bytes=0-1,4-5' }, { range: 'bytes=9-3' }, { range: 'lines=1-2' }, { range: 'bytes=0-9', 'if-range': '"other"' }]) {
    assert.equal((await get(path, headers as unknown as Record<string, string>)).statusCode, 200);
  }
});

test('the source of a mail comes as it came, small or large, to keep or to look at', async () => {
  const { messageId } = held[0]!;
  const eml = await get(`/messages/${messageId}/raw`);
  assert.deepEqual([eml.statusCode, eml.headers['content-type'], String(eml.headers['content-disposition']).split(';')[0]], [200, 'message/rfc822', 'attachment']);
  assert.ok(eml.body.startsWith('Message-ID: <a@x>\r\n'));
  const text = await get(`/messages/${messageId}/raw?view=text`);
  assert.deepEqual([text.headers['content-type'], text.body], ['text/plain; charset=utf-8', eml.body]);
  const large = await get(`/messages/${held[1]!.messageId}/raw`);
  assert.ok(large.rawPayload.length > 200_000 && large.body.includes('large.bin'));
  assert.equal(large.headers['content-length'], String(large.rawPayload.length));
  assert.deepEqual((await get(`/messages/${held[1]!.messageId}/raw`, { range: 'bytes=5-9' })).rawPayload, large.rawPayload.subarray(5, 10));
});

test('a file named by cid comes to the page; one that is not there does not', async () => {
  const { messageId } = held[0]!;
  const answer = await get(`/messages/${messageId}/inline/${encodeURIComponent('pic@x')}`);
  assert.deepEqual([answer.statusCode, answer.headers['content-type'], answer.rawPayload], [200, 'image/png', png]);
  assert.equal((await get(`/messages/${messageId}/inline/other`)).statusCode, 404);
  assert.equal((await get(`/messages/${held[1]!.messageId}/inline/${encodeURIComponent('pic@x')}`)).statusCode, 404);
});

test('all files of a conversation come in one archive that other programs read, with names that do not clash', async () => {
  const answer = await get(`/conversations/${held[0]!.conversationId}/attachments.zip`);
  assert.deepEqual([answer.statusCode, answer.headers['content-type'], answer.headers['content-length']], [200, 'application/zip', String(answer.rawPayload.length)]);
  const path = join(dir, 'all.zip');
  await writeFile(path, answer.rawPayload);
  const script = 'import zipfile,sys,hashlib,json\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps({i.filename:hashlib.sha256(z.read(i)).hexdigest() for i in z.infolist()}))';
  const python = spawnSync('python3', ['-c', script, path], { encoding: 'utf8' });
  if (python.error) return; // no other reader on this machine
  assert.equal(python.status, 0, python.stderr);
  const sums = JSON.parse(python.stdout) as Record<string, string>;
  assert.deepEqual(Object.keys(sums), ['Übersicht.pdf', 'page.png', 'draw.svg', 'note.txt', 'NOTE (2).txt']);
  assert.equal(sums['Übersicht.pdf'], createHash('sha256').update(pdf).digest('hex'));
  assert.equal((await get('/conversations/999999/attachments.zip')).statusCode, 404);
});

test('the document of a mail shows its own pictures by signed links and waits with those of others', async () => {
  const { messageId } = held[0]!;
  const answer = await get(`/messages/${messageId}/html`);
  const policy = String(answer.headers['content-security-policy']);
  assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(policy, "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https://desk.example/native/v1/linked-files data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
  const [, link] = /src="https:\/\/desk\.example(\/native\/v1\/linked-files\?key=[^"]+)"/.exec(answer.body) ?? [];
  assert.ok(link, answer.body);
  assert.ok(answer.body.includes('data-remote-src="https://elsewhere.test/track.gif?a=1&amp;b=2"') && !answer.body.includes(' src="https://elsewhere'));
  const shown = await get(`/messages/${messageId}/html?images=1`);
  assert.ok(shown.body.includes(' src="https://elsewhere.test/track.gif?a=1&amp;b=2"'));
  assert.match(String(shown.headers['content-security-policy']), /img-src https:\/\/desk\.example\/native\/v1\/linked-files data: https:;/);
  const image = await desk.server.inject({ url: link });
  assert.deepEqual([image.statusCode, image.headers['content-type'], image.rawPayload], [200, 'image/png', png]);
});

test('a signed link is worth nothing changed, over, or once its person may not read any more', async () => {
  const { messageId } = held[0]!;
  const { userId, token: own } = await desk.database.withAccount(desk.accountId, async (tx) => {
    const user = await createUser(tx, desk.act, { email: 'leaver@desk.test', name: 'L', passwordHash: null });
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
    const { createToken } = await import('#core/accounts/index.ts');
    return { userId: user.id, token: (await createToken(tx, desk.act, { userId: user.id, dialect: 'native', name: 'x', scopes: 'all', expiresAt: null })).secret };
  });
  const { body } = await get(`/messages/${messageId}/html`, { authorization: `Bearer ${own}` });
  const key = /linked-files\?key=([^"]+)"/.exec(body)![1]!;
  const ask = async (text: string) => (await desk.server.inject({ url: `/native/v1/linked-files?key=${encodeURIComponent(text)}` })).statusCode;
  assert.equal(await ask(key), 200);
  const [account, user, file, end, mac] = key.split('.') as [string, string, string, string, string];
  for (const forged of [
    [desk.stranger.accountId, user, file, end, mac].join('.'), [account, desk.userId, file, end, mac].join('.'), [account, user, Number(file) + 1, end, mac].join('.'), [account, user, file, Number(end) + 600, mac].join('.'),
    [account, user, file, end, 'A'.repeat(43)].join('.'), key.slice(0, -1), `${key}=`, '', 'x', `${account}.${user}.${file}.${end}.`,
  ]) assert.equal(await ask(forged), 404, forged);
  desk.clock.advance(1_200_001);
  assert.equal(await ask(key), 404);
  desk.clock.advance(-1_200_001);
  await desk.database.withAccount(desk.accountId, (tx) => endMember(tx, desk.act, userId));
  assert.equal(await ask(key), 404);
});

test('an upload is kept for its person alone: named safely, typed by its bytes, given back as it was', async () => {
  const answer = await upload(png, '../..\\evil\u202egnp.exe\u0000');
  assert.equal(answer.statusCode, 201, answer.body);
  const made = answer.json<Upload>();
  assert.deepEqual([made.fileName, made.mediaType, made.byteCount, made.isInline], ['evilgnp.exe', 'image/png', png.length, true]);
  assert.deepEqual((await get(`/uploads/${made.id}/content`)).rawPayload, png);
  for (const headers of [{ authorization: `Bearer ${desk.stranger.token}` }, { authorization: `Bearer ${await desk.tokenFor('contacts.read')}` }]) {
    assert.ok([403, 404].includes((await get(`/uploads/${made.id}/content`, headers)).statusCode));
  }
  assert.equal((await upload(Buffer.from('<html>'), null)).json<Upload>().mediaType, 'application/octet-stream');
  desk.clock.advance(24 * 3_600_000 + 1);
  assert.equal((await get(`/uploads/${made.id}/content`)).statusCode, 404);
  desk.clock.advance(-24 * 3_600_000 - 1);
  const deleted = await desk.server.inject({ method: 'DELETE', url: `/native/v1/uploads/${made.id}`, headers: { authorization: `Bearer ${token}` } });
  assert.equal(deleted.statusCode, 204);
  assert.equal((await get(`/uploads/${made.id}/content`)).statusCode, 404);
});

test('a form with one file says the same as the file alone; a form with more or less is refused', async () => {
  const form = (...parts: [string, string | Buffer, string?][]) => {
    const body = Buffer.concat([...parts.flatMap(([name, content, fileName]) => [
      Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')]), Buffer.from('--x--\r\n')]);
    return upload(body, null, { 'content-type': 'multipart/form-data; boundary=x' });
  };
  const answer = await form(['file', png, 'photo.png']);
  assert.equal(answer.statusCode, 201, answer.body);
  const { fileName, mediaType, byteCount } = answer.json<Upload>();
  assert.deepEqual([fileName, mediaType, byteCount], ['photo.png', 'image/png', png.length]);
  for (const refused of [await form(['other', png, 'a.png']), await form(['file', 'text']), await form(['file', png, 'a'], ['more', 'x'])]) {
    assert.ok([400, 422].includes(refused.statusCode), `${refused.statusCode} ${refused.body}`);
  }
});

test('an upload is refused where it is empty, too large, compressed, or one too many; nothing is left of it', async () => {
  const count = async (): Promise<number> => (await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM uploads WHERE account_id = ${desk.accountId}`))).n;
  const was = await count();
  assert.equal((await upload(Buffer.alloc(0))).statusCode, 422);
  for (const over of [1, 20_000]) assert.equal((await upload(Buffer.alloc(25 * 1024 * 1024 + over))).statusCode, 413);
  assert.equal((await upload(png, 'a', { 'content-encoding': 'gzip' })).statusCode, 415);
  assert.equal((await upload(png, null, { 'x-file-name': '%E0%A4%A' })).statusCode, 422);
  assert.equal((await upload(png, 'a', { authorization: `Bearer ${await desk.tokenFor('conversations.read')}` })).statusCode, 403);
  assert.equal((await upload(png, 'a', { authorization: 'Bearer x' })).statusCode, 401);
  assert.equal(await count(), was);
  const stored = (await files.put(desk.accountId, png)).sha256;
  await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`
    INSERT INTO uploads (account_id, user_id, sha256, byte_count, file_name, sniffed_type, created_at, expires_at)
    SELECT ${desk.accountId}::bigint, ${desk.userId}::bigint, ${stored}, 1, 'x', 'image/png', ${desk.act.now}::timestamptz, ${desk.act.now}::timestamptz + interval '1 day' FROM generate_series(1, ${uploadsMax.perPerson}::int)`));
  const fresh = Buffer.concat([png, Buffer.from('of nobody yet')]);
  assert.equal((await upload(fresh)).statusCode, 413);
  await assert.rejects(files.read(desk.accountId, createHash('sha256').update(fresh).digest('hex')), 'what has no room is not kept on the disk');
  const swept = await desk.database.withAccount(desk.accountId, (tx) => sweepUploads(tx, { ...desk.act, now: new Date(Date.parse(desk.act.now) + 24 * 3_600_000).toISOString() }));
  assert.ok(swept >= uploadsMax.perPerson);
});

test('of another account, of what is deleted, and without the right to read: no file, whatever the way', async () => {
  const [{ messageId, conversationId }] = held as [HeldMail];
  const file = (await attachmentIds()).get('note.txt');
  const paths = [`/attachments/${file}`, `/messages/${messageId}/raw`, `/messages/${messageId}/html`, `/messages/${messageId}/inline/${encodeURIComponent('pic@x')}`, `/conversations/${conversationId}/attachments.zip`];
  const blind = await desk.tokenFor('contacts.read');
  for (const path of paths) {
    for (const method of ['GET', 'HEAD'] as const) {
      assert.equal((await get(path, { authorization: `Bearer ${desk.stranger.token}` }, method)).statusCode, 404, path);
      assert.equal((await get(path, { authorization: `Bearer ${blind}` }, method)).statusCode, 403, path);
      assert.equal((await get(path, { authorization: '' }, method)).statusCode, 401, path);
      assert.equal((await get(path, {}, method)).statusCode, 200, path);
    }
  }
  await desk.database.withAccount(desk.accountId, (tx) => deleteConversation(tx, desk.act, conversationId));
  for (const path of paths) assert.equal((await get(path)).statusCode, 404, path);
});
