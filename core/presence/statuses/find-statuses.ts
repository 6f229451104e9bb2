import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { builtInStatuses, type AgentStatus } from './built-in.ts';

/** A status with whether the account has it still: those that were deleted stand in the log of what was. */
export interface StatusRow extends AgentStatus { readonly isDeleted: boolean }

/** The account's catalogue: built-in ones first (0, -1, -2 ...), with the looks it gave them, then its own by id; those that it deleted only where asked for. */
export async function findStatuses(tx: Tx, act: Act, { withDeleted = false }: { withDeleted?: boolean } = {}): Promise<StatusRow[]> {
  requirePermission(act, 'people.read');
  return (await readStatuses(tx)).filter(({ isDeleted }) => withDeleted || !isDeleted);
}

/** For commands that have checked their own permission; deleted ones too. */
export async function readStatuses(tx: Tx): Promise<StatusRow[]> {
  const rows = await tx.rows(sql<{ id: number; name: string; color: string; wfmId: number | null; takesWork: boolean; isDeleted: boolean }>`
    SELECT id, name, color, wfm_id AS "wfmId", takes_work AS "takesWork", deleted_at IS NOT NULL AS "isDeleted" FROM agent_statuses WHERE account_id = ${tx.accountId} ORDER BY id`);
  const looks = new Map(rows.map((row) => [row.id, row]));
  const builtIn = builtInStatuses.map((status) => ({ ...status, isDeleted: false, ...lookOf(looks.get(status.id)) }));
  return [...builtIn, ...rows.filter(({ id }) => id > 0).map((row) => ({ ...row, isBuiltIn: false, isAutomatic: false }))];
}

function lookOf(row: { name: string; color: string; wfmId: number | null } | undefined): Partial<AgentStatus> {
  return row ? { name: row.name, color: row.color, wfmId: row.wfmId } : {};
}
