import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, endMember, setupAccount } from '#core/accounts/index.ts';
import type { Act, Permission } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import {
  askForReport, changeReportSchedule, changeSavedReport, createReportSchedule, deleteReportSchedule, deleteSavedReport, emptySettings, findAccountsWithDueReports, findReportRuns, findReportSchedules, findSavedReports,
  getReportFile, getReportRun, getSavedReport, getWaitingMail, getWaitingRun, mailsPerDayMax, recordReportFailed, recordReportMade, recordReportMail, runReportSchedule, saveReport, sweepReports, takeDueReports, type ReportQuestion,
  type ScheduleInput,
} from './index.ts';

let desk: Desk;
let other: Act;
let bo: { readonly id: number; readonly act: Act };
before(async () => {
  desk = await openDesk();
  const eve = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
  other = { ...desk.act, accountId: eve.account.id };
  const { user } = await setupAccount(desk.database, { accountName: 'Bo', email: 'bo@guest.test', name: 'Bo', password: null, now: desk.act.now });
  await within((tx) => addMember(tx, desk.act, { userId: user.id, role: 'owner' }));
  bo = { id: user.id, act: { ...desk.act, actor: { kind: 'user', id: user.id, permissions: 'all' } } };
});
after(() => desk.close());

const within = <T,>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const at = (now: string, act = ada()): Act => ({ ...act, now });
const ada = (): Act => ({ ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } });
const may = (...permissions: Permission[]): Act => ({ ...ada(), actor: { kind: 'user', id: desk.userId, permissions: new Set(permissions) } });
const input: ScheduleInput = {
  name: 'Morning', type: 'overview', settings: emptySettings, format: 'pdf', frequency: 'daily', weekdays: [], monthMoment: null, monthDay: null, localTime: '09:00:00', zone: 'Europe/Berlin', includesToday: false, recipients: ['board@desk.test'],
};
const question: ReportQuestion = { name: 'Now', type: 'overview', settings: emptySettings, format: 'csv', fromDay: '2024-05-01', toDay: '2024-05-05', recipients: [] };
const isCode = (code: string, field?: string) => (error: { code?: string; fields?: { field: string }[] }): boolean => error.code === code && (field === undefined || error.fields?.[0]?.field === field);
const take = (now: string, database = desk.database): Promise<number> => database.withAccount(desk.accountId, (tx) => takeDueReports(tx, at(now, desk.act), async () => {}));
/** Nothing of the tests before is due or waits. */
const quiet = (): Promise<void> => within(async (tx) => {
  for (const { id } of await findReportSchedules(tx, ada())) await deleteReportSchedule(tx, ada(), id);
  await tx.run(sql`DELETE FROM report_runs WHERE account_id = ${desk.accountId}`);
});

test('what is saved is kept as checked values, listed by type, changed in parts and deleted; unknown people and words are named and nothing is kept', async () => {
  const made = await within((tx) => saveReport(tx, ada(), { name: ' Sales ', type: 'sla', settings: { ...emptySettings, filter: { labels: ['urgent'], threadTypes: ['outbound', 'inbound', 'inbound'], exclusive: false, search: ' ', communicatingWith: { name: 'bo@home.test', type: null } } } }));
  assert.deepEqual([made.name, made.settings.filter], ['Sales', { labels: ['urgent'], threadTypes: ['inbound', 'outbound'], communicatingWith: { name: 'bo@home.test', type: null } }]);
  const changed = await within((tx) => changeSavedReport(tx, ada(), made.id, { name: 'Sales 2' }));
  assert.deepEqual([changed.name, changed.type, changed.settings], ['Sales 2', 'sla', made.settings]);
  assert.deepEqual(await within(async (tx) => [(await findSavedReports(tx, ada(), { type: 'sla' })).length, (await findSavedReports(tx, ada(), { type: 'trend' })).length]), [1, 0]);
  for (const [wrong, field] of [
    [{ name: '' }, 'name'], [{ type: 'x' as 'sla' }, 'type'], [{ settings: { ...emptySettings, filter: { threadTypes: ['x' as 'inbound'] } } }, 'filter.threadTypes.0'], [{ settings: { ...emptySettings, filter: { party: { name: 'Nobody Here', type: 'agent' as const } } } }, 'filter.party'],
    [{ settings: { ...emptySettings, filter: { repliesOverSeconds: 1.5 } } }, 'filter.repliesOverSeconds'], [{ settings: { ...emptySettings, filter: { nudgesMin: -1 } } }, 'filter.nudgesMin'],
    [{ settings: { ...emptySettings, filter: { lastTouchToDay: '2024-02-30' } } }, 'filter.lastTouchToDay'], [{ settings: { ...emptySettings, filter: { lastTouchFromDay: '2024-02-02', lastTouchToDay: '2024-02-01' } } }, 'filter.lastTouchFromDay'], [{ settings: { ...emptySettings, trend: { unit: 'day' as const, periods: 61, showAgents: true } } }, 'trend.periods'],
    [{ settings: { ...emptySettings, goals: { firstReply: 0, overall: null, close: null } } }, 'goals.firstReply'], [{ settings: { ...emptySettings, filter: { search: 'a\u0000' } } }, 'filter.search'],
  ] as const) await assert.rejects(within((tx) => changeSavedReport(tx, ada(), made.id, wrong)), isCode('invalid', field), field);
  assert.deepEqual(await within((tx) => getSavedReport(tx, ada(), made.id)), changed);
  for (const look of [(tx: Tx) => getSavedReport(tx, other, made.id), (tx: Tx) => changeSavedReport(tx, other, made.id, {}), (tx: Tx) => deleteSavedReport(tx, other, made.id)] as ((tx: Tx) => Promise<unknown>)[]) await assert.rejects(desk.database.withAccount(other.accountId, look), isCode('not-found'));
  for (const act of [may('reports.read'), may()]) await assert.rejects(within((tx) => saveReport(tx, act, { name: 'x', type: 'sla', settings: emptySettings })), isCode('forbidden'));
  await assert.rejects(within((tx) => findSavedReports(tx, may('reports.export'))), isCode('forbidden'));
  await within((tx) => deleteSavedReport(tx, ada(), made.id));
  await assert.rejects(within((tx) => getSavedReport(tx, ada(), made.id)), isCode('not-found'));
});

test('a schedule is due at its local time, once, whoever looks; its next time moves on, and a pause holds it', async () => {
  await quiet();
  const schedule = await within((tx) => createReportSchedule(tx, ada(), input));
  assert.deepEqual([schedule.nextAt, schedule.ownerId], ['2024-05-07T07:00:00Z', desk.userId]);
  assert.deepEqual(await findAccountsWithDueReports(desk.database, '2024-05-07T06:59:59Z'), []);
  assert.deepEqual(await findAccountsWithDueReports(desk.database, '2024-05-07T07:00:00Z'), [desk.accountId]);
  const second = desk.secondPool();
  const begun = await Promise.all([take('2024-05-07T07:00:01Z'), take('2024-05-07T07:00:01Z', second), take('2024-05-07T07:00:01Z')]);
  assert.equal(begun.reduce((sum, one) => sum + one, 0), 1, 'of three who look at once one begins it');
  const [run] = await within((tx) => findReportRuns(tx, ada(), { scheduleId: schedule.id }));
  assert.deepEqual([run!.dueAt, run!.fromDay, run!.toDay, run!.state, run!.missed, run!.kind], ['2024-05-07T07:00:00Z', '2024-05-06', '2024-05-06', 'waiting', 0, 'scheduled']);
  assert.equal((await within((tx) => findReportSchedules(tx, ada())))[0]!.nextAt, '2024-05-08T07:00:00Z');
  await within((tx) => tx.run(sql`UPDATE report_schedules SET next_at = '2024-05-07T07:00:00Z' WHERE account_id = ${desk.accountId}`));
  assert.equal(await take('2024-05-07T07:00:02Z'), 0, 'the key of the run holds even where the next time does not');
  const paused = await within((tx) => changeReportSchedule(tx, at('2024-05-07T08:00:00Z'), schedule.id, { isPaused: true }));
  assert.deepEqual([paused.nextAt, paused.pausedBecause, await take('2024-06-01T00:00:00Z')], [null, 'asked', 0]);
  const on = await within((tx) => changeReportSchedule(tx, at('2024-06-01T12:00:00Z'), schedule.id, { isPaused: false, localTime: '18:00:00' }));
  assert.deepEqual([on.nextAt, on.pausedBecause], ['2024-06-01T16:00:00Z', null], 'what passed while it was held is not made up for');
});

test('after days without a server the last missed report goes out once and knows how many came before it', async () => {
  await quiet();
  await within((tx) => createReportSchedule(tx, ada(), input));
  assert.deepEqual([await take('2024-05-10T12:00:00Z'), await take('2024-05-10T12:00:00Z')], [1, 0]);
  const runs = await within((tx) => findReportRuns(tx, ada()));
  assert.deepEqual(runs.map(({ dueAt, missed, toDay }) => [dueAt, missed, toDay]), [['2024-05-10T07:00:00Z', 3, '2024-05-09']]);
});

test('a schedule whose owner may not export any more is skipped and paused, and says why; the next who changes it owns it', async () => {
  await quiet();
  const schedule = await within((tx) => createReportSchedule(tx, bo.act, { ...input, recipients: [] }));
  assert.equal(schedule.ownerEmail, 'bo@guest.test');
  assert.equal(await take('2024-05-07T07:00:00Z'), 1);
  await within((tx) => endMember(tx, desk.act, bo.id));
  assert.equal(await take('2024-05-08T07:00:00Z'), 0);
  const [skipped, made] = await within((tx) => findReportRuns(tx, ada()));
  assert.deepEqual([skipped!.state, skipped!.problem, made!.state], ['skipped', 'owner-gone', 'waiting']);
  const [held] = await within((tx) => findReportSchedules(tx, ada()));
  assert.deepEqual([held!.nextAt, held!.pausedBecause], [null, 'owner-gone']);
  const taken = await within((tx) => changeReportSchedule(tx, at('2024-05-08T08:00:00Z'), schedule.id, { name: 'Mine now' }));
  assert.deepEqual([taken.ownerId, taken.nextAt, taken.pausedBecause], [desk.userId, '2024-05-09T07:00:00Z', null]);
});

test('wrong schedules are named by their field and nothing is made; another account\'s are unknown', async () => {
  await quiet();
  for (const [wrong, field] of [
    [{ frequency: 'weekly' }, 'weekdays'], [{ localTime: '25:00:00' }, 'localTime'], [{ zone: 'Nowhere' }, 'zone'], [{ format: 'doc' }, 'format'], [{ type: 'all' }, 'type'], [{ recipients: ['nobody'] }, 'recipients.0'], [{ recipients: ['a@x.test\r\nBcc: all@x.test'] }, 'recipients.0'],
    [{ recipients: Array.from({ length: 21 }, (_, n) => `a${n}@x.test`) }, 'recipients'], [{ language: 'fr' }, 'language'], [{ name: '' }, 'name'],
  ] as const) await assert.rejects(within((tx) => createReportSchedule(tx, ada(), { ...input, ...wrong } as ScheduleInput)), isCode('invalid', field), JSON.stringify(wrong));
  assert.deepEqual(await within((tx) => findReportSchedules(tx, ada())), []);
  const { id } = await within((tx) => createReportSchedule(tx, ada(), { ...input, recipients: ['A@X.test', 'a@x.test'] }));
  assert.equal((await within((tx) => findReportSchedules(tx, ada())))[0]!.recipients.length, 1);
  for (const work of [(tx: Tx) => changeReportSchedule(tx, other, id, {}), (tx: Tx) => deleteReportSchedule(tx, other, id), (tx: Tx) => runReportSchedule(tx, other, id, { toRecipients: true })] as ((tx: Tx) => Promise<unknown>)[]) {
    await assert.rejects(desk.database.withAccount(other.accountId, work), isCode('not-found'));
  }
  await assert.rejects(within((tx) => runReportSchedule(tx, may('reports.read'), id, { toRecipients: true })), isCode('forbidden'));
});

test('the file, the end of the run and its mails are written once, whoever comes second; what was deleted meanwhile is not made', async () => {
  await quiet();
  const file = { fileName: 'x.csv', mediaType: 'text/csv', bytes: Buffer.from('a') };
  const run = await within((tx) => askForReport(tx, ada(), { ...question, recipients: ['one@x.test', 'two@x.test'] }));
  assert.deepEqual([run.kind, run.state, run.zone], ['shared', 'waiting', 'UTC']);
  assert.equal(await take(desk.act.now), 1, 'it gets a job');
  const jobs: number[] = [];
  const record = () => within((tx) => recordReportMade(tx, ada(), run.id, file, async (ordinal) => { jobs.push(ordinal); }));
  const both = await Promise.all([record(), record()]);
  assert.deepEqual([both.filter((isFirst) => isFirst).length, jobs.toSorted((a, b) => a - b)], [1, [1, 2]]);
  assert.equal(await within((tx) => getWaitingRun(tx, ada(), run.id)), null);
  assert.deepEqual((await within((tx) => getReportFile(tx, ada(), run.id))).bytes, file.bytes);
  await assert.rejects(within((tx) => getReportFile(tx, may('reports.read'), run.id)), isCode('forbidden'));
  const mail = await within((tx) => getWaitingMail(tx, run.id, 1));
  assert.deepEqual([mail!.address, mail!.accountName, mail!.file.fileName], ['one@x.test', 'Desk', 'x.csv']);
  await within((tx) => recordReportMail(tx, ada(), run.id, 1, 'try\u0000 later', { isFinal: false }));
  await within((tx) => recordReportMail(tx, ada(), run.id, 1, null, { isFinal: false }));
  await within((tx) => recordReportMail(tx, ada(), run.id, 1, 'too late', { isFinal: true }));
  assert.equal(await within((tx) => getWaitingMail(tx, run.id, 1)), null);
  assert.deepEqual((await within((tx) => getReportRun(tx, ada(), run.id))).mails.map(({ state, tries, problem }) => [state, tries, problem]), [['sent', 2, null], ['waiting', 0, null]]);

  const schedule = await within((tx) => createReportSchedule(tx, ada(), input));
  await take('2024-05-07T07:00:00Z');
  const [waiting] = await within((tx) => findReportRuns(tx, ada(), { scheduleId: schedule.id }));
  await within((tx) => deleteReportSchedule(tx, ada(), schedule.id));
  assert.equal(await within((tx) => getWaitingRun(tx, ada(), waiting!.id)), null);
  const skipped = await within((tx) => getReportRun(tx, ada(), waiting!.id));
  assert.deepEqual([skipped.state, skipped.problem, await within((tx) => recordReportFailed(tx, ada(), waiting!.id, 'unmade'))], ['skipped', 'schedule-deleted', false]);
});

test('an account is no relay: mails of a day, reports that wait and days are limited', async () => {
  await quiet();
  for (const [wrong, field] of [[{ fromDay: '2024-02-30' }, 'fromDay'], [{ fromDay: '2024-05-06' }, 'fromDay'], [{ toDay: '9999-01-01' }, 'toDay'], [{ toDay: 'today' }, 'toDay']] as const) await assert.rejects(within((tx) => askForReport(tx, ada(), { ...question, ...wrong })), isCode('invalid', field), JSON.stringify(wrong));
  const recipients = Array.from({ length: 20 }, (_, n) => `a${n}@x.test`);
  const { id } = await within((tx) => askForReport(tx, ada(), question));
  await within((tx) => tx.run(sql`
    INSERT INTO report_mails (account_id, run_id, ordinal, address, id_part, state, created_at) SELECT ${desk.accountId}, ${id}, n, 'x@x.test', 'x', 'sent', ${desk.act.now}::timestamptz FROM generate_series(1, ${mailsPerDayMax - 19}) n`));
  await assert.rejects(within((tx) => askForReport(tx, ada(), { ...question, recipients })), isCode('too-many'));
  const scheduled = await within((tx) => createReportSchedule(tx, ada(), { ...input, recipients, localTime: '23:00:00' }));
  await take('2024-05-06T21:00:00Z');
  const [run] = await within((tx) => findReportRuns(tx, ada(), { scheduleId: scheduled.id }));
  await within((tx) => recordReportMade(tx, at('2024-05-06T21:00:00Z'), run!.id, { fileName: 'x', mediaType: 'x', bytes: Buffer.from('x') }, async () => {}));
  const { mails } = await within((tx) => getReportRun(tx, ada(), run!.id));
  assert.deepEqual([mails.filter(({ state }) => state === 'waiting').length, mails.at(-1)!.problem], [19, 'mails-a-day'], 'what is over is noted as not sent');
  await within((tx) => askForReport(tx, at('2024-05-07T21:00:01Z'), { ...question, recipients }));
  for (let waiting = 2; waiting < 20; waiting += 1) await within((tx) => askForReport(tx, ada(), question));
  await assert.rejects(within((tx) => askForReport(tx, ada(), question)), isCode('too-many'));
  await assert.rejects(within((tx) => askForReport(tx, may('reports.read'), question)), isCode('forbidden'));
});

test('files go after 30 days, the history after a year, and what nobody made or sent is over after two days', async () => {
  await quiet();
  const run = await within((tx) => askForReport(tx, ada(), { ...question, recipients: ['one@x.test'] }));
  await within((tx) => askForReport(tx, ada(), question));
  await within((tx) => recordReportMade(tx, ada(), run.id, { fileName: 'x', mediaType: 'x', bytes: Buffer.from('x') }, async () => {}));
  const states = async (now: string): Promise<unknown> => {
    await within((tx) => sweepReports(tx, at(now)));
    return (await within((tx) => findReportRuns(tx, ada()))).map(({ state, problem, file, mails }) => [state, problem, file !== null, mails.map((mail) => mail.problem)]);
  };
  assert.deepEqual(await states('2024-05-08T11:59:59Z'), [['waiting', null, false, []], ['made', null, true, [null]]]);
  assert.deepEqual(await states('2024-05-08T12:00:01Z'), [['failed', 'unmade', false, []], ['made', null, true, ['given-up']]]);
  assert.deepEqual(await states('2024-06-06T00:00:00Z'), [['failed', 'unmade', false, []], ['made', null, false, ['given-up']]]);
  assert.deepEqual(await states('2025-05-07T00:00:00Z'), []);
});
