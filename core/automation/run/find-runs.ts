import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { keptDays, runColumns, type RuleRun } from './run.ts';

export type ListedRun = RuleRun & { readonly ruleName: string };

export interface RunFilter { readonly ruleId?: number; readonly conversationId?: number; readonly beforeId?: number; readonly limit: number }

const limitMax = 101; // a page, and whether there is more

/** The log, newest first: what ran, what each condition had found, what each action came to. */
export async function findRuns(tx: Tx, act: Act, { ruleId, conversationId, beforeId, limit }: RunFilter): Promise<ListedRun[]> {
  requirePermission(act, 'settings.read');
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<ListedRun>`
    SELECT ${runColumns}, (SELECT l.name FROM automation_rules l WHERE l.account_id = automation_runs.account_id AND l.id = automation_runs.rule_id) AS "ruleName"
    FROM automation_runs WHERE account_id = ${tx.accountId} ${ruleId === undefined ? sql`` : sql`AND rule_id = ${ruleId}`} ${conversationId === undefined ? sql`` : sql`AND conversation_id = ${conversationId}`}
      ${beforeId === undefined ? sql`` : sql`AND id < ${beforeId}`} ORDER BY id DESC LIMIT ${Math.max(1, Math.min(limit, limitMax))}`);
}

const perRoundMax = 5_000;

/** Forgets runs of more than 90 days ago, and rules that were deleted before and that no run names any more. At most 5,000 in one transaction. */
export async function sweepRuns(tx: Tx, act: Act): Promise<number> {
  requirePermission(act, 'conversations.delete');
  const before = new Date(Date.parse(act.now) - keptDays * 86_400_000).toISOString();
  const swept = await tx.run(sql`
    DELETE FROM automation_runs WHERE account_id = ${tx.accountId} AND id = ANY(ARRAY(
      SELECT id FROM automation_runs WHERE account_id = ${tx.accountId} AND at < ${before}::timestamptz ORDER BY at LIMIT ${perRoundMax}))`);
  await tx.run(sql`DELETE FROM automatic_sends WHERE account_id = ${tx.accountId} AND message_id = ANY(ARRAY(
    SELECT message_id FROM automatic_sends WHERE account_id = ${tx.accountId} AND at < ${before}::timestamptz ORDER BY at LIMIT ${perRoundMax}))`);
  await tx.run(sql`
    DELETE FROM automation_rules r WHERE r.account_id = ${tx.accountId} AND r.deleted_at < ${before}::timestamptz
      AND NOT EXISTS (SELECT FROM automation_runs u WHERE u.account_id = r.account_id AND u.rule_id = r.id)`);
  return swept;
}
