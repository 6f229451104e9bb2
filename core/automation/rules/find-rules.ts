import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { ruleColumns, type Rule, type RuleEvent } from './rule.ts';

/** All of the account, in the order in which they run. */
export async function findRules(tx: Tx, act: Act): Promise<Rule[]> {
  requirePermission(act, 'settings.read');
  return tx.rows(sql<Rule>`SELECT ${ruleColumns} FROM automation_rules WHERE account_id = ${tx.accountId} AND deleted_at IS NULL ORDER BY place, id`);
}

export async function getRule(tx: Tx, act: Act, id: number): Promise<Rule> {
  requirePermission(act, 'settings.read');
  const rule = await tx.maybe(sql<Rule>`SELECT ${ruleColumns} FROM automation_rules WHERE account_id = ${tx.accountId} AND id = ${id} AND deleted_at IS NULL`);
  if (!rule) throw notFound('automation rule');
  return rule;
}

/** Those that run now, by event, in their order. */
export async function readActiveRules(tx: Tx): Promise<ReadonlyMap<RuleEvent, readonly Rule[]>> {
  const rows = await tx.rows(sql<Rule>`SELECT ${ruleColumns} FROM automation_rules WHERE account_id = ${tx.accountId} AND deleted_at IS NULL AND is_active ORDER BY place, id`);
  return Map.groupBy(rows, ({ event }) => event);
}
