import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { removeConnection } from '#core/channels/index.ts';
import { createTeam, deleteTeam } from '#core/people/index.ts';
import { askForReport, createReportSchedule, emptySettings, findReportRuns, getReportFile, getReportRun, type ReportQuestion, type ReportRun, type ScheduleInput } from '#core/reports/index.ts';
import { openSendingDesk, type SendingDesk } from '#channels/email/send/testing/mail-room.ts';
import { finishJob, takeJobs, type Job } from '#jobs/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { beginDueReports } from '../work/report-clock.ts';
import { reportJobs, reportQueue } from './report-jobs.ts';
import { workReports } from './testing/work-reports.ts';

let room: SendingDesk;
const failures: unknown[] = [];
before(async () => {
  room = await openSendingDesk();
  await room.within(async (tx) => {
    await receiveMails(tx, room.now(), room.desk.help, [
      writeMail({ from: 'bo@home.test', id: 'a@home.test', subject: 'First', at: '2024-05-06T08:00:00.000Z' }),
      writeMail({ from: 'help@desk.test', to: ['bo@home.test'], id: 'b@desk.test', subject: 'Re: First', references: ['a@home.test'], at: '2024-05-06T09:30:00.000Z', folder: 'Sent' }),
      writeMail({ from: 'cy@home.test', id: 'c@home.test', subject: 'Second', at: '2024-05-06T10:00:00.000Z' }),
    ]);
  });
  await catchUp(room.desk.database, [factsConsumer]);
});
after(() => room.close());
beforeEach(() => {
  room.peer.mails.length = 0;
  room.peer.behave({});
  failures.length = 0;
});

const handlers = () => reportJobs({ database: room.desk.database, clock: room.clock, send: () => room.context, wake: () => {}, onFailure: (error) => { failures.push(error); } });
const look = (): Promise<number> => beginDueReports({ database: room.desk.database, clock: room.clock, onFailure: (error) => { throw error; } });
const take = (leaseMs = 60_000): Promise<Job[]> => takeJobs(room.desk.database, { queue: reportQueue, limit: 20, leaseMs, nowMs: room.clock.nowMs() });
const run = async (job: Job): Promise<void> => { await handlers()[job.kind]!(job, { signal: new AbortController().signal }); };
/** All that is due now. Returns how many tries there were. */
const work = (): Promise<number> => workReports(room.context, { onFailure: (error) => { failures.push(error); } });
const question: ReportQuestion = { name: 'Tag für Tag', type: 'overview', settings: emptySettings, format: 'csv', fromDay: '2024-05-06', toDay: '2024-05-06', recipients: ['board@else.test', 'ceo@else.test'] };
const ask = (more: Partial<ReportQuestion> = {}): Promise<ReportRun> => room.within((tx) => askForReport(tx, room.now(), { ...question, ...more }));
const get = (id: number): Promise<ReportRun> => room.within((tx) => getReportRun(tx, room.now(), id));
const states = async (id: number) => { const { state, problem, mails } = await get(id); return [state, problem, mails.map((mail) => [mail.state, mail.problem])]; };
const attachmentOf = (raw: Buffer): Buffer => Buffer.from(raw.toString().split('Content-Disposition: attachment;')[1]!.split('\r\n\r\n')[1]!.split('\r\n--')[0]!.replaceAll('\r\n', ''), 'base64');
const textOf = (raw: Buffer): string => Buffer.from(raw.toString().split('Content-Type: text/plain; charset=utf-8')[1]!.split('\r\n\r\n')[1]!.split('\r\n--')[0]!.replaceAll('\r\n', ''), 'base64').toString();
const idOf = (raw: Buffer): string => /^Message-ID: <(.*)>\r$/m.exec(raw.toString())![1]!;

test('a report that is asked for is made, kept and mailed to each of its people by a mail of their own, with the file that can be downloaded', async () => {
  const { id } = await ask();
  assert.equal(await look(), 1);
  assert.equal(await look(), 0, 'it has its job');
  assert.equal(await work(), 3);
  assert.deepEqual(await states(id), ['made', null, [['sent', null], ['sent', null]]]);
  assert.deepEqual(room.peer.mails.map(({ to }) => to.join()).toSorted((a, b) => a.localeCompare(b)), ['board@else.test', 'ceo@else.test']);
  const file = await room.within((tx) => getReportFile(tx, room.now(), id));
  for (const { raw } of room.peer.mails) {
    assert.ok(attachmentOf(raw).equals(file.bytes));
    assert.match(raw.toString(), /^Auto-Submitted: auto-generated\r$/m);
    assert.match(textOf(raw), /somebody shares a report of Desk: Tag für Tag/);
    assert.ok(raw.toString().includes("filename*=UTF-8''Tag%20f%C3%BCr%20Tag%202024-05-06.csv"));
  }
  assert.equal(new Set(room.peer.mails.map(({ raw }) => idOf(raw))).size, 2);
  const text = file.bytes.toString();
  for (const line of ['"Time zone","UTC"', '"Total",2,2,1,50,5400,5400,5400,5400,5400,']) assert.ok(text.includes(line), `${line} in ${text}`);
});

test('a server that dies before the end of a making leaves it to another, and two that make it at once make one file and one mail for each', async () => {
  const { id } = await ask();
  await look();
  const [job] = await take(1_000);
  room.clock.advance(2_000); // its lease ran out: another takes the same job while the first still works
  const [again] = await take();
  assert.equal(again!.id, job!.id);
  await Promise.all([run(job!), run(again!)]);
  await room.desk.database.withoutAccount((tx) => finishJob(tx, again!));
  const [first, ...more] = await take(1_000);
  assert.equal(more.length, 1, 'a job for each of two mails');
  await run(first!); // sent and noted, and the process dies before the job is finished
  room.clock.advance(2_000);
  await work();
  assert.equal(room.peer.mails.length, 2, 'nobody gets it twice');
  assert.deepEqual(await states(id), ['made', null, [['sent', null], ['sent', null]]]);
});

test('a mail server that is busy gets the same mail later; one that refuses for good is told in its words, and the other goes out all the same', async () => {
  room.peer.behave({ recipient: (address) => (address.startsWith('ceo') ? { code: 550, text: '5.1.1 no such user' } : { code: 451, text: '4.3.0 later' }) });
  const { id } = await ask();
  await work();
  const [, , mails] = await states(id) as [string, null, [string, string][]];
  assert.deepEqual([mails[0]![0], mails[1]![0], /5\.1\.1 no such user/.test(mails[1]![1])], ['waiting', 'failed', true]);
  room.peer.behave({});
  for (let tries = 0; room.peer.mails.length === 0 && tries < 20; tries += 1) {
    room.clock.advance(3_600_000);
    await work();
  }
  const [after1] = (await get(id)).mails;
  assert.deepEqual([room.peer.mails.length, room.peer.mails[0]!.to, after1!.state, after1!.tries >= 2], [1, ['board@else.test'], 'sent', true]);
  const { idPart } = await room.within((tx) => tx.one(sql<{ idPart: string }>`SELECT id_part AS "idPart" FROM report_mails WHERE account_id = ${tx.accountId} AND run_id = ${id} AND ordinal = 1`));
  assert.ok(idOf(room.peer.mails[0]!.raw).startsWith(`${idPart}@`), 'every try has one Message-ID');
});

test('a schedule mails its report at its time over the change of clocks, once a day; late ones say so and how many are missing', async () => {
  const input: ScheduleInput = { name: 'Frühbericht', type: 'overview', settings: emptySettings, format: 'csv', frequency: 'daily', weekdays: [], monthMoment: null, monthDay: null, localTime: '02:30:00', zone: 'Europe/Berlin', language: 'de', includesToday: false, recipients: ['board@else.test'] };
  const to = (instant: string): void => room.clock.advance(Date.parse(instant) - room.clock.nowMs());
  to('2025-03-29T12:00:00Z');
  const schedule = await room.within((tx) => createReportSchedule(tx, room.now(), input));
  const sentBy: Record<string, number> = {};
  for (const at of ['2025-03-30T01:00:00Z', '2025-03-30T01:30:00Z', '2025-03-31T00:00:00Z', '2025-03-31T00:30:00Z']) {
    to(at);
    await work();
    sentBy[at] = room.peer.mails.length;
  }
  assert.deepEqual(Object.values(sentBy), [0, 1, 1, 2]);
  assert.match(textOf(room.peer.mails[0]!.raw), /Guten Tag,[^]*hier ist der Bericht von Desk: Frühbericht, Sa\., 29\. März 2025 \(Europe\/Berlin\)/);
  assert.doesNotMatch(textOf(room.peer.mails[0]!.raw), /fällig/);
  room.peer.mails.length = 0;
  to('2025-04-04T09:00:00Z');
  await work();
  assert.equal(room.peer.mails.length, 1, 'of four missed ones the last');
  const late = textOf(room.peer.mails[0]!.raw);
  assert.match(late, /fällig am 4\. Apr\. 2025, 02:30/);
  assert.match(late, /3 frühere Berichte waren in dieser Zeit fällig und werden nicht gesendet/);
  assert.equal((await room.within((tx) => findReportRuns(tx, room.now(), { scheduleId: schedule.id }))).length, 3);
  await room.within((tx) => tx.run(sql`DELETE FROM report_schedules WHERE account_id = ${tx.accountId}`));
});

// Worked out by hand from the offsets of tz 2026, as in core/reports/schedule/next-due.test.ts; in the order of time.
const overChanges = [
  ['America/New_York', '02:30:00', 'half past two is skipped', '2026-03-08T07:30:00Z', '2026-03-09T06:30:00Z'],
  ['Europe/Berlin', '02:30:00', 'half past two is skipped', '2026-03-29T01:30:00Z', '2026-03-30T00:30:00Z'],
  ['Australia/Lord_Howe', '01:45:00', 'half an hour comes twice', '2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z'],
  ['Australia/Lord_Howe', '02:15:00', 'half an hour is skipped', '2026-10-03T15:45:00Z', '2026-10-04T15:15:00Z'],
  ['Europe/Berlin', '02:30:00', 'half past two comes twice', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
  ['America/New_York', '01:30:00', 'half past one comes twice', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z'],
] as const;

test('in three zones, over both changes of clocks, whoever looks each quarter of an hour: one mail a local day, at its time', async () => {
  const to = (ms: number): void => room.clock.advance(ms - room.clock.nowMs());
  for (const [zone, localTime, about, ...dues] of overChanges) {
    to(Date.parse(dues[0]) - 12 * 3_600_000);
    const { id } = await room.within((tx) => createReportSchedule(tx, room.now(), { name: zone, type: 'overview', settings: emptySettings, format: 'csv', frequency: 'daily', weekdays: [], monthMoment: null, monthDay: null, localTime, zone, includesToday: false, recipients: ['board@else.test'] }));
    room.peer.mails.length = 0;
    const sentAt: string[] = [];
    for (const due of dues) for (let at = Date.parse(due) - 2 * 3_600_000; at <= Date.parse(due) + 3 * 3_600_000; at += 15 * 60_000) {
      to(at);
      await work();
      while (sentAt.length < room.peer.mails.length) sentAt.push(new Date(at).toISOString().replace('.000', ''));
    }
    assert.deepEqual(sentAt, dues, `${zone}: ${about}`);
    assert.deepEqual((await room.within((tx) => findReportRuns(tx, room.now(), { scheduleId: id }))).map(({ dueAt, missed }) => [dueAt, missed]), dues.toReversed().map((due) => [due, 0]), `${zone}: ${about}`);
    await room.within((tx) => tx.run(sql`DELETE FROM report_schedules WHERE account_id = ${tx.accountId}`));
  }
});

test('whom a report is about and nobody knows any more is said at once, without tries; without a way out for mail that is said', async () => {
  const team = await room.within((tx) => createTeam(tx, room.now(), { name: 'Owls' }));
  const { id } = await ask({ settings: { ...emptySettings, filter: { party: { name: 'Owls', type: 'team' } } } });
  await room.within((tx) => deleteTeam(tx, room.now(), team.id));
  await look();
  assert.equal(await work(), 1);
  assert.deepEqual([await states(id), failures.length], [['failed', 'party-unknown', []], 1]);
  for (const channel of [room.desk.help, room.desk.sales]) await room.within((tx) => removeConnection(tx, room.now(), channel.id, 'smtp'));
  const homeless = await ask({ recipients: ['board@else.test'] });
  await work();
  assert.deepEqual(await states(homeless.id), ['made', null, [['failed', 'no-server']]]);
});
