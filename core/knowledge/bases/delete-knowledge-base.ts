import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Deletes an archived base with all that is in it, for good. `conflict` while it is not archived. Its slug is free again. */
export async function deleteKnowledgeBase(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'knowledge.write');
  const base = await tx.maybe(sql<{ isArchived: boolean }>`SELECT archived_at IS NOT NULL AS "isArchived" FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  if (!base) throw notFound('knowledge base');
  if (!base.isArchived) throw new CoreError('conflict', 'A site that is not archived cannot be deleted.', { key: 'knowledge-base-live' });
  await tx.run(sql`UPDATE articles SET root_id = NULL, category_id = NULL WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${id}`);
  await tx.run(sql`DELETE FROM articles WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${id}`);
  await tx.run(sql`UPDATE article_categories SET root_id = NULL, parent_id = NULL WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${id}`);
  await tx.run(sql`DELETE FROM article_words WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${id}`);
  await tx.run(sql`DELETE FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await tx.one(sql<object>`SELECT release_knowledge_addresses(${tx.accountId}, ${id})`);
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId: id } }]);
  await writeAudit(tx, act, { action: 'knowledge-base.deleted', targetKind: 'knowledge-base', targetId: id });
}
