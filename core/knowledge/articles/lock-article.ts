import { CoreError, notFound } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readArticle } from './find-articles.ts';
import type { Article } from './article.ts';

/** The article, locked; `conflict` (`stale`) where it is not the version that was seen. */
export async function lockArticle(tx: Tx, id: number, version?: number): Promise<Article> {
  const found = await tx.maybe(sql<{ version: number }>`SELECT version FROM articles WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  if (!found) throw notFound('article');
  if (version !== undefined && version !== found.version) {
    throw new CoreError('conflict', 'Somebody changed the article meanwhile.', { reason: 'stale', key: 'changed-meanwhile', facts: { version: found.version } });
  }
  return readArticle(tx, id);
}
