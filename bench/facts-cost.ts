import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { factsConsumer } from '#core/analytics/index.ts';
import { setupAccount } from '#core/accounts/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { addInternalDomains } from '#core/settings/index.ts';
import { importMail } from '#channels/email/import/index.ts';
import { startBackground } from '#server/background.ts';
import { sql } from '#storage/index.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable } from './kit/print-table.ts';
import { writeMbox } from './kit/write-mbox.ts';

/**
 * What the facts cost, in processor seconds of this process and of PostgreSQL together, and in statements: an import of 7,000 mails alone (--short: 600; or the mbox whose path is given), the facts of all of them
 * made afterwards, and the same import with the facts made beside it, as the server does. Seconds of processors hardly depend on what else the machine does.
 */
const { isShort, isJson, paths } = benchOptions();
let statements = 0;
const { query } = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
(pg.Client.prototype as unknown as { query: unknown }).query = function counted(this: unknown, ...given: unknown[]): unknown {
  statements += 1;
  return query.apply(this, given);
};

const ticks = (stat: string, ...at: number[]): number => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return at.reduce((sum, n) => sum + Number(fields[n - 3]), 0);
};
/** Of PostgreSQL's processes: the living ones, and those that have ended (proc(5): utime 14, stime 15, cutime 16, cstime 17; hundredths). */
function databaseSeconds(dataDir: string): number {
  const main = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]!;
  let sum = ticks(readFileSync(`/proc/${main}/stat`, 'utf8'), 14, 15, 16, 17);
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === main) sum += ticks(stat, 14, 15);
    } catch { /* it has ended meanwhile */ }
  }
  return sum / 100;
}
interface Cost { readonly 'node s': number; readonly 'PostgreSQL s': number; readonly statements: number; readonly 's': number }
async function costOf(dataDir: string, task: () => Promise<void>): Promise<Cost> {
  const [cpu, database, asked, at] = [process.cpuUsage(), databaseSeconds(dataDir), statements, performance.now()];
  await task();
  const { user, system } = process.cpuUsage(cpu);
  return { 'node s': (user + system) / 1e6, 'PostgreSQL s': databaseSeconds(dataDir) - database, statements: statements - asked, s: (performance.now() - at) / 1_000 };
}

interface Row extends Cost { readonly what: string; readonly facts: number }

/** Each in a database of its own, as an address belongs to one account. */
async function measure(isBeside: boolean): Promise<Row[]> {
  const bench = await openBenchDatabase({ size: 8 });
  const work = mkdtempSync(join(bench.dataDir, 'bench-'));
  const { database, dataDir } = bench;
  try {
    const isList = paths.length > 0;
    const path = paths[0] ?? writeMbox(join(work, 'generated.mbox'), isShort ? 600 : 7_000);
    const now = new Date().toISOString();
    const { account } = await setupAccount(database, { accountName: 'Cost', email: 'cost@bench.test', name: 'Cost', password: null, now });
    const act = systemAct(account.id, now, 'import', 'import');
    const channel = await database.withAccount(account.id, async (tx) => {
      await addInternalDomains(tx, act, isList ? ['ettus.com'] : ['home1.test', 'home2.test']);
      return ensureChannel(tx, act, isList ? { kind: 'email', address: 'usrp-users@lists.ettus.com', isList } : { kind: 'email', address: 'help@bench.test' });
    });
    const load = async (): Promise<void> => { await importMail(database, openFileStore({ dir: join(work, 'files') }), act, { paths: [path], channel, zone: null }); };
    const settle = () => catchUp(database, [factsConsumer]);
    const facts = () => database.withAccount(account.id, (tx) => tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM message_facts WHERE account_id = ${account.id}`)).then(({ count }) => count);
    await settle();
    if (!isBeside) {
      const alone = await costOf(dataDir, load);
      const afterwards = await costOf(dataDir, settle);
      return [{ what: 'import alone', facts: 0, ...alone }, { what: 'its facts afterwards', facts: await facts(), ...afterwards }];
    }
    const failures: unknown[] = [];
    const cost = await costOf(dataDir, async () => {
      const background = startBackground({ database, consumers: [factsConsumer], onFailure: (error) => failures.push(error), onRecovery: () => {} });
      await load();
      await background.stop();
      await settle();
    });
    if (failures.length > 0) throw failures[0];
    return [{ what: 'import with facts beside', facts: await facts(), ...cost }];
  } finally {
    rmSync(work, { recursive: true, force: true });
    await bench.close();
  }
}

const rows = [...await measure(false), ...await measure(true)];
printTable('facts-cost', rows.map(({ what, facts, ...cost }) => ({ what, facts, 'processor s': cost['node s'] + cost['PostgreSQL s'], ...cost })), isJson);
