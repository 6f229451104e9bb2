import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { slugTaken } from '../slug.ts';
import { checkBase, claimAddresses, type BaseInput, type CheckedBase } from './check-base.ts';
import { newDomainToken } from './domain-proof.ts';
import { baseColumns, type KnowledgeBase } from './knowledge-base.ts';

/**
 * What is not named stays. A slug it had before goes on leading to it; another host name has to be proved anew. `conflict` where slug or host name is another site's, or a locale that
 * goes has articles or categories.
 */
export async function changeKnowledgeBase(tx: Tx, act: Act, id: number, change: Partial<BaseInput>): Promise<KnowledgeBase> {
  requirePermission(act, 'knowledge.write');
  const before = await tx.maybe(sql<KnowledgeBase>`SELECT ${baseColumns} FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  if (!before) throw notFound('knowledge base');
  const locales = change.locales ?? before.locales;
  const defaultLocale = change.defaultLocale ?? (locales.includes(before.defaultLocale) ? before.defaultLocale : undefined);
  const { defaultLocale: _, ...rest } = before;
  const checked = checkBase({ ...rest, ...change, locales, ...(defaultLocale !== undefined && { defaultLocale }) });
  await requireUnused(tx, id, before.locales.filter((locale) => !checked.locales.includes(locale)));
  if (checked.logoKey !== before.logoKey) await requireFile(tx, id, checked.logoKey);
  const isArchived = change.isArchived ?? before.archivedAt !== null;
  const isMoved = checked.customDomain !== before.customDomain;
  const after = await tx.one(sql<KnowledgeBase>`
    UPDATE knowledge_bases SET slug = ${checked.slug}, name = ${checked.name}, colour = ${checked.colour}, header_text = ${checked.headerText}, page_title = ${checked.pageTitle},
      homepage_link = ${checked.homepageLink}, custom_domain = ${checked.customDomain}, ${isMoved ? sql`domain_token = ${checked.customDomain === null ? null : newDomainToken()}, domain_checked_at = NULL, domain_proved_at = NULL, domain_problem = NULL, domain_warned_at = NULL,` : sql``} logo_key = ${checked.logoKey}, locales = ${[...checked.locales]}::text[],
      default_locale = ${checked.defaultLocale}, updated_at = ${act.now}, archived_at = ${isArchived ? before.archivedAt ?? act.now : null}
    WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${baseColumns}`).catch(slugTaken);
  await claimAddresses(tx, id, checked);
  if (isMoved) await tx.one(sql<object>`SELECT release_knowledge_domain(${tx.accountId}, ${id})`);
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId: id } }]);
  await writeAudit(tx, act, { action: 'knowledge-base.changed', targetKind: 'knowledge-base', targetId: id, detail: { fields: changedFields(before, checked), isArchived } });
  return after;
}

function changedFields(before: KnowledgeBase, after: CheckedBase): string[] {
  return (Object.keys(after) as (keyof CheckedBase)[]).filter((name) => String(before[name]) !== String(after[name]));
}

async function requireUnused(tx: Tx, id: number, locales: readonly string[]): Promise<void> {
  if (locales.length === 0) return;
  const used = await tx.maybe(sql<{ locale: string }>`
    SELECT locale FROM articles WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${id} AND locale = ANY(${[...locales]}::text[])
    UNION ALL SELECT locale FROM article_categories WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${id} AND locale = ANY(${[...locales]}::text[]) LIMIT 1`);
  if (used) throw new CoreError('conflict', `There are articles or categories in ${used.locale}.`, { fields: [{ field: 'locales', problem: `must keep ${used.locale}: there are articles or categories in it`, key: 'locale-in-use', values: { locale: used.locale } }], key: 'locale-in-use', values: { locale: used.locale } });
}

async function requireFile(tx: Tx, id: number, key: string | null): Promise<void> {
  if (key === null) return;
  const file = await tx.maybe(sql<object>`SELECT FROM article_files WHERE account_id = ${tx.accountId} AND knowledge_base_id = ${id} AND key = ${key}`);
  if (!file) throw invalid('logoKey', 'must be a picture of this site', 'no-picture');
}
