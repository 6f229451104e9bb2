import { globalTables } from '../global-tables.ts';
import type { PlanNode, WatchedPlan } from './watch-plans.ts';

/**
 * Tables that hold an account's settings, or a row for each of its agents and menus (tens or hundreds), and are read whole on purpose: their key alone is index condition enough.
 */
export const readWhole: ReadonlySet<string> = new Set([
  'agents', 'agent_addresses', 'agent_presence', 'agent_statuses', 'attribute_definitions', 'calendars', 'calendar_versions', 'channels', 'channel_addresses', 'group_mailbox_addresses', 'group_mailboxes', 'labels', 'mail_filter_groups', 'mail_filter_rules', 'mail_filter_settings', 'menus', 'menu_paths', 'roles', 'setting_versions', 'teams',
]);

/** Places where a plan reads more of a tenant's table than what it is asked for: a sequential scan, or an index scan that only knows the account. */
export function planProblems(watched: WatchedPlan): string[] {
  return planProblemsBut(readWhole, watched);
}

/** The same where only these tables may be read whole. */
export function planProblemsBut(whole: ReadonlySet<string>, { query, plan }: WatchedPlan): string[] {
  const problems: string[] = [];
  visit(plan, plan['Relation Name'], (node, relation) => {
    if (relation === undefined || whole.has(relation) || (globalTables as readonly string[]).includes(relation)) return;
    const statement = query.replaceAll(/\s+/g, ' ').trim().slice(0, 160);
    if (node['Node Type'] === 'Seq Scan') problems.push(`${relation}: sequential scan in ${statement}`);
    const usesIndex = /^(Bitmap Index Scan|Index Scan|Index Only Scan)$/.test(node['Node Type']);
    if (usesIndex && onlyAccount(node['Index Cond'] ?? '') && !isBoundedWalk(node)) {
      problems.push(`${relation}: ${node['Index Name']} is asked for no more than the account (${node['Index Cond'] ?? 'no condition'}) in ${statement}`);
    }
  });
  return problems;
}

/** Conditions on account_id, and nothing else. */
function onlyAccount(condition: string): boolean {
  return condition.replaceAll(/[()]/g, '').split(' AND ').every((part) => part.trim() === '' || part.trim().startsWith('account_id = '));
}

/** A walk along an index that is made for its order and ends at a LIMIT right above it, without a filter that could keep it walking. */
function isBoundedWalk(node: PlanNode & { readonly isLimited?: boolean }): boolean {
  return node.isLimited === true && (node.Filter === undefined || onlyAccount(node.Filter));
}

function visit(node: PlanNode, relation: string | undefined, see: (node: PlanNode, relation: string | undefined) => void, isLimited = false): void {
  see(Object.assign({}, node, { isLimited }), node['Relation Name'] ?? relation);
  const passesLimit = node['Node Type'] === 'Limit' || (isLimited && /^(LockRows|Result|Subquery Scan)$/.test(node['Node Type']));
  for (const child of node.Plans ?? []) visit(child, node['Relation Name'], see, passesLimit);
}
