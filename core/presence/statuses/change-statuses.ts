import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readStatuses, type StatusRow } from './find-statuses.ts';

/** Names of a palette; where one is shown, text stands beside it. */
export const statusColors = ['green', 'red', 'yellow', 'pink', 'brown', 'blue_grey', 'purple', 'light_blue', 'indigo', 'grey', 'orange', 'teal', 'cyan', 'blue', 'lime', 'amber'] as const;

export interface StatusChange {
  readonly name?: string;
  readonly color?: string;
  /** How workforce management calls it; null: not at all. */
  readonly wfmId?: number | null;
  /** Agents in it are offered work; only of the account's own. */
  readonly takesWork?: boolean;
}

const statusesMax = 200;

/** A status of the account's own. An agent in it is offered work only where it says so. `too-large` over 200. */
export async function createStatus(tx: Tx, act: Act, { name, color, wfmId = null, takesWork = false }: { readonly name: string; readonly color: string; readonly wfmId?: number | null; readonly takesWork?: boolean }): Promise<StatusRow> {
  requirePermission(act, 'queues.write');
  const look = checkLook({ name, color, wfmId });
  await lockCatalogue(tx);
  const present = await readStatuses(tx);
  if (present.filter(({ isBuiltIn, isDeleted }) => !isBuiltIn && !isDeleted).length >= statusesMax) throw new CoreError('too-large', `An account has at most ${statusesMax} statuses of its own.`, { key: 'too-many-items', values: { max: statusesMax } });
  const id = Math.max(0, ...present.map((status) => status.id)) + 1;
  await tx.run(sql`INSERT INTO agent_statuses (account_id, id, name, color, wfm_id, takes_work) VALUES (${tx.accountId}, ${id}, ${look.name!}, ${look.color!}, ${look.wfmId!}, ${takesWork})`);
  await tell(tx, act, 'status.created', id);
  return found(tx, id);
}

/** What is not named stays. Of a built-in status the look changes, never what it means: `conflict`. Whom a change of `takesWork` concerns is looked at anew by routing. */
export async function changeStatus(tx: Tx, act: Act, statusId: number, change: StatusChange): Promise<StatusRow> {
  requirePermission(act, 'queues.write');
  const look = checkLook(change);
  await lockCatalogue(tx);
  const present = await found(tx, statusId);
  const { name = present.name, color = present.color, wfmId = present.wfmId } = look;
  const takesWork = change.takesWork ?? present.takesWork;
  if (present.isBuiltIn && takesWork !== present.takesWork) throw new CoreError('conflict', 'Whether a built-in status takes work cannot be changed.', { key: 'status-work-fixed' });
  await tx.run(sql`
    INSERT INTO agent_statuses (account_id, id, name, color, wfm_id, takes_work) VALUES (${tx.accountId}, ${statusId}, ${name}, ${color}, ${wfmId}, ${!present.isBuiltIn && takesWork})
    ON CONFLICT (account_id, id) DO UPDATE SET name = excluded.name, color = excluded.color, wfm_id = excluded.wfm_id, takes_work = excluded.takes_work`);
  await tell(tx, act, 'status.changed', statusId);
  return found(tx, statusId);
}

/** It can be chosen no longer; who is in it stays until he says otherwise, and the log keeps its name. Built-in ones: `conflict`. */
export async function deleteStatus(tx: Tx, act: Act, statusId: number): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockCatalogue(tx);
  if ((await found(tx, statusId)).isBuiltIn) throw new CoreError('conflict', 'A built-in status cannot be deleted.', { key: 'status-built-in' });
  await tx.run(sql`UPDATE agent_statuses SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${statusId}`);
  await tell(tx, act, 'status.deleted', statusId);
}

async function found(tx: Tx, statusId: number): Promise<StatusRow> {
  const status = (await readStatuses(tx)).find(({ id, isDeleted }) => id === statusId && !isDeleted);
  if (!status) throw notFound('status');
  return status;
}

/** Two changes at once are done one after the other: ids are given in turn. */
async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
}

async function tell(tx: Tx, act: Act, action: 'status.created' | 'status.changed' | 'status.deleted', statusId: number): Promise<void> {
  await writeAudit(tx, act, { action, targetKind: 'status', targetId: statusId });
  await appendEvents(tx, act, [{ type: 'statuses.changed', data: { statusId } }]);
}

function checkLook({ name, color, wfmId }: StatusChange): StatusChange {
  if (color !== undefined && !(statusColors as readonly string[]).includes(color)) throw invalid('color', `must be one of ${statusColors.join(', ')}`, 'not-offered');
  if (wfmId !== undefined && wfmId !== null && !(Number.isInteger(wfmId) && Math.abs(wfmId) <= 2_147_483_647)) throw invalid('wfmId', 'must be a whole number of at most 2147483647', 'no-number');
  return { ...(name !== undefined && { name: checkName('name', name) }), ...(color !== undefined && { color }), ...(wfmId !== undefined && { wfmId }) };
}
