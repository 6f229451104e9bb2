import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkActions } from '../rules/check-actions.ts';
import type { RuleAction } from '../rules/rule-action.ts';
import { farReaching, macroColumns, macrosMax, type Macro } from './macro.ts';

export interface MacroInput { readonly name: string; readonly isShared?: boolean; readonly actions: readonly RuleAction[] }

/** The person's own and the shared ones, by name. */
export async function findMacros(tx: Tx, act: Act): Promise<Macro[]> {
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<Macro>`SELECT ${macroColumns} FROM macros WHERE account_id = ${tx.accountId} AND (is_shared OR user_id = ${personOf(act)}) ORDER BY lower(name), id`);
}

/** Own or shared; anybody else's is `not-found`. */
export async function getMacro(tx: Tx, act: Act, id: number): Promise<Macro> {
  requirePermission(act, 'conversations.read');
  const macro = await tx.maybe(sql<Macro>`SELECT ${macroColumns} FROM macros WHERE account_id = ${tx.accountId} AND id = ${id} AND (is_shared OR user_id = ${personOf(act)})`);
  if (!macro) throw notFound('macro');
  return macro;
}

/** A macro of the acting person's. Sharing it, and actions that reach beyond a conversation, need settings.write. */
export async function createMacro(tx: Tx, act: Act, input: MacroInput): Promise<Macro> {
  const userId = personOf(act);
  const { name, isShared, actions } = await checkMacro(tx, act, input);
  const { held } = await tx.one(sql<{ held: number }>`SELECT count(*) AS held FROM macros WHERE account_id = ${tx.accountId} AND (user_id = ${userId} OR (is_shared AND ${isShared}::boolean))`);
  if (held >= macrosMax) throw new CoreError('too-large', `There are at most ${macrosMax} macros.`, { key: 'too-many-macros', values: { max: macrosMax } });
  const macro = await tx.one(sql<Macro>`
    INSERT INTO macros (account_id, user_id, name, is_shared, actions, created_at, updated_at)
    VALUES (${tx.accountId}, ${userId}, ${name}, ${isShared}, ${JSON.stringify(actions)}::jsonb, ${act.now}, ${act.now}) RETURNING ${macroColumns}`);
  await writeAudit(tx, act, { action: 'macro.created', targetKind: 'macro', targetId: macro.id, detail: { isShared } });
  return macro;
}

/** What is not named stays. Own ones; shared ones by whoever may write settings. */
export async function changeMacro(tx: Tx, act: Act, id: number, change: Partial<MacroInput>): Promise<Macro> {
  const before = await requireOwn(tx, act, id);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<MacroInput>;
  const { name, isShared, actions } = await checkMacro(tx, act, { ...before, ...given });
  const macro = await tx.one(sql<Macro>`
    UPDATE macros SET name = ${name}, is_shared = ${isShared}, actions = ${JSON.stringify(actions)}::jsonb, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${macroColumns}`);
  await writeAudit(tx, act, { action: 'macro.changed', targetKind: 'macro', targetId: id, detail: { fields: Object.keys(given) } });
  return macro;
}

export async function deleteMacro(tx: Tx, act: Act, id: number): Promise<void> {
  await requireOwn(tx, act, id);
  await tx.run(sql`DELETE FROM macros WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await writeAudit(tx, act, { action: 'macro.deleted', targetKind: 'macro', targetId: id });
}

async function requireOwn(tx: Tx, act: Act, id: number): Promise<Macro> {
  await tx.rows(sql`SELECT FROM macros WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  const macro = await getMacro(tx, act, id);
  if (macro.isShared || macro.userId !== personOf(act)) requirePermission(act, 'settings.write');
  return macro;
}

async function checkMacro(tx: Tx, act: Act, { name, isShared = false, actions }: MacroInput): Promise<Required<MacroInput>> {
  requirePermission(act, 'conversations.reply');
  const checked = await checkActions(tx, actions, 'macro');
  if (isShared || checked.some(({ kind }) => farReaching.has(kind))) requirePermission(act, 'settings.write');
  return { name: checkName('name', name, 100), isShared, actions: checked };
}

function personOf({ actor }: Act): number {
  if (actor.kind !== 'user' || actor.id === null) throw new CoreError('forbidden', 'Macros belong to people who are signed in.', { key: 'people-only' });
  return actor.id;
}
