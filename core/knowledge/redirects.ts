import { sql, type Tx } from '#storage/index.ts';

/** In the transaction that changes a slug: the address of before leads on, and what led away from the new one does no longer. */
export async function moveAddress(
  tx: Tx, { baseId, noun, id, from, to }: { baseId: number; noun: 'article' | 'category'; id: number; from: { locale: string; slug: string } | null; to: { locale: string; slug: string } },
): Promise<void> {
  await tx.run(sql`DELETE FROM article_redirects WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${baseId} AND noun = ${noun} AND locale = ${to.locale} AND slug = ${to.slug}`);
  if (from === null || (from.locale === to.locale && from.slug === to.slug)) return;
  await tx.run(sql`
    INSERT INTO article_redirects (account_id, knowledge_base_id, noun, locale, slug, target_id) VALUES (${tx.accountId}, ${baseId}, ${noun}, ${from.locale}, ${from.slug}, ${id})
    ON CONFLICT (account_id, knowledge_base_id, noun, locale, slug) DO UPDATE SET target_id = excluded.target_id`);
}

export async function forgetAddresses(tx: Tx, noun: 'article' | 'category', id: number): Promise<void> {
  await tx.run(sql`DELETE FROM article_redirects WHERE account_id = ${tx.accountId} AND noun = ${noun} AND target_id = ${id}`);
}
