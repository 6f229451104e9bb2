import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { askForRecount, factsConsumer } from '#core/analytics/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { changeConversation, closeConversations, postMessage, receiveMails, type ReceivedMail } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { addInternalDomains } from '#core/settings/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { corpusMails } from '#testkit/corpora/corpus-mails.ts';
import { generatedMails } from '#testkit/corpora/generated-mails.ts';
import { seededRandom, shuffled } from '#testkit/corpora/seeded-random.ts';
import { writeMbox } from '#testkit/corpora/write-mbox.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { rebuildFacts } from './testing/rebuild-facts.ts';

const office = { zone: 'Europe/Berlin', hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]])), holidays: [] };

describe('facts of conversations', () => {
  let dir = '';
  let mails: ReceivedMail[] = [];

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'patchbay-facts-'));
    await writeMbox(join(dir, 'mails.mbox'), [...generatedMails(300, 11)].map((mail) => mail.raw));
    mails = await corpusMails(join(dir, 'mails.mbox'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  async function withDesk<Result>(work: (desk: Desk) => Promise<Result>): Promise<Result> {
    const desk = await openDesk();
    try {
      await desk.database.withAccount(desk.accountId, (tx) => setCalendar(tx, desk.act, office));
      return await work(desk);
    } finally {
      await desk.close();
    }
  }

  async function arrive(desk: Desk, list: readonly ReceivedMail[], batch: number): Promise<void> {
    for (let at = 0; at < list.length; at += batch) {
      await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.list, list.slice(at, at + batch)));
      if (batch < 50) await catchUp(desk.database, [factsConsumer]);
    }
    await catchUp(desk.database, [factsConsumer]);
  }

  it('are the same in whatever order the mails arrive', async (test) => {
    const seed = Date.now() % 1_000_000;
    test.diagnostic(`seed ${seed}`);
    const inOrder = await withDesk(async (desk) => { await arrive(desk, mails, 250); return namedFacts(desk); });
    assert.ok(inOrder.length === mails.length);
    assert.ok(inOrder.some((row) => row['wait_business'] !== null && row['wait_business'] !== row['wait_raw']), 'business time is counted');
    for (const [round, batch] of [[0, 40], [1, 250]] as const) {
      const random = seededRandom(seed + round);
      const other = await withDesk(async (desk) => { await arrive(desk, shuffled(mails, random), batch); return namedFacts(desk); });
      assert.deepEqual(other, inOrder);
    }
  });

  it('come out byte for byte the same when they are rebuilt, one way or the other', () => withDesk(async (desk) => {
    await arrive(desk, mails, 250);
    const ids = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE merged_into IS NULL ORDER BY id LIMIT 12`));
    await desk.database.withAccount(desk.accountId, (tx) => closeConversations(tx, desk.act, ids.slice(0, 6).map((row) => row.id)));
    await desk.database.withAccount(desk.accountId, (tx) => changeConversation(tx, desk.act, ids[7]!.id, { turn: 'customer', priority: 3 }));
    await postMessage(desk.database, desk.act, { conversationId: ids[8]!.id, direction: 'note', text: 'Call back.' });
    await catchUp(desk.database, [factsConsumer]);
    const before1 = await dump(desk);
    assert.ok(before1.length > 20_000 && before1.includes('week-hour'));
    const touched = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ at: string | null; newest: string | null }>`
      SELECT c.last_touch_at AS at, (SELECT max(m.at) FROM message_facts m WHERE m.conversation_id = c.conversation_id AND m.is_touch) AS newest FROM conversation_facts c`));
    assert.ok(touched.every(({ at, newest }) => at === newest) && touched.some(({ at }) => at !== null) && touched.some(({ at }) => at === null));
    await rebuildFacts(desk.database, desk.accountId);
    assert.equal(await dump(desk), before1);
    await desk.database.withAccount(desk.accountId, (tx) => askForRecount(tx, desk.act));
    await catchUp(desk.database, [factsConsumer]);
    assert.equal(await dump(desk), before1);
  }));

  it('follow when hours are set after the mail came, and keep the past when they change later', () => withDesk(async (desk) => {
    const asked = writeMail({ from: 'bo@home.test', id: 'asked@home.test', at: '2024-05-03T15:30:00Z' }); // Friday 17:30 in Berlin
    const answered = writeMail({ from: 'ada@desk.test', to: ['bo@home.test'], subject: 'Re: Hello', inReplyTo: ['asked@home.test'], at: '2024-05-06T07:30:00Z' }); // Monday 09:30
    await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [asked, answered]));
    await catchUp(desk.database, [factsConsumer]);
    const wait = async () => (await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ wait_raw: number; wait_business: number; calendar_versions: number[] }>`
      SELECT wait_raw, wait_business, calendar_versions FROM message_facts WHERE wait_raw IS NOT NULL`)));
    assert.deepEqual(await wait(), { wait_raw: 230_400, wait_business: 1_800, calendar_versions: [1] });
    const always = { zone: 'UTC', hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])), holidays: [] };
    await desk.database.withAccount(desk.accountId, (tx) => setCalendar(tx, desk.act, always));
    await catchUp(desk.database, [factsConsumer]);
    assert.equal((await wait()).wait_business, 1_800, 'the past keeps the hours that were in force');
    await desk.database.withAccount(desk.accountId, (tx) => setCalendar(tx, desk.act, always, { fromBeginning: true }));
    await catchUp(desk.database, [factsConsumer]);
    assert.deepEqual(await wait(), { wait_raw: 230_400, wait_business: 230_400, calendar_versions: [3] });
  }));

  it('come out as an import under other hours would have made them, when hours change for all history and everything is recounted', async () => {
    const other = { zone: 'Asia/Kolkata', hours: Object.fromEntries(['mon', 'tue', 'wed', 'sat'].map((day) => [day, [['07:00', '12:30'], ['22:00', '24:00']]])), holidays: ['2024-05-01'] };
    const change = (desk: Desk) => desk.database.withAccount(desk.accountId, (tx) => setCalendar(tx, desk.act, other, { fromBeginning: true }));
    const changed = await withDesk(async (desk) => {
      await arrive(desk, mails, 250);
      const before = await namedFacts(desk);
      await change(desk);
      await catchUp(desk.database, [factsConsumer]);
      await desk.database.withAccount(desk.accountId, (tx) => askForRecount(tx, desk.act));
      await catchUp(desk.database, [factsConsumer]);
      const after = await namedFacts(desk);
      assert.notDeepEqual(after, before);
      return after;
    });
    assert.deepEqual(changed, await withDesk(async (desk) => { await change(desk); await arrive(desk, mails, 250); return namedFacts(desk); }));
  });

  it('keep the version of the hours under which each happened, however often they are edited and recounted', () => withDesk(async (desk) => {
    const daily = (from: string, to: string) => ({ zone: 'UTC', hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [[from, to]]])), holidays: [] });
    const exchange = (name: string, asked: string, answered: string) => [
      writeMail({ from: `${name}@home.test`, id: `${name}@home.test`, subject: name, at: asked }),
      writeMail({ from: 'ada@desk.test', to: [`${name}@home.test`], subject: `Re: ${name}`, inReplyTo: [`${name}@home.test`], at: answered }),
    ];
    await desk.database.withAccount(desk.accountId, async (tx) => {
      await setCalendar(tx, { ...desk.act, now: '2024-05-10T00:00:00.000Z' }, daily('00:00', '24:00'));
      await setCalendar(tx, { ...desk.act, now: '2024-05-20T00:00:00.000Z' }, daily('10:00', '10:30'));
      await receiveMails(tx, desk.act, desk.help, [
        ...exchange('first', '2024-05-06T08:00:00Z', '2024-05-06T09:00:00Z'), ...exchange('across', '2024-05-09T23:00:00Z', '2024-05-10T01:00:00Z'),
        ...exchange('second', '2024-05-13T20:00:00Z', '2024-05-13T21:00:00Z'), ...exchange('third', '2024-05-21T09:45:00Z', '2024-05-21T10:45:00Z'),
      ]);
    });
    await catchUp(desk.database, [factsConsumer]);
    const spans = () => desk.database.withAccount(desk.accountId, async (tx) => (await tx.rows(sql<{ seconds: number; versions: number[] }>`
      SELECT wait_business AS seconds, calendar_versions AS versions FROM message_facts WHERE wait_raw IS NOT NULL ORDER BY at`)).map(({ seconds, versions }) => [seconds, ...versions]));
    const judged = [[3_600, 1], [3_600, 1, 2], [3_600, 2], [1_800, 3]];
    assert.deepEqual(await spans(), judged);
    await desk.database.withAccount(desk.accountId, (tx) => askForRecount(tx, desk.act));
    await catchUp(desk.database, [factsConsumer]);
    assert.deepEqual(await spans(), judged);
  }));

  it('follow when a domain turns out to be ours', () => withDesk(async (desk) => {
    const asked = writeMail({ from: 'bo@home.test', id: 'dom@home.test', at: '2024-05-06T08:00:00Z' });
    const answered = writeMail({ from: 'eve@branch.test', to: ['bo@home.test'], cc: ['help@desk.test'], subject: 'Re: Hello', inReplyTo: ['dom@home.test'], at: '2024-05-06T09:00:00Z' });
    await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.list, [asked, answered]));
    await catchUp(desk.database, [factsConsumer]);
    const replies = () => desk.database.withAccount(desk.accountId, async (tx) => (await tx.rows(sql<object>`SELECT FROM message_facts WHERE wait_raw = 3600`)).length);
    assert.equal(await replies(), 0);
    await desk.database.withAccount(desk.accountId, (tx) => addInternalDomains(tx, desk.act, ['branch.test']));
    await catchUp(desk.database, [factsConsumer]);
    assert.equal(await replies(), 1);
  }));
});

/** Facts with Message-IDs instead of our ids, which depend on the order of arrival. */
async function namedFacts(desk: Desk): Promise<Record<string, unknown>[]> {
  const rows = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<Record<string, unknown>>`
    SELECT to_jsonb(f) - '{message_id,conversation_id,parent_id,sender_id,agent_id}'::text[] || jsonb_build_object('mail', m.mail_id, 'parent', p.mail_id, 'sender', a.address,
      'conversation', (SELECT min(o.mail_id) FROM messages o WHERE o.conversation_id = m.conversation_id)) AS row
    FROM message_facts f JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id
    LEFT JOIN messages p ON p.account_id = f.account_id AND p.id = f.parent_id
    LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id ORDER BY m.mail_id`));
  return rows.map((row) => row['row'] as Record<string, unknown>);
}

async function dump(desk: Desk): Promise<string> {
  const tables = [['message_facts', sql`message_id`], ['conversation_facts', sql`conversation_id`], ['figure_rollups', sql`1`], ['figure_histograms', sql`1`]] as const;
  return desk.database.withAccount(desk.accountId, async (tx) => {
    const dumps: string[] = [];
    for (const [table, key] of tables) dumps.push(await dumpTable(tx, table, key));
    return dumps.join('\n');
  });
}

async function dumpTable(tx: Tx, table: 'message_facts' | 'conversation_facts' | 'figure_rollups' | 'figure_histograms', key: Sql): Promise<string> {
  const rows = await tx.rows(sql<{ line: string }>`SELECT t::text AS line FROM ${sql.table(table)} t ORDER BY ${key}`);
  return rows.map((row) => row.line).join('\n');
}
