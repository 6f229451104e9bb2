import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemAct } from '#core/kernel/index.ts';
import { hostileMails } from '#channels/email/parse/hostile-mails-for-tests.ts';
import { sha256Of } from '#channels/email/take-in/incoming-mail.ts';
import { prepareMails } from '#channels/email/take-in/prepare-mails.ts';
import { storeMails } from '#channels/email/take-in/store-mails.ts';
import { openMailRoom } from '../testkit/mail-room.ts';
import { openDesk } from '../testkit/people/open-desk.ts';
import { benchOptions } from './kit/bench-options.ts';
import { printTable, say } from './kit/print-table.ts';

/**
 * Every mail of the hostile corpus through the way in that SMTP, IMAP and import share: how long the event loop stood still at most (on a busy machine
 * that counts the others' work too), and the processor time that the main thread spent on the costliest mail (which does not).
 */
const { isJson } = benchOptions();
const desk = await openDesk();
const room = await openMailRoom(desk.database);
try {
  const act = systemAct(desk.accountId, new Date().toISOString(), 'bench');
  const tools = { database: desk.database, files: room.files, pool: room.pool(), verifier: null };
  const take = async (raw: Uint8Array, key: string): Promise<number> => {
    const prepared = await prepareMails(tools, act, null, [{ copyKey: key, raw, sha256: sha256Of(raw), folder: '', copyFlags: [], unreadable: null, timeOf: () => ({ at: act.now, source: 'smtp', flags: [] }) }]);
    return (await storeMails(desk.database, act, [desk.help], prepared, { batchId: null })).quarantined;
  };
  await take(Buffer.from('From: bo@home.test\r\nSubject: warm\r\n\r\nx\r\n'), 'raw:warm'); // code is loaded and connections are open before anything is measured
  const bytes = hostileMails.map(([name, build]) => [name, build()] as const);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let worst = { name: '', ms: 0 };
  let [quarantined, mails] = [0, 0];
  delay.enable();
  for (const [name, raw] of bytes) {
    const before = process.threadCpuUsage();
    quarantined += await take(raw, `raw:${name}`);
    const { user, system } = process.threadCpuUsage(before);
    mails += 1;
    const ms = Math.round((user + system) / 100) / 10;
    say(`${name}: ${raw.byteLength} bytes, ${ms} ms of the main thread`);
    if (ms > worst.ms) worst = { name, ms };
  }
  delay.disable();
  printTable('hostile-mail', [{ candidate: 'take-in', mails, quarantined, 'loop stood still max ms': Math.round(delay.max / 1e6), 'p99 ms': Math.round(delay.percentile(99) / 1e6), 'main thread max ms': worst.ms, 'for the mail': worst.name }], isJson);
} finally {
  await room.close();
  await desk.close();
}
