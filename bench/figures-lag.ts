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
import { writeMbox } from './kit/write-mbox.ts';

/**
 * How far figures lag behind an import: `patchbay serve` runs, its projection follows the log and keeps the rollups, and another process imports beside it, as `patchbay import` does: an mbox of the list usrp-users
 * (the path given), else 7,000 mails that are written here (--short: 300). From the last mail stored until the figures count every mail, say so ("complete until") and the rollups are whole.
 */
const wantedMs = 5_000;
const givenUpMs = 600_000;
const { isShort, isJson, paths } = benchOptions();
const bench = await openBenchDatabase({ size: 6 });
const work = mkdtempSync(join(bench.dataDir, 'bench-'));
const server = superviseServer(bench.connection, { dataDir: join(work, 'server'), smtpPort: 7102 });

try {
  const isList = paths.length > 0;
  const path = paths[0] ?? writeMbox(join(work, 'generated.mbox'), isShort ? 300 : 7_000);
  const now = new Date().toISOString();
  const { account } = await setupAccount(bench.database, { accountName: 'Lag', email: 'lag@bench.test', name: 'Lag', password: null, now });
  const act = systemAct(account.id, now, 'import', 'import');
  const channel = await bench.database.withAccount(account.id, async (tx) => {
    await addInternalDomains(tx, act, isList ? ['ettus.com'] : ['home1.test', 'home2.test']); // who answers
    return ensureChannel(tx, act, isList ? { kind: 'email', address: 'usrp-users@lists.ettus.com', isList } : { kind: 'email', address: 'help@bench.test' });
  });
  while (server.upSince() === null) await sleep(50);
  const start = performance.now();
  const { read, stored } = await importMail(bench.database, openFileStore({ dir: join(work, 'files') }), act, { paths: [path], channel, zone: null });
  const lastStored = performance.now();
  say(`${stored} of ${read} mails stored in ${Math.round((lastStored - start) / 1_000)} s`);
  const held = await bench.database.withAccount(account.id, (tx) => tx.one(sql<{ count: number }>`
    SELECT count(*)::int AS count FROM messages WHERE account_id = ${account.id} AND direction IN ('incoming', 'outgoing') AND deleted_at IS NULL`));
  let counted = 0;
  for (; performance.now() - lastStored < givenUpMs; await sleep(50)) {
    const seen = await bench.database.withAccount(account.id, async (tx) => ({
      ...await findFigures(tx, { filter: { zone: 'UTC', nowMs: Date.now() } }),
      areRollupsBuilt: (await tx.rows(sql<object>`SELECT FROM figure_bases WHERE account_id = ${account.id} AND built_to IS NULL`)).length === 1,
    }), { readOnly: true });
    counted = seen.rows[0]!.messages.total;
    if (Date.now() - Date.parse(seen.completeUntil) < 1_000 && counted === held.count && seen.areRollupsBuilt) break;
  }
  const lagMs = performance.now() - lastStored;
  printTable('figures-lag', [{
    mails: stored, counted, 'mails per second': Math.round(stored / ((lastStored - start) / 1_000)), 'after the last mail ms': Math.round(lagMs), 'wanted ms': wantedMs,
    held: counted === held.count && lagMs < wantedMs ? 'yes' : 'no',
  }], isJson);
  if (counted !== held.count) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(work, { recursive: true, force: true });
  await bench.close();
}
