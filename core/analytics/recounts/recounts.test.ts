import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { askForRecount, factsConsumer, findRecounts, getRecount, recomputeHistory } from '#core/analytics/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp, consumeOnce, sequenceOnce } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { blockEntries } from '#core/mail-filters/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { stepRecount } from './run-recount.ts';

let desk: Desk;
before(async () => {
  desk = await openDesk();
  const mails = [1, 2, 3].flatMap((n) => [
    writeMail({ from: `bo${n}@home.test`, id: `asked${n}@home.test`, at: `2024-05-0${n}T08:00:00Z` }),
    writeMail({ from: 'ada@desk.test', to: [`bo${n}@home.test`], subject: 'Re: Hello', inReplyTo: [`asked${n}@home.test`], at: `2024-05-0${n}T09:00:00Z` }),
  ]);
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, mails));
  await follow();
});
after(() => desk.close());

const follow = () => catchUp(desk.database, [factsConsumer]);
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const rows = <Row>(statement: Sql<Row>) => within((tx) => tx.rows(statement));
const newest = async () => (await within((tx) => findRecounts(tx, desk.act)))[0]!;
/** One step of the projection: what a process does between two moments at which it may die. */
const step = async () => { await sequenceOnce(desk.database); return consumeOnce(desk.database, factsConsumer, desk.accountId); };
const audited = () => rows(sql<{ detail: { conversations: number; before: { overallReply: { mean: number } }; after: { overallReply: { mean: number } } } }>`SELECT detail FROM audit_log WHERE action = 'facts.recomputed' ORDER BY id`);

test('what was damaged or never computed is right afterwards, told before and after, with progress and in the audit log', async () => {
  const clocks = await rows(sql`SELECT * FROM conversation_clocks ORDER BY conversation_id`);
  assert.equal(clocks.length, 3);
  await rows(sql`UPDATE message_facts SET span_business = 7 WHERE span_business = 3600`);
  await rows(sql`UPDATE figure_bases SET basis = 'old'`);
  await rows(sql`DELETE FROM conversation_clocks`);
  const steps: string[] = [];
  const result = await recomputeHistory(desk.database, desk.act, (done, total) => steps.push(`${done} of ${total}`));
  assert.deepEqual([result.state, result.total, result.done, steps.at(-1), result.causes, result.isWhole], ['done', 3, 3, '3 of 3', ['asked'], true]);
  assert.deepEqual([result.before!.figures.overallReply.mean, result.after!.figures.overallReply.mean, result.after!.figures.overallReply.count, result.after!.figures.conversations.total], [7, 3_600, 3, 3]);
  assert.deepEqual(await rows(sql`SELECT * FROM conversation_clocks ORDER BY conversation_id`), clocks);
  const told = (await audited()).at(-1);
  assert.deepEqual([told!.detail.conversations, told!.detail.before.overallReply.mean, told!.detail.after.overallReply.mean], [3, 7, 3_600]);
  assert.equal((await rows(sql`SELECT FROM audit_log WHERE action = 'facts.recount-asked'`)).length, 1);
  assert.ok((await rows(sql`SELECT FROM figure_rollups WHERE kind = 'all'`)).length > 0);
  const again = await recomputeHistory(desk.database, desk.act);
  assert.deepEqual(again.before!.figures, again.after!.figures);
});

test('one that somebody asked for goes on where a process died, step by step, and a second one is refused meanwhile', async () => {
  await rows(sql`UPDATE message_facts SET span_business = 9 WHERE span_business = 3600`);
  const two = await Promise.allSettled([within((tx) => askForRecount(tx, desk.act)), within((tx) => askForRecount(tx, desk.act))]);
  assert.deepEqual(two.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  assert.equal((await newest()).state, 'waiting');
  // Whoever reads on between the steps is another process each time: nothing is held in memory between them.
  const seen = new Set<string>();
  for (let taken = 1; taken > 0;) {
    taken = await step();
    const { state, done, total } = await newest();
    seen.add(`${state} ${done}/${total}`);
    if (state !== 'done') await assert.rejects(within((tx) => askForRecount(tx, desk.act)), { code: 'conflict' });
  }
  assert.deepEqual([...seen], ['running 0/3', 'running 3/3', 'done 3/3']);
  // The rollups know nothing of the damage; adding the difference to them would have made them wrong.
  const { before: was, after: is, endedAt } = await newest();
  assert.deepEqual([was!.figures.overallReply.mean, is!.figures.overallReply.mean], [3_600, 3_600]);
  assert.ok(endedAt);
  assert.equal((await rows(sql`SELECT FROM message_facts WHERE span_business = 3600`)).length, 3);
});

test('a step that fails is taken back whole and done by the next, once; steps cover every conversation', async () => {
  const { id } = await within((tx) => askForRecount(tx, desk.act));
  await step();
  await assert.rejects(within(async (tx) => {
    assert.equal((await stepRecount(tx, id, desk.act.now)).length, 3);
    throw new Error('the process died');
  }), /died/);
  assert.equal((await newest()).done, 0);
  const parts: number[][] = [];
  for (let part = 0; part < 3; part += 1) parts.push(await within((tx) => stepRecount(tx, id, desk.act.now, 2)));
  assert.deepEqual(parts, [(await conversationIds()).slice(0, 2), (await conversationIds()).slice(2), []]);
  await follow();
  assert.deepEqual([(await newest()).state, (await newest()).done], ['done', 3]);
});

const conversationIds = async () => (await rows(sql<{ id: number }>`SELECT id FROM conversations ORDER BY id`)).map(({ id }) => id);

test('a changed setting begins one; one that comes meanwhile takes its place and keeps the first figures', async () => {
  await within((tx) => blockEntries(tx, desk.act, 'address', ['bo1@home.test']));
  await follow();
  const filtered = await newest();
  assert.deepEqual([filtered.causes, filtered.state, filtered.before!.figures.messages.total, filtered.after!.figures.messages.total], [['mail-filters'], 'done', 6, 4]);
  await within((tx) => blockEntries(tx, desk.act, 'address', ['bo2@home.test']));
  await step();
  assert.deepEqual([(await newest()).state, (await newest()).done], ['running', 0]);
  await within((tx) => blockEntries(tx, desk.act, 'address', ['bo3@home.test']));
  await follow();
  const [second, first] = await within((tx) => findRecounts(tx, desk.act));
  assert.deepEqual([first!.state, first!.replacedBy, second!.state, second!.before!.figures.messages.total, second!.after!.figures.messages.total], ['replaced', second!.id, 'done', 4, 0]);
});

test('hours that hold from now on begin one of the conversations since, or none', async () => {
  const setHours = async (now: string) => {
    await within((tx) => setCalendar(tx, { ...desk.act, now }, { zone: 'UTC', hours: { mon: [['09:00', '17:00']] }, holidays: [] }));
    await follow();
    return newest();
  };
  const first = await setHours('2024-05-03T00:00:00.000Z'); // the first hours there are hold for all history
  assert.deepEqual([first.causes, first.isWhole, first.total], [['calendar'], true, 3]);
  const second = await setHours('2024-05-03T00:00:00.000Z');
  assert.deepEqual([second.causes, second.isWhole, second.total, second.state], [['calendar'], false, 1, 'done']);
  assert.equal((await setHours('2030-01-01T00:00:00.000Z')).id, second.id);
});

test('who may not change settings may not, and another account\'s is not there', async () => {
  const reader = { ...desk.act, actor: { kind: 'user' as const, id: 1, permissions: new Set(['reports.read'] as const) } };
  await assert.rejects(within((tx) => askForRecount(tx, reader)), { code: 'forbidden' });
  await assert.rejects(recomputeHistory(desk.database, reader), { code: 'forbidden' });
  await assert.rejects(within((tx) => findRecounts(tx, { ...reader, actor: { ...reader.actor, permissions: new Set() } })), { code: 'forbidden' });
  const other = await desk.database.withoutAccount((tx) => tx.one(sql<{ id: number }>`INSERT INTO accounts (slug, name, created_at) VALUES ('other', 'Other', now()) RETURNING id`));
  const { id } = await newest();
  await assert.rejects(desk.database.withAccount(other.id, (tx) => getRecount(tx, systemAct(other.id, desk.act.now, 'test'), id)), { code: 'not-found' });
  assert.deepEqual(await desk.database.withAccount(other.id, (tx) => findRecounts(tx, systemAct(other.id, desk.act.now, 'test'))), []);
});
