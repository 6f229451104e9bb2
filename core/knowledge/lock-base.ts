import { invalid, notFound } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface LockedBase { readonly id: number; readonly locales: readonly string[]; readonly defaultLocale: string }

/** The base whose order or addresses are about to change: of two at once the second waits. */
export async function lockBase(tx: Tx, id: number): Promise<LockedBase> {
  const base = await tx.maybe(sql<LockedBase>`SELECT id, locales, default_locale AS "defaultLocale" FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  if (!base) throw notFound('knowledge base');
  return base;
}

export function requireLocale({ locales }: LockedBase, locale: string): void {
  if (!locales.includes(locale)) throw invalid('locale', `must be one of ${locales.join(', ')}`, 'locale-not-there');
}
