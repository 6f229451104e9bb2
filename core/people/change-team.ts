import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export async function createTeam(tx: Tx, act: Act, { name, parentId = null, position = 0 }: { name: string; parentId?: number | null; position?: number }): Promise<{ id: number }> {
  requirePermission(act, 'people.write');
  const checkedName = checkName('name', name);
  checkPosition(position);
  if (parentId !== null && !(await lockTree(tx)).has(parentId)) throw notFound('team');
  const team = await tx.one(sql<{ id: number }>`
    INSERT INTO teams (account_id, parent_id, name, position, created_at) VALUES (${tx.accountId}, ${parentId}, ${checkedName}, ${position}, ${act.now}) RETURNING id`);
  await appendEvents(tx, act, [{ type: 'team.changed', data: { teamId: team.id } }]);
  await writeAudit(tx, act, { action: 'team.created', targetKind: 'team', targetId: team.id, detail: { parentId } });
  return team;
}

/** Another name, another place in the tree. A team never comes to stand below itself. */
export async function changeTeam(tx: Tx, act: Act, teamId: number, change: { name?: string; parentId?: number | null; position?: number }): Promise<void> {
  requirePermission(act, 'people.write');
  const tree = await lockTree(tx);
  if (!tree.has(teamId)) throw notFound('team');
  const name = change.name === undefined ? null : checkName('name', change.name);
  if (change.position !== undefined) checkPosition(change.position);
  const parentId = change.parentId === undefined ? tree.get(teamId)! : change.parentId;
  if (parentId !== null && !tree.has(parentId)) throw notFound('team');
  for (let above: number | null = parentId; above !== null; above = tree.get(above) ?? null) {
    if (above === teamId) throw new CoreError('conflict', 'A team cannot stand below itself.', { key: 'team-below-itself' });
  }
  await tx.run(sql`
    UPDATE teams SET name = coalesce(${name}, name), parent_id = ${parentId}, position = coalesce(${change.position ?? null}::int, position), updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${teamId}`);
  await appendEvents(tx, act, [{ type: 'team.changed', data: { teamId } }]);
  await writeAudit(tx, act, { action: 'team.changed', targetKind: 'team', targetId: teamId, detail: { parentId } });
}

/** The team goes, its members stay agents; teams below it move up to its parent. */
export async function deleteTeam(tx: Tx, act: Act, teamId: number): Promise<void> {
  requirePermission(act, 'people.write');
  const tree = await lockTree(tx);
  const parentId = tree.get(teamId);
  if (parentId === undefined) throw notFound('team');
  await tx.run(sql`UPDATE teams SET parent_id = ${parentId} WHERE account_id = ${tx.accountId} AND parent_id = ${teamId}`);
  await tx.run(sql`DELETE FROM team_members WHERE account_id = ${tx.accountId} AND team_id = ${teamId}`);
  await tx.run(sql`UPDATE teams SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${teamId}`);
  await appendEvents(tx, act, [{ type: 'team.changed', data: { teamId } }]);
  await writeAudit(tx, act, { action: 'team.deleted', targetKind: 'team', targetId: teamId });
}

function checkPosition(position: number): void {
  if (!Number.isInteger(position) || position < 0 || position > 1_000_000) throw invalid('position', 'must be from 0 to 1000000', 'out-of-range', { min: 0, max: 1_000_000 });
}

/** Team -> parent of all that are there. The rows stay locked: two moves at once cannot make a ring between them. */
async function lockTree(tx: Tx): Promise<Map<number, number | null>> {
  const rows = await tx.rows(sql<{ id: number; parentId: number | null }>`
    SELECT id, parent_id AS "parentId" FROM teams WHERE account_id = ${tx.accountId} AND deleted_at IS NULL ORDER BY id FOR UPDATE`);
  return new Map(rows.map((row) => [row.id, row.parentId]));
}
