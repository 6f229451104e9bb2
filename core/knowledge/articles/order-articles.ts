import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockBase } from '../lock-base.ts';

/** Puts the articles of one category (null: those of one locale in none) in this order. `invalid` unless each of them is named once; 1,000 at most. */
export async function orderArticles(tx: Tx, act: Act, baseId: number, { locale, categoryId, ids }: { locale: string; categoryId: number | null; ids: readonly number[] }): Promise<void> {
  requirePermission(act, 'articles.write');
  await lockBase(tx, baseId);
  const there = await tx.rows(sql<{ id: number }>`
    SELECT id FROM articles WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} AND locale = ${locale} AND category_id IS NOT DISTINCT FROM ${categoryId}::bigint ORDER BY id FOR UPDATE`);
  if (ids.length > 1_000) throw invalid('ids', 'must be at most 1,000', 'too-many-items', { max: 1_000 });
  const named = new Set(ids);
  if (there.length !== ids.length || named.size !== ids.length || !there.every(({ id }) => named.has(id))) throw invalid('ids', 'must name each of them once', 'order-incomplete');
  await tx.run(sql`
    UPDATE articles a SET position = o.place::integer FROM unnest(${[...ids]}::bigint[]) WITH ORDINALITY o(id, place)
    WHERE a.account_id = ${tx.accountId} AND a.id = o.id AND a.position <> o.place::integer`);
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId: baseId, ...(categoryId !== null && { categoryId }) } }]);
}
