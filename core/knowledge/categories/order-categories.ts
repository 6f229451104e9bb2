import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockBase } from '../lock-base.ts';

/** Puts those below one category (null: the top of one locale) in this order. `invalid` unless each of them is named once. */
export async function orderCategories(tx: Tx, act: Act, baseId: number, { locale, parentId, ids }: { locale: string; parentId: number | null; ids: readonly number[] }): Promise<void> {
  requirePermission(act, 'articles.write');
  await lockBase(tx, baseId);
  const there = await tx.rows(sql<{ id: number }>`
    SELECT id FROM article_categories WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} AND locale = ${locale} AND parent_id IS NOT DISTINCT FROM ${parentId}::bigint`);
  if (there.length !== ids.length || new Set(ids).size !== ids.length || !there.every(({ id }) => ids.includes(id))) throw invalid('ids', 'must name each of them once', 'order-incomplete');
  await tx.run(sql`
    UPDATE article_categories c SET position = o.place::integer, updated_at = ${act.now} FROM unnest(${[...ids]}::bigint[]) WITH ORDINALITY o(id, place)
    WHERE c.account_id = ${tx.accountId} AND c.id = o.id AND c.position <> o.place::integer`);
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId: baseId } }]);
}
