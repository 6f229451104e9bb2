import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Article } from './article.ts';
import { readArticle } from './find-articles.ts';
import { lockArticle } from './lock-article.ts';
import { publishArticle } from './publish-article.ts';

const yearMs = 366 * 86_400_000;

/** At the instant the newest revision of then is published; null takes the schedule away. An archived article becomes a draft. Within a year. */
export async function scheduleArticle(tx: Tx, act: Act, id: number, at: string | null, { version }: { version?: number } = {}): Promise<Article> {
  requirePermission(act, 'articles.write');
  const before = await lockArticle(tx, id, version);
  if (at !== null) {
    const ms = Date.parse(at);
    if (Number.isNaN(ms) || ms <= Date.parse(act.now)) throw invalid('at', 'must be to come', 'not-to-come');
    if (ms > Date.parse(act.now) + yearMs) throw invalid('at', 'must be within a year', 'within-a-year');
  }
  await tx.run(sql`
    UPDATE articles SET publish_at = ${at}::timestamptz, status = CASE WHEN status = 'archived' AND ${at}::timestamptz IS NOT NULL THEN 'draft' ELSE status END, version = version + 1, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  const after = await readArticle(tx, id);
  await appendEvents(tx, act, [{ type: 'article.changed', data: { articleId: id, knowledgeBaseId: before.knowledgeBaseId, status: after.status } }]);
  await writeAudit(tx, act, { action: 'article.scheduled', targetKind: 'article', targetId: id, detail: { at } });
  return after;
}

/** For the server's housekeeping: publishes what is due, up to 50 at a time. What another process has in hand is left to it. Returns how many. */
export async function publishDueArticles(tx: Tx, act: Act): Promise<number> {
  const due = await tx.rows(sql<{ id: number }>`
    SELECT id FROM articles WHERE account_id = ${tx.accountId} AND publish_at <= ${act.now}::timestamptz ORDER BY publish_at, id LIMIT 50 FOR UPDATE SKIP LOCKED`);
  for (const { id } of due) await publishArticle(tx, act, id);
  return due.length;
}
