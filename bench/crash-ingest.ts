import { crashIngest } from '../testkit/crash-ingest/crash-ingest.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say } from './kit/print-table.ts';

/**
 * 10,000 mails by SMTP over 20 connections and a tenth as many by IMAP, three in ten with 1 MB attached, into a server that is killed (SIGKILL) at 50 random moments and
 * started again; what was not acknowledged is sent again. Then every mail is looked for, byte for byte. `--short`: 2,000 mails, 10 kills.
 */
const { isShort, isJson } = benchOptions();
const mails = isShort ? 2_000 : 10_000;
const bench = await openBenchDatabase({ size: 4 });
try {
  const result = await crashIngest({
    connection: bench.connection, smtpMails: mails, imapMails: mails / 10, connections: 20, attachmentEvery: 3, attachmentBytes: isShort ? 100_000 : 1_000_000, randomKills: isShort ? 10 : 50, onProgress: say,
  });
  const sorted = [...result.killToFirst250Ms].sort((a, b) => a - b);
  printTable('crash-ingest', [{
    candidate: 'SMTP and IMAP', mails: mails * 1.1, kills: result.kills, acknowledged: result.acknowledged, lost: result.lost, doubled: result.doubled, corrupted: result.corrupted,
    'kill to 250 p50 ms': sorted[Math.floor(sorted.length / 2)] ?? null, 'kill to 250 max ms': sorted.at(-1) ?? null, seconds: Math.round(result.seconds),
  }], isJson);
} finally {
  await bench.close();
}
