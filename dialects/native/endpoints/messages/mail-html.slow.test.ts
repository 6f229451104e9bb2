import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { startSession } from '#core/accounts/index.ts';
import { openFileStore, type FileStore } from '#core/files/index.ts';
import { nowText, systemClock } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { webPartPolicy } from '#server/web-parts/register-web-part.ts';
import { noChromium, openChromium } from '#testkit/browser/open-chromium.ts';
import { watchContext, type Watched } from '#testkit/browser/watch-page.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { sql } from '#storage/index.ts';
import { isWhole, walkedWords } from '#testkit/walks/share-of-day.ts';
import { payloads } from '#testkit/xss/payloads.ts';
import { todaysPayloads } from '#testkit/xss/todays-payloads.ts';
import { documentHeaders } from '../../render/message-document.ts';
import { native } from '../../dialect.ts';
import { importRaw, png, rawMail, type HeldMail } from '../../testing/import-raw.ts';

/** Shown today: some of each class, the whole of them in four days. */
const pictures = 'pictures and sound of others';
const shown = todaysPayloads({ days: 4, about: 'mail', always: [pictures] });

/** Every payload by mail, in every place of a mail, in a real browser. */
describe('hostile mail in Chromium', { skip: noChromium }, () => {
  let dir = '';
  let desk: Desk;
  let files: FileStore;
  let server: ReturnType<typeof createServer>;
  let origin = '';
  let browser: Browser;
  let held: HeldMail[];
  let context: BrowserContext;
  let watched: Watched;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'native-xss-'));
    files = openFileStore({ dir });
    desk = await openDesk();
    held = await importRaw(desk, files, shown.flatMap(({ number, text }) => [htmlMail(number, text), textMail(number, text)]));
    server = createServer({ database: desk.database, clock: systemClock, dialects: [native(noOutside({ files }))], validateResponses: true });
    // A page of ours that frames the documents, and forbids nothing itself.
    server.get('/host', async (request, reply) => {
      const { ids, images = '0', measure = '0' } = request.query as { ids: string; images?: string; measure?: string };
      const scripts = measure === '0' ? '' : 'allow-scripts ';
      return reply.type('text/html').header('content-security-policy', measure === '0' ? "default-src 'self' 'unsafe-inline' data: https:; frame-ancestors 'none'" : webPartPolicy)
        .send(`<!doctype html><title>host</title>${ids.split('.').map((id) => `<iframe sandbox="${scripts}allow-popups allow-popups-to-escape-sandbox" src="${measure === 'bare' ? `/bare/${id}` : `/native/v1/messages/${id}/html?images=${images}&measure=${measure}`}"></iframe>`).join('')}`);
    });
    // A payload as it came, under nothing but the policies of a measured document and of the console around it (`frame-src 'self'` keeps a frame from going elsewhere).
    server.get('/bare/:number', async (request, reply) => reply.type('text/html').headers(documentHeaders({ filesUrl: `${origin}/none`, withRemoteImages: false, measures: true }))
      .send(`<!doctype html><body>${payloads.find(({ number }) => number === Number((request.params as { number: string }).number))?.text ?? ''}`));
    await server.listen({ host: '127.0.0.1', port: 0 });
    origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    browser = await openChromium();
    context = await browser.newContext();
    const { secret } = await startSession(desk.database, { userId: desk.userId, accountId: desk.accountId, methods: ['password'], now: nowText(systemClock), address: null, userAgent: null });
    await context.addCookies([{ name: 'patchbay', value: secret, url: origin, httpOnly: true, sameSite: 'Lax' }]);
    watched = await watchContext(context, [origin]);
  });
  after(async () => {
    await browser?.close();
    await closeServer(server);
    await desk.close();
    await rm(dir, { recursive: true, force: true });
  });

  const documentOf = async (messageId: number): Promise<string> => (await context.request.get(`${origin}/native/v1/messages/${messageId}/html`, { headers: { 'sec-fetch-site': 'same-origin' } })).text();

  test('the payloads are alive: shown as they are, they run and call', async () => {
    const own = await browser.newContext();
    const seen = await watchContext(own, []);
    await showUnguarded(own, shown.map(({ text }) => text));
    await own.close();
    assert.ok(seen.executions.size > shown.length / 6, `${seen.executions.size} ran`);
    assert.ok(seen.remote.size > shown.length / 24, `${seen.remote.size} called`);
  });

  test('every mail is held and none is in quarantine', () => {
    assert.ok(payloads.length >= 200);
    assert.equal(held.length, shown.length * 2);
  });

  test('in the sandboxed frame of our page: nothing runs, nothing calls', async (test) => {
    watched.clear();
    const page = await context.newPage();
    let frames = 0;
    for (const ids of groupsOf(held.map(({ messageId }) => messageId))) {
      await page.goto(`${origin}/host?ids=${ids.join('.')}`);
      frames += page.frames().filter((frame) => frame.url().includes('/html')).length;
      await page.mouse.move(20, 20);
      await page.mouse.move(200, 80);
    }
    await page.waitForTimeout(300);
    assert.equal(frames, held.length);
    await page.close();
    assert.deepEqual([[...watched.executions], [...watched.remote], [...watched.downloads]], [[], [], []]);
    test.diagnostic(`${shown.length} payloads, ${held.length} mails, ${walkedWords}`);
  });

  test('where our script measures: nothing else runs, in cleaned mail and in payloads that nobody cleaned', async () => {
    watched.clear();
    const page = await context.newPage();
    let heights = 0;
    await page.exposeFunction('told', () => { heights += 1; });
    await page.addInitScript("addEventListener('message', ({ data }) => { if (data?.type === 'patchbay:mail-height') globalThis.told?.(); })");
    for (const ids of groupsOf(held.filter((_, at) => at % (isWhole ? 8 : 2) === 0).map(({ messageId }) => messageId))) await page.goto(`${origin}/host?measure=1&ids=${ids.join('.')}`);
    assert.ok(heights > 10, `${heights} heights were told: the script that may run does`);
    for (const ids of groupsOf(shown.filter((_, at) => !isWhole || at % 3 === 0).map(({ number }) => number))) await page.goto(`${origin}/host?measure=bare&ids=${ids.join('.')}`);
    await page.close();
    assert.deepEqual([...watched.executions], []);
  });

  test('the walls stand alone: the document opened as a page of its own, and the stored HTML without any policy', async () => {
    watched.clear();
    const page = await context.newPage();
    for (const { messageId } of held.filter((_, at) => at % 24 === 0)) await page.goto(`${origin}/native/v1/messages/${messageId}/html`);
    assert.deepEqual([[...watched.executions], [...watched.remote]], [[], []], 'as a page');
    const bodies = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ html: string }>`SELECT html FROM message_bodies WHERE account_id = ${desk.accountId} AND html IS NOT NULL ORDER BY message_id`));
    assert.ok(bodies.length >= shown.length / 2, String(bodies.length));
    await page.close();
    await showUnguarded(context, bodies.map(({ html }) => html));
    assert.deepEqual([[...watched.executions], [...watched.remote]], [[], []], 'without a policy');
    for (const { html } of bodies) assert.doesNotMatch(html.replaceAll(/"[^"]*"/g, '""'), /<[a-z][^>]*\s(?:id|name|on\w+|srcset|srcdoc|action|formaction)\s*=/i);
  });

  test('remote images come when the reader asks for them, and nothing else does', async () => {
    watched.clear();
    const page = await context.newPage();
    const asking = new Set(payloads.filter(({ class: name }) => name === pictures).map(({ number }) => `h${String(number).padStart(4, '0')}@xss.test`));
    for (const ids of groupsOf(held.filter(({ mailId }) => asking.has(mailId)).map(({ messageId }) => messageId))) await page.goto(`${origin}/host?images=1&ids=${ids.join('.')}`);
    await page.waitForTimeout(300);
    await page.close();
    assert.deepEqual([...watched.executions], []);
    assert.ok(watched.remote.size > 3, `${watched.remote.size}`);
    for (const url of watched.remote) assert.match(url, /^https:\/\/canary\.test\//);
  });

  test('a mail\'s own pictures show in the frame, though it has neither cookie nor origin', async () => {
    const [{ messageId }] = await importedAfter(rawMail({ id: 'pic@x', parts: [
      { type: 'text/html', content: '<p><img src="cid:p@x"></p>' }, { type: 'image/png', content: png, headers: ['Content-ID: <p@x>', 'Content-Disposition: inline'] },
    ] }));
    const page = await context.newPage();
    await page.goto(`${origin}/host?ids=${messageId}`);
    const frame = page.frames()[1]!;
    await frame.locator('img').waitFor();
    const width = await frame.locator('img').evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth).catch(() => null);
    // Scripts do not run there, so its size is asked of the browser from outside; where that is refused the request tells.
    assert.match(await documentOf(messageId), /linked-files\?key=/);
    const box = await frame.locator('img').boundingBox();
    assert.ok(width === 1 || (box !== null && box.width === 1 && box.height === 1), `${width} ${JSON.stringify(box)}`);
    await page.close();
  });

  test('attachments that pretend: SVG, HTML as an image, GIF that is a script, PDF with HTML, odd names: nothing runs, unknown ones are downloads', async () => {
    watched.clear();
    const hit = 'console.log(/xss-hit-9999/.source)';
    const parts: [string, string, Buffer][] = [
      ['image/svg+xml', 'a.svg', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${hit}"><script>${hit}</script></svg>`)],
      ['image/png', 'a.png', Buffer.from(`<html><script>${hit}</script></html>`)], ['text/html;x', 'a.html', Buffer.from(`<script>${hit}</script>`)],
      ['image/gif', 'a.gif', Buffer.from(`GIF89a/*\u0001*/=1;${hit}//<script>${hit}</script>`)], ['application/pdf', 'a.pdf', Buffer.from(`%PDF-1.4\n<script>${hit}</script>`)],
      ['text/plain', 'a.txt', Buffer.from(`words <script>${hit}</script>`)], ['text/xml', 'a.xml', Buffer.from(`<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">${hit}</x:script>`)],
      ['text/plain', '.htaccess', Buffer.from('AddType text/html .txt')], ['text/plain', '\u200b.htaccess', Buffer.from('x')], ['text/plain', 'cod\u202egpj.exe', Buffer.from('x')], ['text/plain', '..%2f..%2fetc%2fpasswd', Buffer.from('x')],
      ['text/plain', 'n\u0000ul.html', Buffer.from('x')], ['text/plain', 'a\r\nSet-Cookie: x=1', Buffer.from('x')], ['text/plain', '"quo"te\\".txt', Buffer.from('x')], ['text/plain', `${'long'.repeat(75)}.txt`, Buffer.from('x')],
      ['text/javascript', 'a.js', Buffer.from(hit)], ['application/xhtml+xml', 'a.xhtml', Buffer.from(`<html xmlns="http://www.w3.org/1999/xhtml"><script>${hit}</script></html>`)],
    ];
    const [{ messageId }] = await importedAfter(rawMail({ id: 'odd@x', parts: [{ type: 'text/plain', content: 'see' }, ...parts.map(([type, name, content]) => (
      { type, content, headers: [`Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}`] }))] }));
    const rows = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ id: number; file_name: string }>`SELECT id, file_name FROM attachments WHERE account_id = ${desk.accountId} AND message_id = ${messageId}`));
    assert.equal(rows.length, parts.length);
    const page = await context.newPage();
    for (const { id, file_name: name } of rows) {
      for (const query of ['', '?inline=true']) {
        const url = `${origin}/native/v1/attachments/${id}${query}`;
        const answer = await context.request.get(url);
        const headers = answer.headers();
        assert.deepEqual([answer.status(), headers['x-content-type-options'], headers['set-cookie']], [200, 'nosniff', undefined], name);
        assert.match(headers['content-security-policy'] ?? '', /^sandbox; default-src 'none'/, name);
        assert.match(headers['content-disposition'] ?? '', /^(?:attachment|inline); filename="[A-Za-z0-9 ._()[\]+=@-]+"; filename\*=UTF-8''[A-Za-z0-9._%+-]+$/, name);
        assert.ok(['application/octet-stream', 'image/gif', 'text/plain; charset=utf-8'].includes(headers['content-type'] ?? ''), `${name}: ${headers['content-type']}`);
        await page.goto(url).catch(() => {}); // a download has no page
      }
    }
    await page.goto(`${origin}/native/v1/messages/${messageId}/raw?view=text`);
    await page.close();
    assert.deepEqual([[...watched.executions], [...watched.remote]], [[], []]);
    assert.ok(watched.downloads.size >= parts.length, `${watched.downloads.size} downloads`);
    for (const { file_name: name } of rows) assert.doesNotMatch(name, /[\u0000-\u001f\u202e\u200b/\\]|^\./, name); // oxlint-disable-line no-control-regex -- what must not be there
  });

  async function importedAfter(raw: Buffer): Promise<[HeldMail]> {
    const before = new Set(held.map(({ messageId }) => messageId));
    const all = await importRaw(desk, files, [raw]);
    const found = all.filter(({ messageId, mailId }) => !before.has(messageId) && raw.includes(`<${mailId}>`));
    assert.equal(found.length, 1);
    return [found[0]!];
  }
});

/** HTML as it is, in frames that may run scripts and have no policy of ours. */
async function showUnguarded(context: BrowserContext, texts: readonly string[]): Promise<void> {
  const page = await context.newPage();
  for (const group of groupsOf(texts)) {
    const frames = group.map((text) => `<iframe sandbox="allow-scripts allow-forms" srcdoc="${`<!doctype html><body>${text}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`);
    await page.setContent(`<!doctype html><body>${frames.join('')}`, { timeout: 10_000 }).catch(() => {}); // a payload may keep a frame loading
  }
  await page.waitForTimeout(300);
  await page.close();
}

function groupsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / 24) }, (_, at) => all.slice(at * 24, at * 24 + 24));
}

/** The payload in every place of a mail: subject, names, body, file name, calendar, odd headers. */
function htmlMail(number: number, text: string): Buffer {
  const word = `=?UTF-8?B?${Buffer.from(text.slice(0, 400)).toString('base64')}?=`;
  return rawMail({
    id: `h${String(number).padStart(4, '0')}@xss.test`, subject: word, from: `${word} <h${number}@home.test>`, headers: [`Reply-To: ${word} <h${number}@home.test>`, `X-Odd: ${word}`],
    parts: [
      { type: 'text/html; charset=utf-8', content: text },
      { type: 'text/calendar; charset=utf-8', content: `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:${text}\r\nEND:VEVENT\r\nEND:VCALENDAR`, headers: [`Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(text.toWellFormed().slice(0, 100))}`] },
    ],
  });
}

function textMail(number: number, text: string): Buffer {
  return rawMail({ id: `t${String(number).padStart(4, '0')}@xss.test`, subject: `text ${number}`, from: `t${number}@home.test`, parts: [{ type: 'text/plain; charset=utf-8', content: text }] });
}
