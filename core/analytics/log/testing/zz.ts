import { openSeededLog } from './open-seeded-log.ts';
import { countStats, findConversationLog, findMessageLog, findStatBreakdown, findConversationsBySubjectOrAddress } from '../index.ts';
import { recordStatements } from './record-statements.ts';
import { compileSql, sql, type Tx } from '#storage/index.ts';
import type { LogFilter } from '../log-filter.ts';
const log = await openSeededLog({ seed: 12, conversations: Number(process.argv[2] ?? 1800) });
const pg = await import('pg');
const owner = new pg.default.Client({ ...(log.database.connection as object), user: 'patchbay' });
await owner.connect(); 
const copies = Number(process.env.COPIES ?? 0);
if (copies) {
  const cols = async (t: string) => (await owner.query(`SELECT string_agg(quote_ident(attname), ',' ORDER BY attnum) c FROM pg_attribute WHERE attrelid = '${t}'::regclass AND attnum > 0 AND attgenerated = ''`)).rows[0].c as string;
  const shift: Record<string, string> = { uuid: 'gen_random_uuid()', mail_id: "mail_id || '.' || k" };
  for (const t of ['conversations', 'messages', 'message_parties', 'message_facts', 'conversation_facts', 'message_labels', 'conversation_labels']) {
    const names = (await cols(t)).split(',');
    const exprs = names.map((n) => shift[n] ?? (n === 'id' || n === 'message_id' || n === 'conversation_id' || n === 'first_reply_id' ? `${n} + k * 100000` : /(^at$|_at$|^waiting_since$)/.test(n) ? `${n} + k * interval '${Number(process.env.STEP ?? 3)} days'` : n));
    await owner.query(`INSERT INTO ${t} (${names.join(',')}) SELECT ${exprs.join(',')} FROM ${t}, generate_series(1, ${copies}) k WHERE account_id = 1`);
  }
  console.log('replicated');
}
await owner.query('ANALYZE'); await owner.query('VACUUM'); console.log((await owner.query('show jit')).rows, (await owner.query('select pg_jit_available()')).rows); await owner.end();
console.log(await log.read((tx) => tx.rows(sql<{count: number}>`SELECT count(*), min(at), max(at) FROM message_facts`)));
const base: LogFilter = { zone: 'Europe/Berlin', nowMs: Date.parse('2024-05-20') };
const month = { ...base, fromDay: '2024-03-10', toDay: '2024-04-09' };
const week = { ...base, fromDay: '2024-03-10', toDay: '2024-03-16' };
const page = { perPage: 25, page: 1, direction: 'desc' } as const;
const cases: [string, (tx: Tx) => Promise<unknown>][] = [];
for (const [name, f] of Object.entries({ all: base, month, week,
  'month ada': { ...month, party: { kind: 'agents', agentIds: [1], addressIds: [1, 2] } },
  'month internal x gold': { ...month, party: { kind: 'internal' }, communicatingWith: { kind: 'contacts', addressIds: [10], domains: ['kite.example'] }, exclusive: true },
  'month labels+status': { ...month, labels: ['urgent'], threadStatuses: ['closed', 'await-agent'] },
  'month search': { ...month, search: 'cafe' } } as Record<string, LogFilter>)) {
  cases.push([`${name} stats`, (tx) => countStats(tx, f)], [`${name} messages`, (tx) => findMessageLog(tx, f, page)], [`${name} conversations`, (tx) => findConversationLog(tx, f, page)]);
}
cases.push(['breakdown', (tx) => findStatBreakdown(tx, month, 'messages.sent.byHour.9', page)], ['subject', (tx) => findConversationsBySubjectOrAddress(tx, 'cafe')], ['address', (tx) => findConversationsBySubjectOrAddress(tx, 'bo@acme.example')]);
for (const [name, work] of cases) {
  const times: number[] = [];
  for (let i = 0; i < Number(process.env.RUNS ?? 7); i++) { const t = performance.now(); await log.read(work); times.push(performance.now() - t); }
  times.sort((a, b) => a - b);
  console.log(name.padEnd(36), times[times.length >> 1]!.toFixed(1), 'max', times.at(-1)!.toFixed(1));
}
if (process.argv[3]) {
  await log.read(async (tx) => {
    for (const [name, work] of cases.filter(([n]) => n === process.argv[3])) {
      const rec = recordStatements(tx); await work(rec.tx);
      for (const s of rec.statements) { console.log('-----', compileSql(s).text.slice(0, 300)); for (const r of await tx.rows(sql<{ 'QUERY PLAN': string }>`EXPLAIN (ANALYZE, TIMING ON, BUFFERS OFF) ${s}`)) console.log(r['QUERY PLAN'].slice(0, 220)); }
    }
  });
}
await log.close();
