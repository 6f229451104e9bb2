import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { countStats, factsConsumer, findConversationLog, type LogFilter } from '#core/analytics/index.ts';
import { receiveMails, setConversationLabels } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { changeLabel, ensureLabels } from '#core/labels/index.ts';
import { blockEntries, createFilterGroup, deleteFilterGroup, setListedOnly, toggleFilterGroup, unblockAll, unblockEntries } from '#core/mail-filters/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { rebuildFacts } from './testing/rebuild-facts.ts';

let desk: Desk;
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const at = (hour: number) => `2024-05-03T${String(hour).padStart(2, '0')}:00:00.000Z`;

before(async () => {
  desk = await openDesk();
  await within((tx) => receiveMails(tx, desk.act, desk.help, [
    writeMail({ id: 'q1', from: 'bo@home.test', subject: 'Invoice', at: at(8) }),
    writeMail({ id: 'a1', from: 'ada@desk.test', to: ['bo@home.test'], subject: 'Re: Invoice', inReplyTo: ['q1'], references: ['q1'], at: at(10), folder: 'Sent' }),
    writeMail({ id: 'q2', from: 'ad@spam.test', subject: 'Buy', at: at(8) }),
    writeMail({ id: 'a2', from: 'ada@desk.test', to: ['ad@spam.test'], subject: 'Re: Buy', inReplyTo: ['q2'], references: ['q2'], at: at(16), folder: 'Sent' }),
    writeMail({ id: 'q3', from: 'bo@home.test', cc: ['robot@spam.test'], subject: 'Ticket 3', at: at(8) }),
    writeMail({ id: 'r3', from: 'robot@spam.test', to: ['help@desk.test'], cc: ['bo@home.test'], subject: 'Re: Ticket 3', inReplyTo: ['q3'], references: ['q3'], at: at(9) }),
    writeMail({ id: 'a3', from: 'ada@desk.test', to: ['bo@home.test'], subject: 'Re: Ticket 3', inReplyTo: ['q3'], references: ['q3'], at: at(12), folder: 'Sent' }),
  ]));
  await catchUp(desk.database, [factsConsumer]);
});
after(() => desk.close());

async function dump(): Promise<string> {
  const rows = await within((tx) => tx.rows(sql<{ line: string }>`
    SELECT line FROM (SELECT 1 AS part, message_id AS id, t::text AS line FROM message_facts t UNION ALL SELECT 2, conversation_id, t::text FROM conversation_facts t UNION ALL SELECT 3, message_id, t::text FROM filtered_mails t) f ORDER BY part, id`));
  return rows.map((row) => row.line).join('\n');
}
const leftOut = async () => Object.fromEntries((await within((tx) => tx.rows(sql<{ mailId: string; because: string }>`
  SELECT m.mail_id AS "mailId", f.because FROM filtered_mails f JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id ORDER BY m.mail_id`))).map(({ mailId, because }) => [mailId, because]));
const filter: LogFilter = { zone: 'UTC', nowMs: Date.parse('2024-05-06T12:00:00.000Z') };
const figures = () => within(async (tx) => {
  const { threads, messages, overallReply } = await countStats(tx, filter);
  return [threads.total, messages.count, overallReply.count, overallReply.meanRaw];
});
const hour = 3_600;
/** After a change: everybody follows, and a rebuild says the same, byte for byte. */
async function change(work: (tx: Tx) => Promise<unknown>): Promise<void> {
  await within(work);
  await catchUp(desk.database, [factsConsumer]);
  const followed = await dump();
  await rebuildFacts(desk.database, desk.accountId);
  assert.equal(await dump(), followed, 'not as rebuilt');
}

test('a blocked domain takes its mails and what we wrote to it alone out of all figures, for all history, and gives them back', async () => {
  const whole = [await figures(), await dump()];
  assert.deepEqual(whole[0], [3, 7, 3, (2 + 8 + 3) * hour / 3], 'the robot wrote between question and answer of the third');
  await change((tx) => blockEntries(tx, desk.act, 'domain', ['spam.test']));
  assert.deepEqual(await leftOut(), { a2: 'domain', q2: 'domain', r3: 'domain' });
  assert.deepEqual(await figures(), [2, 4, 2, (2 + 4) * hour / 2], 'the third answer is measured from the question');
  const { rows } = await within((tx) => findConversationLog(tx, filter, { perPage: 10, page: 1, direction: 'asc' }));
  assert.deepEqual(rows.map(({ subject, messages }) => [subject, messages.map(({ mailId }) => mailId)]), [['Invoice', ['a1', 'q1']], ['Ticket 3', ['a3', 'q3']]]);
  assert.equal((await within((tx) => tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM messages`))).count, 7, 'and is kept');
  await within((tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ id: 'q4', from: 'other@spam.test', subject: 'Buy more', at: at(18) })]));
  await catchUp(desk.database, [factsConsumer]);
  assert.equal((await leftOut())['q4'], 'domain', 'what comes later is judged as it comes');
  await within((tx) => tx.run(sql`UPDATE messages SET deleted_at = ${desk.act.now} WHERE mail_id = 'q4'`));
  await change((tx) => unblockEntries(tx, desk.act, 'domain', ['spam.test']));
  assert.deepEqual([await figures(), await dump()], whole);
});

test('listed domains only, and addresses', async () => {
  await change(async (tx) => { await blockEntries(tx, desk.act, 'domain', ['home.test']); await setListedOnly(tx, desk.act, true); });
  assert.deepEqual(await leftOut(), { a2: 'not-listed', q2: 'not-listed', r3: 'not-listed' });
  await change(async (tx) => { await setListedOnly(tx, desk.act, false); await unblockAll(tx, desk.act, 'domain'); await blockEntries(tx, desk.act, 'address', ['bo@home.test']); });
  assert.deepEqual(await leftOut(), { a1: 'address', a3: 'address', q1: 'address', q3: 'address' });
  await change((tx) => unblockAll(tx, desk.act, 'address'));
});

test('groups ask for subjects and labels; another name of a label, and a label put on, count at once', async () => {
  const labels = await within((tx) => ensureLabels(tx, desk.act, ['robots']));
  const conversation = await within((tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE mail_id = 'q2'`));
  await within((tx) => setConversationLabels(tx, desk.act, conversation.id, ['robots']));
  let id = 0;
  await change(async (tx) => { ({ id } = await createFilterGroup(tx, desk.act, { name: 'people', rules: [
    { field: 'label', operator: 'does-not-equal', value: 'ROBOTS', joinedBy: 'and' }, { field: 'subject', operator: 'does-not-begin-with', value: 'invoice', joinedBy: 'and' }] })); });
  assert.deepEqual(await leftOut(), { a2: 'group', q1: 'group', q2: 'group' });
  await change((tx) => changeLabel(tx, desk.act, [...labels.values()][0]!, { name: 'machines' }));
  assert.deepEqual(await leftOut(), { q1: 'group' });
  await change((tx) => toggleFilterGroup(tx, desk.act, id));
  assert.deepEqual(await leftOut(), {});
  await change((tx) => deleteFilterGroup(tx, desk.act, id));
});
