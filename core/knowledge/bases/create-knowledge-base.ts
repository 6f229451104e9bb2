import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { slugTaken } from '../slug.ts';
import { checkBase, claimAddresses, type BaseInput } from './check-base.ts';
import { newDomainToken } from './domain-proof.ts';
import { baseColumns, type KnowledgeBase } from './knowledge-base.ts';

/** A new public site. `conflict` where its slug is another site's, of whichever account, or its host name another's of the account. */
export async function createKnowledgeBase(tx: Tx, act: Act, input: BaseInput): Promise<KnowledgeBase> {
  requirePermission(act, 'knowledge.write');
  const checked = checkBase(input);
  if (checked.logoKey !== null) throw invalid('logoKey', 'must be a picture of this site', 'no-picture');
  const made = await tx.one(sql<KnowledgeBase>`
    INSERT INTO knowledge_bases (account_id, slug, name, colour, header_text, page_title, homepage_link, custom_domain, domain_token, locales, default_locale, created_at, updated_at, archived_at)
    VALUES (${tx.accountId}, ${checked.slug}, ${checked.name}, ${checked.colour}, ${checked.headerText}, ${checked.pageTitle}, ${checked.homepageLink}, ${checked.customDomain}, ${checked.customDomain === null ? null : newDomainToken()},
      ${[...checked.locales]}::text[], ${checked.defaultLocale}, ${act.now}, ${act.now}, ${input.isArchived ? act.now : null}) RETURNING ${baseColumns}`).catch(slugTaken);
  await claimAddresses(tx, made.id, checked);
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId: made.id } }]);
  await writeAudit(tx, act, { action: 'knowledge-base.created', targetKind: 'knowledge-base', targetId: made.id });
  return made;
}
