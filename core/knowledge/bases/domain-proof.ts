import { randomBytes } from 'node:crypto';
import { appendEvents } from '#core/events/index.ts';
import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { baseColumns, recordPrefix, type KnowledgeBase } from './knowledge-base.ts';

/** Goes into the TXT record of a host name; unguessable, and public once it stands there. */
export function newDomainToken(): string {
  return randomBytes(16).toString('hex');
}

/** What to ask DNS before `recordDomainCheck`. `invalid` where the site has no host name of its own. */
export async function getDomainQuestion(tx: Tx, act: Act, id: number): Promise<{ readonly domain: string; /** Whose TXT records say it. */ readonly recordName: string }> {
  requirePermission(act, 'knowledge.write');
  const base = await tx.maybe(sql<KnowledgeBase>`SELECT ${baseColumns} FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (!base) throw notFound('knowledge base');
  if (base.customDomain === null || base.domainProof === null) throw invalid('customDomain', 'must not be empty', 'empty');
  return { domain: base.customDomain, recordName: base.domainProof.recordName };
}

/**
 * What DNS said about a site's host name. Where the site's own record is there, the site is served under the name; a site that had it, and whose record is gone, has it no longer. Where the record is
 * not there, or nobody answered, a name that was proved stays so: `recheckDomain`, daily and by hand, takes it away after a warning; only where another site has proved the name meanwhile, it is lost at once, whatever DNS says. The answer to a question about another host name than the present one changes nothing.
 */
export async function recordDomainCheck(tx: Tx, act: Act, id: number, { domain, records }: { readonly domain: string; /** Each TXT record as one text; null: no answer. */ readonly records: readonly string[] | null }): Promise<KnowledgeBase> {
  requirePermission(act, 'knowledge.write');
  const base = await tx.maybe(sql<KnowledgeBase & { readonly token: string }>`SELECT ${baseColumns}, domain_token AS token FROM knowledge_bases WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  if (!base) throw notFound('knowledge base');
  const { token, ...before } = base;
  if (before.customDomain !== domain) return before;
  const tokens = (records ?? []).flatMap((record) => (record.startsWith(recordPrefix) ? record.slice(recordPrefix.length).trim() : []));
  const { isMine } = await tx.one(sql<{ isMine: boolean }>`SELECT prove_knowledge_domain(${tx.accountId}, ${id}, ${domain}, ${token}, ${tokens}::text[]) AS "isMine"`);
  const problem = isMine ? null : records === null ? 'no-answer' : tokens.includes(token) ? 'taken' : tokens.length > 0 ? 'other-record' : 'no-record';
  // Of an account that is shut meanwhile nothing is found there; it keeps its names.
  const holds = sql`(EXISTS (SELECT FROM accounts WHERE id = ${tx.accountId} AND deleted_at IS NOT NULL) OR EXISTS (SELECT FROM knowledge_base_at('domain', ${domain}) held WHERE held.account_id = ${tx.accountId} AND held.knowledge_base_id = ${id}))`;
  const after = await tx.one(sql<KnowledgeBase>`
    UPDATE knowledge_bases SET domain_checked_at = ${act.now}, domain_problem = ${problem},
      domain_proved_at = CASE WHEN ${isMine} THEN coalesce(domain_proved_at, ${act.now}::timestamptz) WHEN ${holds} THEN domain_proved_at END,
      domain_warned_at = CASE WHEN NOT ${isMine} AND ${holds} THEN domain_warned_at END
    WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${baseColumns}`);
  await appendEvents(tx, act, [{ type: 'knowledge.changed', data: { knowledgeBaseId: id } }]);
  if (isMine && before.domainProof?.state !== 'proved') await writeAudit(tx, act, { action: 'knowledge-base.domain-proved', targetKind: 'knowledge-base', targetId: id });
  if (before.domainProof?.state === 'proved' && after.domainProof?.state !== 'proved') await auditLostDomain(tx, act, id, 'taken');
  return after;
}

/** `taken`: another site has proved the name. `record-gone`: its record was missing for a week after a warning. */
export async function auditLostDomain(tx: Tx, act: Act, id: number, because: 'taken' | 'record-gone'): Promise<void> {
  await writeAudit(tx, act, { action: 'knowledge-base.domain-lost', targetKind: 'knowledge-base', targetId: id, detail: { because } });
}
