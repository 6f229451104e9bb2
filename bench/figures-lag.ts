import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setupAccount } from '#core/accounts/index.ts';
import { findFigures } from '#core/analytics/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { addInternalDomains } from '#core/settings/index.ts';
import { importMail } from '#channels/email/import/index.ts';
import { sql } from '#storage/index.ts';
import { superviseServer } from '../testkit/crash-ingest/supervise-server.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';
import { writeMbox } from './kit/write-mbox.ts';

/**
 * How far figures lag behind an import, with a running `patchbay serve` whose projection follows and rollups kept: an mbox (the path given, or one that is written here: 2,000 mails, --short 300) is imported
 * beside it. Every 100 ms: the age of the oldest mail or act that the figures do not count yet. At the end: from the last mail stored until they count everything, as the page's "complete until" says.
 */
const wantedMs = 5_000;
const { isShort, isJson, paths } = benchOptions();
const bench = await openBenchDatabase({ size: 6 });
const work = mkdtempSync(join(bench.dataDir, 'bench-'));
const server = superviseServer(bench.connection, { dataDir: join(work, 'server'), smtpPort: 7102 });

try {
  const path = paths[0] ?? writeMbox(join(work, 'generated.mbox'), isShort ? 300 : 2_000);
  const now = new Date().toISOString();
  const { account } = await setupAccount(bench.database, { accountName: 'Lag', email: 'lag@bench.test', name: 'Lag', password: null, now });
  const act = systemAct(account.id, now, 'import', 'import');
  const channel = await bench.database.withAccount(account.id, async (tx) => {
    await addInternalDomains(tx, act, ['ettus.com']); // of the real list: who answers there
    return ensureChannel(tx, act, { kind: 'email', address: 'usrp-users@lists.ettus.com', isList: true });
  });
  const look = () => bench.database.withAccount(account.id, (tx) => findFigures(tx, { filter: { zone: 'UTC', nowMs: Date.now() } }), { readOnly: true });
  while (server.upSince() === null) await sleep(50);
  const lags: number[] = [];
  let isOver = false;
  const watch = (async () => {
    while (!isOver) {
      lags.push(Date.now() - Date.parse((await look()).completeUntil));
      await sleep(100);
    }
  })();
  const start = performance.now();
  const { read, stored } = await importMail(bench.database, openFileStore({ dir: join(work, 'files') }), act, { paths: [path], channel, zone: null });
  const importedMs = performance.now() - start;
  say(`${stored} of ${read} mails stored in ${Math.round(importedMs / 1_000)} s`);
  const held = await bench.database.withAccount(account.id, (tx) => tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM messages WHERE account_id = ${account.id} AND direction IN ('incoming', 'outgoing') AND deleted_at IS NULL`));
  const areRollupsBuilt = async () => (await bench.database.withAccount(account.id, (tx) => tx.rows(sql<object>`SELECT FROM figure_bases WHERE account_id = ${account.id} AND built_to IS NULL`))).length === 1;
  const lastStored = performance.now();
  let counted = 0;
  for (; performance.now() - lastStored < 600_000; await sleep(50)) {
    const { completeUntil, rows } = await look();
    counted = rows[0]!.messages.total;
    if (Date.now() - Date.parse(completeUntil) < 1_000 && counted === held.count && await areRollupsBuilt()) break;
  }
  const lagMs = performance.now() - lastStored;
  isOver = true;
  await watch;
  printTable('figures-lag', [{
    mails: stored, counted, 'mails per second': Math.round(stored / (importedMs / 1_000)), 'lag p50 ms': Math.round(percentile(lags, 0.5)), 'lag max ms': Math.round(Math.max(...lags)), 'after the last mail ms': Math.round(lagMs), wanted: `< ${wantedMs}`,
  }], isJson);
  if (counted !== held.count || lagMs >= wantedMs) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(work, { recursive: true, force: true });
  await bench.close();
}
