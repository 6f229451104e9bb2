import { findUsersWho } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import type { House } from '#core/channels/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { auditLostDomain, recordDomainCheck } from './domain-proof.ts';
import { baseColumns, domainGraceDays, recordPrefix, type KnowledgeBase } from './knowledge-base.ts';

export const askAgainHours = 24;
const atOnceMax = 100;

/** What DNS said of a host name; null: no answer. */
export interface DomainAnswer { readonly domain: string; readonly records: readonly string[] | null }

export interface DomainToAsk { readonly id: number; readonly domain: string; readonly recordName: string }

/** Proved host names that nobody has asked for a day, the longest ago first; those of archived sites, too: somebody else may have got the name. */
export async function findDomainsToAsk(tx: Tx, act: Act): Promise<DomainToAsk[]> {
  requirePermission(act, 'knowledge.write');
  return tx.rows(sql<DomainToAsk>`
    SELECT id, custom_domain AS domain, '_patchbay.' || custom_domain AS "recordName" FROM knowledge_bases
    WHERE account_id = ${tx.accountId} AND domain_proved_at IS NOT NULL AND domain_checked_at <= ${act.now}::timestamptz - make_interval(hours => ${askAgainHours})
    ORDER BY domain_checked_at, id LIMIT ${atOnceMax}`);
}

/**
 * What DNS says by now of a host name that was proved, whoever asked. `warned`: its record is gone, or says something else, and this is the first time: whoever may change help centres is mailed (`enqueue`). `lost`: so it was for
 * `domainGraceDays` after that, and the site is not served there any more; or another site has proved the name, without a warning. No answer at all counts for nothing: a fault of DNS warns nobody and takes no site away. `gone`: it is not a proved name (any more), nothing was changed.
 */
export async function recheckDomain(tx: Tx, act: Act, id: number, { domain, records }: DomainAnswer, enqueue: House['enqueue']): Promise<'proved' | 'warned' | 'failing' | 'lost' | 'gone'> {
  requirePermission(act, 'knowledge.write');
  const before = await tx.maybe(sql<{ warnedAt: string | null }>`
    SELECT domain_warned_at AS "warnedAt" FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id} AND custom_domain = ${domain} AND domain_proved_at IS NOT NULL FOR UPDATE`);
  if (!before) return 'gone';
  const { domainProof } = await recordDomainCheck(tx, act, id, { domain, records });
  if (domainProof?.state !== 'proved') return 'lost';
  if (domainProof.problem === null) return 'proved';
  if (domainProof.problem === 'no-answer') return before.warnedAt === null ? 'proved' : 'failing';
  if (before.warnedAt === null) {
    await tx.run(sql`UPDATE knowledge_bases SET domain_warned_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
    for (const { userId } of await findUsersWho(tx, 'knowledge.write')) await enqueue(tx, act, { kind: 'mail-domain-warning', knowledgeBaseId: id, toUserId: userId });
    await writeAudit(tx, act, { action: 'knowledge-base.domain-warned', targetKind: 'knowledge-base', targetId: id, detail: { problem: domainProof.problem } });
    return 'warned';
  }
  if (Date.parse(act.now) - Date.parse(before.warnedAt) < domainGraceDays * 86_400_000) return 'failing';
  await tx.run(sql`UPDATE knowledge_bases SET domain_proved_at = NULL, domain_warned_at = NULL WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await tx.one(sql<object>`SELECT release_knowledge_domain(${tx.accountId}, ${id})`);
  await auditLostDomain(tx, act, id, 'record-gone');
  return 'lost';
}

/** A check by hand: of a proved name just what the daily one does, so who looks each day is warned, and loses the name, like anybody. */
export async function checkDomainByHand(tx: Tx, act: Act, id: number, answer: DomainAnswer, enqueue: House['enqueue']): Promise<KnowledgeBase> {
  if (await recheckDomain(tx, act, id, answer, enqueue) === 'gone') return recordDomainCheck(tx, act, id, answer);
  return tx.one(sql<KnowledgeBase>`SELECT ${baseColumns} FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id}`);
}

/** What stands in a warning; null: there is nothing to warn of any more. */
export async function findDomainWarning(tx: Tx, act: Act, id: number): Promise<{ readonly site: string; readonly domain: string; readonly recordName: string; readonly recordText: string; readonly servedUntil: string } | null> {
  requirePermission(act, 'knowledge.write');
  return await tx.maybe(sql<{ site: string; domain: string; recordName: string; recordText: string; servedUntil: string }>`
    SELECT name AS site, custom_domain AS domain, '_patchbay.' || custom_domain AS "recordName", ${recordPrefix}::text || domain_token AS "recordText", domain_warned_at + make_interval(days => ${domainGraceDays}) AS "servedUntil"
    FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id} AND domain_proved_at IS NOT NULL AND domain_warned_at IS NOT NULL
      AND EXISTS (SELECT FROM knowledge_base_at('domain', custom_domain) held WHERE held.account_id = knowledge_bases.account_id AND held.knowledge_base_id = knowledge_bases.id)`) ?? null;
}
