import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { baseColumns, type KnowledgeBase } from './knowledge-base.ts';

/** All of the account, archived ones too, in the order in which they were made. */
export async function findKnowledgeBases(tx: Tx, act: Act): Promise<KnowledgeBase[]> {
  requirePermission(act, 'articles.read');
  return tx.rows(sql<KnowledgeBase>`SELECT ${baseColumns} FROM knowledge_bases WHERE account_id = ${tx.accountId} ORDER BY id`);
}

export async function getKnowledgeBase(tx: Tx, act: Act, id: number): Promise<KnowledgeBase> {
  requirePermission(act, 'articles.read');
  const found = await tx.maybe(sql<KnowledgeBase>`SELECT ${baseColumns} FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (!found) throw notFound('knowledge base');
  return found;
}

/** By its id written in digits, or by its present slug. */
export async function getKnowledgeBaseNamed(tx: Tx, act: Act, name: string): Promise<KnowledgeBase> {
  requirePermission(act, 'articles.read');
  if (/^\d{1,15}$/.test(name)) return getKnowledgeBase(tx, act, Number(name));
  const found = await tx.maybe(sql<KnowledgeBase>`SELECT ${baseColumns} FROM knowledge_bases WHERE account_id = ${tx.accountId} AND slug = ${name.toLowerCase()}`);
  if (!found) throw notFound('knowledge base');
  return found;
}

export interface BaseAddress { readonly accountId: number; readonly knowledgeBaseId: number; /** False: a slug it had before. */ readonly isCurrent: boolean }

/** Whose site a slug or host name is, before the account is known. Null: nobody's. */
export async function findBaseAddress(database: Database, kind: 'slug' | 'domain', name: string): Promise<BaseAddress | null> {
  const [found] = await database.rows(sql<BaseAddress>`SELECT account_id AS "accountId", knowledge_base_id AS "knowledgeBaseId", is_current AS "isCurrent" FROM knowledge_base_at(${kind}, ${name})`);
  return found ?? null;
}

/** Every host name that some site has. */
export async function findBaseDomains(database: Database): Promise<string[]> {
  return (await database.rows(sql<{ domain: string }>`SELECT domain FROM knowledge_domains() AS domain`)).map(({ domain }) => domain);
}

/** The oldest of the account's sites that is shown and has something published: where its customers are sent for answers. */
export async function findFirstPublicBase(tx: Tx): Promise<KnowledgeBase | null> {
  return tx.maybe(sql<KnowledgeBase>`
    SELECT ${baseColumns} FROM knowledge_bases b WHERE b.account_id = ${tx.accountId} AND b.archived_at IS NULL
      AND EXISTS (SELECT FROM article_words w WHERE w.account_id = b.account_id AND w.knowledge_base_id = b.id) ORDER BY b.id LIMIT 1`);
}

/** The site as anybody sees it; null where it is archived. */
export async function findPublicBase(tx: Tx, id: number): Promise<KnowledgeBase | null> {
  return tx.maybe(sql<KnowledgeBase>`SELECT ${baseColumns} FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id} AND archived_at IS NULL`);
}
