import { CoreError, invalid, seesAll, type Act } from '#core/kernel/index.ts';
import { getAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { metaBytesMax } from './article.ts';

/** Whatever an article refers to: of its own base and account, and of its own locale. */
export async function checkRelations(
  tx: Tx, act: Act, { id, baseId, locale, categoryId, rootId, authorId }: { id: number | null; baseId: number; locale: string; categoryId: number | null; rootId: number | null; authorId: number | null },
): Promise<{ rootId: number | null }> {
  if (categoryId !== null) {
    const category = await tx.maybe(sql<object>`SELECT FROM article_categories WHERE account_id = ${tx.accountId} AND id = ${categoryId} AND knowledge_base_id = ${baseId} AND locale = ${locale}`);
    if (!category) throw invalid('categoryId', 'must be a category of the same site and locale', 'no-category');
  }
  if (authorId !== null) {
    await getAgent(tx, seesAll(act), authorId).catch((error: unknown) => {
      throw error instanceof CoreError && error.code === 'not-found' ? invalid('authorId', 'must be an agent', 'no-agent') : error;
    });
  }
  return { rootId: rootId === null ? null : await checkRoot(tx, { id, baseId, rootId }) };
}

/** Always the root itself, so that all translations of one article are found by one id. */
async function checkRoot(tx: Tx, { id, baseId, rootId }: { id: number | null; baseId: number; rootId: number }): Promise<number> {
  const root = await tx.maybe(sql<{ id: number }>`
    SELECT r.id FROM articles n JOIN articles r ON r.account_id = ${tx.accountId} AND r.id = coalesce(n.root_id, n.id)
    WHERE n.account_id = ${tx.accountId} AND n.id = ${rootId} AND n.knowledge_base_id = ${baseId}`);
  if (!root) throw invalid('rootId', 'must be an article of the same site', 'no-article');
  if (id === null) return root.id;
  const below = await tx.maybe(sql<object>`SELECT FROM articles WHERE account_id = ${tx.accountId} AND root_id = ${id} LIMIT 1`);
  if (root.id === id || below) throw invalid('rootId', 'must not be a translation of the article itself', 'translation-of-itself');
  return root.id;
}

export function checkMeta(meta: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(meta);
  if (text.includes('\\u0000') || !text.isWellFormed()) throw invalid('meta', 'must not hold control characters', 'bad-characters');
  if (Buffer.byteLength(text) > metaBytesMax) throw new CoreError('too-large', 'There is too much data beside the article.', { key: 'too-much-data' });
  return text;
}
