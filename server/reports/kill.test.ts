import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createReportSchedule, emptySettings, findReportRuns, getReportFile } from '#core/reports/index.ts';
import { openSendingDesk, type SendingDesk } from '#channels/email/send/testing/mail-room.ts';
import { workReports } from './testing/work-reports.ts';

const recipients = ['board@else.test', 'ceo@else.test'];
const dayMs = 86_400_000;
/** Longer than any lease. */
const leaseOverMs = 61_000;

let room: SendingDesk;
let dir: string;
before(async () => {
  room = await openSendingDesk({ isConnected: false });
  dir = await mkdtemp(join(tmpdir(), 'report-kill-'));
  await room.within((tx) => createReportSchedule(tx, room.now(), {
    name: 'Morning', type: 'overview', settings: emptySettings, format: 'csv', frequency: 'daily', weekdays: [], monthMoment: null, monthDay: null, localTime: '09:00:00', zone: 'Europe/Berlin', includesToday: false, recipients,
  }));
});
after(async () => {
  await room.close();
  await rm(dir, { recursive: true, force: true });
});

/** A server that SIGKILL ends at the first pass of a labelled point. Returns the signal that ended it. */
async function dieAt(label: string): Promise<NodeJS.Signals | null> {
  const input = { connection: room.desk.database.connection, dir, port: room.peer.port, now: room.now().now };
  const child = spawn(process.execPath, [fileURLToPath(new URL('./testing/work-until-idle.ts', import.meta.url)), JSON.stringify(input)], { env: { ...process.env, PATCHBAY_CRASH_AT: `${label}:1` }, stdio: 'ignore' });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => resolve(signal));
  });
}

const goOn = (): Promise<number> => workReports({ ...room.context, relay: { host: '127.0.0.1', port: room.peer.port, security: 'none', user: null, password: null } });
const idOf = (raw: Buffer): string => /^Message-ID: <(.*)>\r$/m.exec(raw.toString())![1]!;
const attachmentOf = (raw: Buffer): Buffer => Buffer.from(raw.toString().split('Content-Disposition: attachment;')[1]!.split('\r\n\r\n')[1]!.split('\r\n--')[0]!.replaceAll('\r\n', ''), 'base64');

/** Where it dies, how many mails had left by then, and how often the first recipient has the report in the end. */
for (const [label, sentByThen, copies] of [
  ['report-drawn', 0, 1], ['report-made', 0, 1], ['report-mail-noted', 1, 1],
  // The mail server's 250 is not ours to commit: the mail goes again, and its Message-ID tells that it is the same.
  ['report-mail-sent', 1, 2],
] as const) {
  test(`a server killed at ${label}: another makes the report once, with one file, and ${copies === 1 ? 'each recipient gets it once' : 'a mail that had left goes again under the same Message-ID'}`, async () => {
    room.peer.mails.length = 0;
    const before = (await room.within((tx) => findReportRuns(tx, room.now()))).length;
    room.clock.advance(dayMs);
    assert.equal(await dieAt(label), 'SIGKILL');
    assert.equal(room.peer.mails.length, sentByThen);
    room.clock.advance(leaseOverMs);
    await goOn();
    const runs = await room.within((tx) => findReportRuns(tx, room.now()));
    const [run] = runs;
    assert.deepEqual([runs.length - before, run!.state, run!.mails.map(({ address, state }) => [address, state])], [1, 'made', recipients.map((address) => [address, 'sent'])]);
    const file = await room.within((tx) => getReportFile(tx, room.now(), run!.id));
    for (const { raw } of room.peer.mails) assert.ok(attachmentOf(raw).equals(file.bytes), 'every mail carries the one file');
    const perAddress = recipients.map((address) => room.peer.mails.filter(({ to }) => to.join() === address));
    assert.deepEqual(perAddress.map(({ length }) => length), [copies, 1]);
    assert.deepEqual(perAddress.map((mails) => new Set(mails.map(({ raw }) => idOf(raw))).size), [1, 1]);
    room.clock.advance(leaseOverMs);
    assert.deepEqual([await goOn(), room.peer.mails.length], [0, copies + 1], 'nothing is left to do');
  });
}
