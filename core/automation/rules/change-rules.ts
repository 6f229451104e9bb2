import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkActions } from './check-actions.ts';
import { checkConditions } from './check-conditions.ts';
import { getRule } from './find-rules.ts';
import { ruleColumns, ruleEvents, rulesMax, type Rule } from './rule.ts';

export interface RuleInput extends Pick<Rule, 'name' | 'event' | 'conditions' | 'actions'> {
  readonly description?: string;
  readonly isActive?: boolean;
}

const descriptionMax = 2_000;

/** A rule at the end of the order. `too-large` where the account has as many as it may. */
export async function createRule(tx: Tx, act: Act, input: RuleInput): Promise<Rule> {
  requirePermission(act, 'settings.write');
  const checked = await checkRule(tx, input);
  const { held, last } = await tx.one(sql<{ held: number; last: number }>`
    SELECT count(*) AS held, coalesce(max(place), 0) AS last FROM automation_rules WHERE account_id = ${tx.accountId} AND deleted_at IS NULL`);
  if (held >= rulesMax) throw new CoreError('too-large', `An account has at most ${rulesMax} rules.`, { key: 'too-many-rules', values: { max: rulesMax } });
  const rule = await tx.one(sql<Rule>`
    INSERT INTO automation_rules (account_id, name, description, event, conditions, actions, is_active, place, active_since, created_at, updated_at)
    VALUES (${tx.accountId}, ${checked.name}, ${checked.description}, ${checked.event}, ${JSON.stringify(checked.conditions)}::jsonb, ${JSON.stringify(checked.actions)}::jsonb, ${checked.isActive},
      ${last + 1}::integer, ${act.now}, ${act.now}, ${act.now}) RETURNING ${ruleColumns}`);
  await writeAudit(tx, act, { action: 'rule.created', targetKind: 'rule', targetId: rule.id });
  return rule;
}

/** What is not named stays. What it waits for, what it asks or that it is on: from then on it counts what happens from then on. */
export async function changeRule(tx: Tx, act: Act, id: number, change: Partial<RuleInput>): Promise<Rule> {
  requirePermission(act, 'settings.write');
  const locked = await tx.maybe(sql<object>`SELECT FROM automation_rules WHERE account_id = ${tx.accountId} AND id = ${id} AND deleted_at IS NULL FOR UPDATE`);
  if (!locked) throw notFound('automation rule');
  const before = await getRule(tx, seesAll(act), id);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<RuleInput>;
  // What stays was checked when it was given; something it names may be gone by now, and that must not keep a rule from being switched off.
  const isJudgedAnew = given.conditions !== undefined || given.event !== undefined;
  const checked = {
    ...before, ...given, ...checkHead({ ...before, ...given }),
    conditions: isJudgedAnew ? await checkConditions(tx, given.conditions ?? before.conditions, given.event ?? before.event) : before.conditions,
    actions: given.actions === undefined ? before.actions : await checkActions(tx, given.actions, 'rule'),
  };
  const isNew = isJudgedAnew || (checked.isActive && !before.isActive);
  const rule = await tx.one(sql<Rule>`
    UPDATE automation_rules SET name = ${checked.name}, description = ${checked.description}, event = ${checked.event}, conditions = ${JSON.stringify(checked.conditions)}::jsonb,
      actions = ${JSON.stringify(checked.actions)}::jsonb, is_active = ${checked.isActive}, active_since = CASE WHEN ${isNew}::boolean THEN ${act.now}::timestamptz ELSE active_since END, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${ruleColumns}`);
  await writeAudit(tx, act, { action: 'rule.changed', targetKind: 'rule', targetId: id, detail: { fields: Object.keys(given) } });
  return rule;
}

export async function deleteRule(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'settings.write');
  const deleted = await tx.run(sql`UPDATE automation_rules SET deleted_at = ${act.now}, is_active = false WHERE account_id = ${tx.accountId} AND id = ${id} AND deleted_at IS NULL`);
  if (deleted === 0) throw notFound('automation rule');
  await writeAudit(tx, act, { action: 'rule.deleted', targetKind: 'rule', targetId: id });
}

/** The order in which they run; all of the account's rules must be named. */
export async function orderRules(tx: Tx, act: Act, ids: readonly number[]): Promise<void> {
  requirePermission(act, 'settings.write');
  const held = (await tx.rows(sql<{ id: number }>`SELECT id FROM automation_rules WHERE account_id = ${tx.accountId} AND deleted_at IS NULL ORDER BY id FOR UPDATE`)).map(({ id }) => id);
  if (new Set(ids).size !== ids.length || held.length !== ids.length || held.some((id) => !ids.includes(id))) throw invalid('ids', 'must name each rule once', 'order-incomplete');
  await tx.run(sql`
    UPDATE automation_rules r SET place = o.place FROM unnest(${[...ids]}::bigint[]) WITH ORDINALITY AS o(id, place)
    WHERE r.account_id = ${tx.accountId} AND r.id = o.id AND r.place <> o.place`);
  await writeAudit(tx, act, { action: 'rules.ordered', detail: { ruleIds: [...ids] } });
}

/** A whole rule as it would be kept. Used by the dry run, too: what is tried is what could be saved. */
export async function checkRule(tx: Tx, input: RuleInput): Promise<Required<RuleInput>> {
  const head = checkHead(input);
  return { ...head, conditions: await checkConditions(tx, input.conditions, head.event), actions: await checkActions(tx, input.actions, 'rule') };
}

function checkHead({ name, description = '', event, isActive = true }: RuleInput): Pick<Required<RuleInput>, 'name' | 'description' | 'event' | 'isActive'> {
  if (!(ruleEvents as readonly string[]).includes(event)) throw invalid('event', `must be one of ${ruleEvents.join(', ')}`, 'not-offered');
  if (description.length > descriptionMax) throw invalid('description', `must have at most ${descriptionMax} characters`, 'too-long', { max: descriptionMax });
  if (description.includes('\0') || !description.isWellFormed()) throw invalid('description', 'must be well-formed text without NUL', 'bad-characters');
  return { name: checkName('name', name), description, event, isActive };
}
