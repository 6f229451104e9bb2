import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { findImports, undoImport } from '#core/conversations/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { sql } from '#storage/index.ts';
import { generatedMails } from '#testkit/corpora/generated-mails.ts';
import { writeMbox } from '#testkit/corpora/write-mbox.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { ImportFailed, importMail, openMailPaths, type ImportInput, type ImportResult } from './index.ts';

describe('importing mail where something is wrong', () => {
  let dir = '';
  let desk: Desk;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'patchbay-trouble-'));
    desk = await openDesk();
  });
  afterEach(async () => {
    await desk.close();
    await rm(dir, { recursive: true, force: true });
  });

  const run = (paths: string[], more: Partial<ImportInput> = {}): Promise<ImportResult> =>
    importMail(desk.database, openFileStore({ dir: join(dir, 'files') }), { ...desk.act, origin: 'import' }, { paths, channel: desk.help, zone: null, threads: 1, ...more });
  const rows = <Row = unknown>(statement: ReturnType<typeof sql<Row>>): Promise<Row[]> => desk.database.withAccount(desk.accountId, (tx) => tx.rows(statement));
  const asOwner = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client(desk.database.connection);
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const mail = (id: string, more = '') =>
    Buffer.from(`Message-ID: <${id}@home.test>\r\nFrom: ${id}@home.test\r\nTo: help@desk.test\r\nDate: Mon, 6 May 2024 08:00:00 +0000\r\nSubject: ${id}\r\n${more}\r\nHello from ${id}.\r\n`);
  const mbox = async (name: string, mails: readonly Uint8Array[]): Promise<string> => {
    await writeMbox(join(dir, name), mails.map((raw) => Buffer.from(raw)));
    return join(dir, name);
  };

  it('one mail that the database refuses goes into quarantine; those before and after it are stored', async () => {
    await asOwner(
      `CREATE FUNCTION refuse_evil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.subject = 'evil' THEN RAISE EXCEPTION 'no' USING ERRCODE = '22P05'; END IF; RETURN NEW; END $$`,
      'CREATE TRIGGER refuse_evil BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION refuse_evil()',
    );
    const path = await mbox('evil.mbox', [mail('good1'), mail('evil'), mail('good2')]);
    const first = await run([path]);
    assert.deepEqual([first.read, first.stored, first.quarantined], [3, 2, 1]);
    assert.deepEqual(await rows(sql`SELECT subject FROM messages ORDER BY id`), [{ subject: 'good1' }, { subject: 'good2' }]);
    assert.deepEqual(await rows(sql`SELECT code, detail FROM quarantine`), [{ code: 'refused-by-database', detail: 'The database does not take this mail (SQLSTATE 22P05).' }]);
    const again = await run([path]);
    assert.deepEqual([again.stored, again.alreadyHeld, again.quarantined], [0, 2, 1]);
  });

  it('an import that runs cannot be undone; one that was silent for a minute can, and stores nothing more', async () => {
    const path = await mbox('many.mbox', [...generatedMails(120, 3)].map((each) => each.raw));
    let seen = 0;
    const seenStates: string[] = [];
    const states = async () => (await desk.database.withAccount(desk.accountId, (tx) => findImports(tx, desk.act))).map((batch) => `${batch.state} ${batch.counts.stored}`);
    const steps: Promise<unknown>[] = [];
    const killed = run([path], {
      onProgress: ({ stored, batchId }) => {
        if (stored === 0 || seen > 0) return;
        seen = stored;
        steps.push((async () => {
          seenStates.push(...await states());
          await assert.rejects(undoImport(desk.database, desk.act, batchId), { code: 'conflict', message: /still running/ });
        })());
      },
    });
    await Promise.all([killed, ...steps]);
    await Promise.all(steps);
    assert.match(seenStates[0]!, /^running \d+$/);

    const [batch] = await rows(sql<{ id: number }>`SELECT id FROM import_batches`);
    await asOwner(`UPDATE import_batches SET state = 'running', seen_at = clock_timestamp() - interval '61 seconds'`);
    assert.deepEqual(await states(), ['stopped 120']);
    assert.equal((await undoImport(desk.database, desk.act, batch!.id)).removed, 120);

    await asOwner(`CREATE FUNCTION undo_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE import_batches SET state = 'undoing' WHERE id = NEW.batch_id; RETURN NEW; END $$`,
      'CREATE TRIGGER undo_it AFTER INSERT ON message_copies FOR EACH ROW EXECUTE FUNCTION undo_it()');
    await assert.rejects(run([path]), { code: 'conflict', message: /being undone/ });
    assert.deepEqual(await rows(sql`SELECT id FROM messages`), []);
  });

  it('an import that has stored nothing for over a minute and still works does not look stopped', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const state = async () => (await desk.database.withAccount(desk.accountId, (tx) => findImports(tx, desk.act)))[0]!.state;
      const path = await mbox('slowly.mbox', [mail('slowly')]);
      const [file] = await openMailPaths([path]);
      async function* slowly() {
        await asOwner(`UPDATE import_batches SET seen_at = clock_timestamp() - interval '61 seconds'`);
        assert.equal(await state(), 'stopped');
        mock.timers.tick(15_000);
        for (let tries = 0; tries < 200 && await state() === 'stopped'; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25));
        assert.equal(await state(), 'running');
        yield* file!.source.mails;
      }
      assert.equal((await run([path], { opened: [{ path, source: { ...file!.source, mails: slowly() } }] })).stored, 1);
      assert.equal(await state(), 'done');
    } finally {
      mock.timers.reset();
    }
  });

  it('what was read before a file breaks off is stored, and the error says what', async () => {
    const path = await mbox('cut.mbox', [...generatedMails(150, 3)].map((each) => each.raw));
    const packed = gzipSync(await readFile(path));
    await writeFile(`${path}.gz`, packed.subarray(0, Math.floor(packed.length * 0.8)));
    const error: unknown = await run([`${path}.gz`]).catch((reason: unknown) => reason);
    assert.ok(error instanceof ImportFailed);
    assert.match(error.safeText, /truncated or damaged/);
    assert.ok(error.result.stored > 50 && error.result.stored < 150 && error.result.stored === error.result.read);
    assert.deepEqual(await rows(sql`SELECT state, (counts->>'stored')::int AS stored, failed_because FROM import_batches`), [{ state: 'failed', stored: error.result.stored, failed_because: error.safeText }]);
    assert.deepEqual(await rows(sql`SELECT count(*)::int AS n FROM messages`), [{ n: error.result.stored }]);
  });

  it('a mail whose parsing took too long is parsed again by the next import', async () => {
    const path = await mbox('slow.mbox', [mail('slow')]);
    await run([path]);
    await asOwner(`INSERT INTO quarantine (account_id, channel_id, copy_key, raw_sha256, code, detail, created_at)
      SELECT account_id, channel_id, copy_key, raw_sha256, 'parse-timeout', 'slow', created_at FROM message_copies`);
    const [batch] = await rows(sql<{ id: number }>`SELECT id FROM import_batches`);
    await undoImport(desk.database, desk.act, batch!.id);
    const again = await run([path]);
    assert.deepEqual([again.stored, again.quarantined], [1, 0]);
    assert.deepEqual(await rows(sql`SELECT id FROM quarantine`), []);
  });

  it('two mails over the limit that begin alike are two', async () => {
    const path = await mbox('large.mbox', [Buffer.concat([mail('large'), Buffer.alloc(200_000, 'x')]), Buffer.concat([mail('large'), Buffer.alloc(200_001, 'x')])]);
    const result = await run([path], { opened: await openMailPaths([path], { mailBytesMax: 100_000 }) });
    assert.equal(result.quarantined, 2);
    const held = await rows(sql<{ copy_key: string; detail: string }>`SELECT copy_key, detail FROM quarantine`);
    assert.equal(held.length, 2);
    assert.ok(held.every((row) => /^raw-prefix:[0-9a-f]{64}:20\d{4}$/.test(row.copy_key) && row.detail.includes('only its beginning is kept')));
  });

  it('undo gives a message that stays the time and channel of the copies that stay', async () => {
    const path = await mbox('two.mbox', [mail('two')]);
    const first = await run([path]);
    await run([path], { channel: desk.sales });
    await asOwner(`UPDATE messages SET at = '2024-05-06T07:00:00Z', at_source = 'received'`);
    await undoImport(desk.database, desk.act, first.batchId);
    assert.deepEqual(await rows(sql`
      SELECT m.at = '2024-05-06T08:00:00Z' AND m.at = c.started_at AS "isMoved", m.at_source, m.channel_id FROM messages m JOIN conversations c ON c.id = m.conversation_id`),
    [{ isMoved: true, at_source: 'date', channel_id: desk.sales.id }]);
  });

  it('undo leaves a conversation with a note, without the figures of its mails', async () => {
    const { batchId } = await run([await mbox('note.mbox', [mail('noted')])]);
    const [conversation] = await rows(sql<{ id: number; message_count: number; turn: string }>`SELECT id, message_count, turn FROM conversations`);
    assert.deepEqual([conversation!.message_count, conversation!.turn], [1, 'new']);
    await asOwner(`INSERT INTO messages (account_id, conversation_id, channel_id, direction, at, at_source, stored_at)
      SELECT account_id, conversation_id, channel_id, 'note', at, 'api', stored_at FROM messages`);
    await undoImport(desk.database, desk.act, batchId);
    assert.deepEqual(await rows(sql`SELECT life, message_count, turn, waiting_since FROM conversations`), [{ life: 'open', message_count: 0, turn: 'none', waiting_since: null }]);
  });

  it('undo takes the bytes with it, but not those that others name', async () => {
    const file = (id: string, content: string) => mail(id, `MIME-Version: 1.0\r\nContent-Type: text/plain; name=${id}.txt\r\nContent-Disposition: attachment; filename=${id}.txt\r\n`).toString().replace(/Hello.*/, content);
    const shared = Buffer.from(file('shared', 'the same'));
    const kept = await run([await mbox('kept.mbox', [shared])]);
    const gone = await run([await mbox('gone.mbox', [shared, Buffer.from(file('other', 'the same')), Buffer.from(file('own', 'its own')), Buffer.from(file('big', 'b'.repeat(70_000)))])]);
    assert.deepEqual(await rows(sql`SELECT (SELECT count(*)::int FROM raw_mails) AS raws, (SELECT count(*)::int FROM files) AS files`), [{ raws: 4, files: 4 }]);
    await undoImport(desk.database, desk.act, gone.batchId);
    assert.deepEqual(await rows(sql`SELECT (SELECT count(*)::int FROM raw_mails) AS raws, (SELECT count(*)::int FROM files) AS files`), [{ raws: 1, files: 1 }]);
    await undoImport(desk.database, desk.act, kept.batchId);
    assert.deepEqual(await rows(sql`SELECT (SELECT count(*)::int FROM raw_mails) AS raws, (SELECT count(*)::int FROM files) AS files`), [{ raws: 0, files: 0 }]);
  });

  it('undo does not bury a mail that comes into the conversation at the same moment', async () => {
    const { batchId } = await run([await mbox('race.mbox', [mail('race')])]);
    const client = new pg.Client(desk.database.connection);
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(`INSERT INTO messages (account_id, conversation_id, channel_id, direction, at, at_source, stored_at)
        SELECT account_id, id, channel_id, 'incoming', started_at, 'smtp', started_at FROM conversations`);
      const undoing = undoImport(desk.database, desk.act, batchId);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await client.query('COMMIT');
      await undoing;
    } finally {
      await client.end();
    }
    assert.deepEqual(await rows(sql`SELECT life, message_count FROM conversations`), [{ life: 'open', message_count: 1 }]);
  });
});
