import { sql, type Tx } from '#storage/index.ts';

/** Views since the last time, by article: added to their counts in two statements, whatever their number. Articles that are gone are passed over. */
export async function countViews(tx: Tx, views: ReadonlyMap<number, number>, day: string): Promise<void> {
  const ids = [...views.keys()].sort((a, b) => a - b);
  const counts = ids.map((id) => views.get(id) ?? 0);
  await tx.run(sql`
    INSERT INTO article_counts AS n (account_id, article_id, views)
    SELECT a.account_id, a.id, v.views FROM unnest(${ids}::bigint[], ${counts}::bigint[]) v(id, views) JOIN articles a ON a.account_id = ${tx.accountId} AND a.id = v.id ORDER BY a.id FOR KEY SHARE OF a
    ON CONFLICT (account_id, article_id) DO UPDATE SET views = n.views + excluded.views`);
  await tx.run(sql`
    INSERT INTO article_views AS n (account_id, article_id, day, views)
    SELECT a.account_id, a.id, ${day}::date, v.views FROM unnest(${ids}::bigint[], ${counts}::integer[]) v(id, views) JOIN articles a ON a.account_id = ${tx.accountId} AND a.id = v.id ORDER BY a.id FOR KEY SHARE OF a
    ON CONFLICT (account_id, article_id, day) DO UPDATE SET views = n.views + excluded.views`);
}
