import { mkdtemp } from 'node:fs/promises';
import { setupAccount } from '#core/accounts/index.ts';
import { openDatabase, sql } from '#storage/index.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { getAccount } from '#core/accounts/index.ts';
import { loadDemo } from './index.ts';
const now = process.argv[2] ?? '2026-06-17T08:47:00.000Z';
const { connection, drop } = await cloneDatabase();
const database = openDatabase(connection);
await setupAccount(database, { accountName: 'Own', email: 'ada@desk.test', name: 'Ada', password: null, now });
const t = performance.now();
await loadDemo(database, { now, note: (x) => console.log(Math.round(performance.now() - t), x), filesDir: await mkdtemp('/tmp/demo-x-') });
const id = (await getAccount(database, 'samowerk-demo'))!.id;
const q = (s: ReturnType<typeof sql>) => database.withAccount(id, (tx) => tx.rows(s as never)).then((r) => console.table(r));
await q(sql`SELECT (SELECT count(*) FROM messages) AS messages, count(*) AS conv, count(*) FILTER (WHERE life='open') AS open, count(*) FILTER (WHERE life='open' AND turn IN ('new','agent')) AS waits, count(*) FILTER (WHERE life='open' AND turn='new') AS new, count(*) FILTER (WHERE life='snoozed') AS snoozed, count(*) FILTER (WHERE life='resolved') AS resolved, count(*) FILTER (WHERE life='closed') AS closed, count(*) FILTER (WHERE linked_to IS NOT NULL) AS linked FROM conversations WHERE merged_into IS NULL`);
await q(sql`SELECT a.name, count(*) AS answers, (SELECT count(*) FROM conversation_facts f WHERE f.first_reply_agent_id=a.id) AS firsts,
 (SELECT round(avg(first_reply_business)/60) FROM conversation_facts f WHERE f.first_reply_agent_id=a.id) AS mean_min,
 (SELECT round((percentile_cont(0.5) WITHIN GROUP (ORDER BY first_reply_business)/60)::numeric) FROM conversation_facts f WHERE f.first_reply_agent_id=a.id) AS median_min,
 (SELECT count(*) FROM conversation_facts f WHERE f.first_reply_agent_id=a.id AND first_reply_business>7200) AS breaches,
 (SELECT count(*) FROM conversations c WHERE c.assignee_id=a.id AND life='open' AND merged_into IS NULL) AS open
 FROM agents a JOIN messages m ON m.agent_id=a.id AND m.direction='outgoing' GROUP BY a.id, a.name ORDER BY 2 DESC`);
await q(sql`SELECT count(*) AS n, round(avg(first_reply_business)/60) AS mean_bus_min, round((percentile_cont(0.5) WITHIN GROUP (ORDER BY first_reply_business)/60)::numeric) AS median_bus, round(avg(first_reply_raw)/60) AS mean_raw, round((percentile_cont(0.5) WITHIN GROUP (ORDER BY first_reply_raw)/60)::numeric) AS median_raw, count(*) FILTER (WHERE first_reply_business>7200) AS late, count(*) FILTER (WHERE first_reply_business=0) AS zero, count(*) FILTER (WHERE initial_outlier) AS outliers, sum(nudges) AS nudges FROM conversation_facts WHERE first_reply_business IS NOT NULL`);
await q(sql`SELECT classification, message_type, count(*) FROM message_facts GROUP BY 1,2 ORDER BY 2,3 DESC`);
await q(sql`SELECT name, count(c.id) FROM channels ch LEFT JOIN conversations c ON c.channel_id=ch.id GROUP BY 1`);
await q(sql`SELECT (started_at AT TIME ZONE 'Europe/Berlin')::date::text AS day, count(*) FROM conversations GROUP BY 1 ORDER BY 1`);
await q(sql`SELECT automatic_kind, count(*) FROM messages GROUP BY 1`);
if (process.argv[3]) {
  const r = await database.withAccount(id, (tx) => tx.rows(sql<{s: string; n: string; at: string; t: string}>`SELECT m.subject AS s, m.sender_name AS n, m.at::text, b.text AS t FROM messages m JOIN message_bodies b ON b.message_id=m.id JOIN conversations c ON c.id=m.conversation_id WHERE c.id % 9 = 2 ORDER BY c.id, m.at`));
  for (const x of r) console.log(`=== ${x.at} ${x.n}: ${x.s}\n${x.t}\n`);
}
await database.close(); await drop();
