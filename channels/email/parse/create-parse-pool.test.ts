import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createParsePool, type ParsePool } from './create-parse-pool.ts';

/** A stand-in worker that obeys the mail: it parses at once, late, never, breaks, or parses and then hangs on the HTML. */
const obedientWorker = new URL(`data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ raw }) => {
    const order = Buffer.from(raw).toString();
    if (order === 'hang') for (;;);
    if (order === 'break') process.exit(3);
    const mail = { text: order, html: '<b>', defects: [], attachments: [] };
    const isLast = order !== 'html';
    const answer = () => parentPort.postMessage({ kind: 'parsed', mail, isLast });
    if (order.startsWith('late')) setTimeout(answer, 60); else answer();
    if (!isLast) for (;;);
  });`)}`);

async function withPool<T>(options: Parameters<typeof createParsePool>[0], use: (pool: ParsePool) => Promise<T>): Promise<T> {
  const pool = createParsePool(options);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

async function* mails(texts: string[], onRead: (i: number) => void = () => {}): AsyncGenerator<{ raw: Uint8Array }> {
  for (const [i, text] of texts.entries()) {
    onRead(i);
    yield { raw: Buffer.from(text) };
  }
}

const obedient = { threads: 2, timeoutMs: 300, sanitizeTimeoutMs: 200, startTimeoutMs: 1_500, workerUrl: obedientWorker };

test('a mail that never ends is rejected and the mails around it are not', async () => {
  await withPool(obedient, async (pool) => {
    const outcomes = await Promise.all(['one', 'hang', 'two', 'break', 'three', 'four'].map((text) => pool.parse(Buffer.from(text))));
    assert.deepEqual(outcomes.map((outcome) => (outcome.ok ? outcome.mail.text : outcome.code)), ['one', 'parse-timeout', 'two', 'parse-failed', 'three', 'four']);
  });
});

test('a mail whose HTML is too costly is kept without it', async () => {
  await withPool(obedient, async (pool) => {
    const outcome = await pool.parse(Buffer.from('html'));
    assert.ok(outcome.ok);
    assert.equal(outcome.mail.html, null);
    assert.equal(outcome.safeHtml, null);
    assert.deepEqual(outcome.mail.defects, ['html-too-costly']);
  });
});

test('results come in the order of the source although a later mail is ready first', async () => {
  await withPool(obedient, async (pool) => {
    const texts = ['late 1', 'two', 'late 3', 'four', 'five'];
    const seen: string[] = [];
    for await (const { outcome } of pool.parseAll(mails(texts))) seen.push(outcome.ok ? outcome.mail.text : outcome.code);
    assert.deepEqual(seen, texts);
  });
});

test('the source is read no further than four mails per thread ahead', async () => {
  await withPool(obedient, async (pool) => {
    let read = 0;
    let taken = 0;
    const texts = Array.from({ length: 60 }, (_none, i) => String(i));
    for await (const _each of pool.parseAll(mails(texts, (i) => (read = i + 1)))) {
      taken++;
      assert.ok(read - taken <= 8, `${read} read, ${taken} taken`);
    }
    assert.equal(taken, 60);
  });
});

test('the caller keeps its bytes, and attachments come back whole', async () => {
  await withPool({ threads: 1 }, async (pool) => {
    const raw = Buffer.from('From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nhi\n--x\nContent-Type: image/gif; name=a.gif\nContent-Transfer-Encoding: base64\n\nR0lGODlh\n--x--\n');
    const outcome = await pool.parse(raw);
    assert.ok(outcome.ok);
    assert.equal(raw.toString('latin1', 0, 4), 'From');
    assert.equal(Buffer.from(outcome.mail.attachments[0]?.content ?? []).toString(), 'GIF89a');
    assert.equal(outcome.mail.attachments[0]?.sniffedType, 'image/gif');
  });
});

test('HTML that is refused leaves the mail with its text and a reason', async () => {
  await withPool({ threads: 1 }, async (pool) => {
    const outcome = await pool.parse(Buffer.from(`From: a@b.example\nContent-Type: text/html\n\n${'<b>'.repeat(300)}hello`));
    assert.ok(outcome.ok);
    assert.equal(outcome.safeHtml, null);
    assert.equal(outcome.mail.text, 'hello');
    assert.ok(outcome.mail.defects.includes('html-too-deep'));
  });
});

test('a closed pool takes nothing and leaves no promise open', async () => {
  const pool = createParsePool(obedient);
  const open = pool.parse(Buffer.from('hang'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await pool.close();
  assert.equal((await open).ok, false);
  await assert.rejects(pool.parse(Buffer.from('one')));
});
