import { checkName, isStorable } from '#core/accounts/index.ts';
import { foldText, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockFilters, tellFiltersChanged } from './filters-changed.ts';
import { filterGroupsMax, filterRulesMax, filterValueCharsMax, type NewFilterRule } from './mail-filters.ts';

export interface NewFilterGroup { readonly name: string; readonly rules: readonly NewFilterRule[]; readonly isActive?: boolean | undefined }

/** A new group; active where nothing else is said. At most 200 an account, 50 rules each. */
export async function createFilterGroup(tx: Tx, act: Act, { name, rules, isActive = true }: NewFilterGroup): Promise<{ id: number }> {
  requirePermission(act, 'settings.write');
  const checkedName = checkName('name', name);
  const checked = checkFilterRules(rules);
  await lockFilters(tx, act);
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM mail_filter_groups WHERE account_id = ${tx.accountId}`);
  if (count >= filterGroupsMax) throw invalid('name', `must be at most ${filterGroupsMax}`, 'too-many-groups', { max: filterGroupsMax });
  const group = await tx.one(sql<{ id: number }>`
    INSERT INTO mail_filter_groups (account_id, name, is_active, created_at, changed_at) VALUES (${tx.accountId}, ${checkedName}, ${isActive}, ${act.now}, ${act.now}) RETURNING id`);
  await insertRules(tx, group.id, checked);
  await tellFiltersChanged(tx, act, { action: 'mail-filter-group.created', targetId: group.id, detail: { rules: checked.length, isActive } });
  return group;
}

/** What is not named stays; rules are replaced as a whole and get new ids. Two at once take turns. */
export async function changeFilterGroup(
  tx: Tx, act: Act, groupId: number, change: { name?: string | undefined; rules?: readonly NewFilterRule[] | undefined; isActive?: boolean | undefined },
): Promise<void> {
  requirePermission(act, 'settings.write');
  const name = change.name === undefined ? null : checkName('name', change.name);
  const rules = change.rules === undefined ? null : checkFilterRules(change.rules);
  await lockFilters(tx, act);
  const changed = await tx.run(sql`
    UPDATE mail_filter_groups SET name = coalesce(${name}, name), is_active = coalesce(${change.isActive ?? null}::boolean, is_active), changed_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${groupId}`);
  if (changed === 0) throw notFound('filter');
  if (rules) {
    await tx.run(sql`DELETE FROM mail_filter_rules WHERE account_id = ${tx.accountId} AND group_id = ${groupId}`);
    await insertRules(tx, groupId, rules);
  }
  await tellFiltersChanged(tx, act, { action: 'mail-filter-group.changed', targetId: groupId, detail: { fields: Object.keys(change), ...(change.isActive === undefined ? {} : { isActive: change.isActive }) } });
}

/** Turns a group off, or on again. */
export async function toggleFilterGroup(tx: Tx, act: Act, groupId: number): Promise<void> {
  requirePermission(act, 'settings.write');
  await lockFilters(tx, act);
  const group = await tx.maybe(sql<{ isActive: boolean }>`SELECT is_active AS "isActive" FROM mail_filter_groups WHERE account_id = ${tx.accountId} AND id = ${groupId}`);
  if (!group) throw notFound('filter');
  await changeFilterGroup(tx, act, groupId, { isActive: !group.isActive });
}

export async function deleteFilterGroup(tx: Tx, act: Act, groupId: number): Promise<void> {
  requirePermission(act, 'settings.write');
  await lockFilters(tx, act);
  const deleted = await tx.run(sql`DELETE FROM mail_filter_groups WHERE account_id = ${tx.accountId} AND id = ${groupId}`);
  if (deleted === 0) throw notFound('filter');
  await tellFiltersChanged(tx, act, { action: 'mail-filter-group.deleted', targetId: groupId, detail: {} });
}

/** `invalid` names the rule and its part: `rules.1.value`. */
export function checkFilterRules(rules: readonly NewFilterRule[], field = 'rules'): NewFilterRule[] {
  if (rules.length > filterRulesMax) throw invalid(field, `must be at most ${filterRulesMax}`, 'too-many-items', { max: filterRulesMax });
  return rules.map((rule, at) => {
    const value = rule.value.trim();
    const place = `${field}.${at}.value`;
    if (foldText(value).trim() === '') throw invalid(place, 'must not be empty', 'empty');
    if (value.length > filterValueCharsMax) throw invalid(place, `must have at most ${filterValueCharsMax} characters`, 'too-long', { max: filterValueCharsMax });
    if (!isStorable(value)) throw invalid(place, 'must not hold control characters', 'bad-characters');
    return { field: rule.field, operator: rule.operator, joinedBy: rule.joinedBy, value };
  });
}

async function insertRules(tx: Tx, groupId: number, rules: readonly NewFilterRule[]): Promise<void> {
  if (rules.length === 0) return;
  await tx.run(sql`
    INSERT INTO mail_filter_rules (account_id, group_id, place, field, operator, joined_by, value)
    SELECT ${tx.accountId}::bigint, ${groupId}::bigint, r.place, r.field, r.operator, r."joinedBy", r.value
    FROM jsonb_to_recordset(${JSON.stringify(rules.map((rule, place) => ({ ...rule, place })))}::jsonb) AS r(place int, field text, operator text, "joinedBy" text, value text) ORDER BY r.place`);
}
