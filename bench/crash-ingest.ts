import { crashIngest, type CrashIngestInput } from '../testkit/crash-ingest/crash-ingest.ts';
import { crashMoments } from '../testkit/crash-ingest/crash-moments.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * Mail into a server that is killed (SIGKILL) and started again; what was not acknowledged is sent again. Then every mail is looked for, byte
 * for byte. First 2,000 mails, half by SMTP and half by IMAP, with a death at every labelled moment, twice; then 10,000 by SMTP over 20
 * connections and a tenth as many by IMAP, a third of them with 1 MB attached, with 50 deaths at random moments. `--short`: 400, and 2,000 with 10 deaths.
 */
const { isShort, isJson } = benchOptions();
const attachmentBytes = isShort ? 100_000 : 1_000_000;
const labelled: Omit<CrashIngestInput, 'connection'> = {
  smtpMails: isShort ? 200 : 1_000, imapMails: isShort ? 200 : 1_000, connections: 6, attachmentEvery: 10, attachmentBytes, crashAt: isShort ? crashMoments : [...crashMoments, ...crashMoments],
};
const random: Omit<CrashIngestInput, 'connection'> = {
  smtpMails: isShort ? 2_000 : 10_000, imapMails: isShort ? 200 : 1_000, connections: 20, attachmentEvery: 3, attachmentBytes, randomKills: isShort ? 10 : 50,
};

async function measure(name: string, input: Omit<CrashIngestInput, 'connection'>): Promise<Readonly<Record<string, Cell>>> {
  const bench = await openBenchDatabase({ size: 4 });
  try {
    const result = await crashIngest({ ...input, connection: bench.connection, onProgress: say });
    return {
      candidate: name, 'by SMTP': input.smtpMails, 'by IMAP': input.imapMails, deaths: result.kills, acknowledged: result.acknowledged, lost: result.lost, doubled: result.doubled, changed: result.corrupted,
      'kill to 250 p50 ms': percentile(result.killToFirst250Ms, 0.5), 'p99 ms': percentile(result.killToFirst250Ms, 0.99), seconds: Math.round(result.seconds),
    };
  } finally {
    await bench.close();
  }
}

printTable('crash-ingest', [await measure('at every labelled moment', labelled)], isJson);
printTable('crash-ingest', [await measure('at random moments', random)], isJson);
