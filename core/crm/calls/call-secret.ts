import { isStorable, seal, unseal, type SecretKey } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { CrmConnection } from '../connection.ts';
import { getCrmConnection } from '../find-connections.ts';

const charsMax = 500;
const placeOf = (tx: Tx, id: number) => ({ table: 'crm_connections', column: 'call_secret_sealed', row: `${tx.accountId}:${id}` });

/** By what the system signs its calls to us; null: calls are refused from now on. `conflict` for what is a file. */
export async function setCrmCallSecret(tx: Tx, act: Act, key: SecretKey, id: number, secret: string | null): Promise<CrmConnection> {
  requirePermission(act, 'settings.write');
  if (secret !== null && (secret.trim() === '' || secret.length > charsMax || !isStorable(secret))) throw invalid('secret', `must be 1 to ${charsMax} characters without control characters`, 'too-long', { max: charsMax });
  await tx.maybe(sql<object>`SELECT FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  const { kind, hasSecret } = await getCrmConnection(tx, act, id);
  if (!hasSecret) throw new CoreError('conflict', 'It is no system that could call.', { key: 'crm-kind' });
  await tx.run(sql`
    UPDATE crm_connections SET call_secret_sealed = ${secret === null ? null : seal(key, placeOf(tx, id), secret.trim())}, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await appendEvents(tx, act, [{ type: 'crm.changed', data: { connectionId: id } }]);
  await writeAudit(tx, act, { action: 'crm.changed', targetKind: 'crm-connection', targetId: id, detail: { kind, calls: secret !== null } });
  return getCrmConnection(tx, seesAll(act), id);
}

/** Who may call about a connection: by which secret, and about whose data. `account`: null until it has said so in a reading. */
export interface CrmCaller { readonly kind: string; readonly secret: string; readonly account: string | null }

/** Null: there is no such connection, or nobody may call about it. */
export async function openCrmCaller(tx: Tx, act: Act, key: SecretKey, id: number): Promise<CrmCaller | null> {
  requirePermission(act, 'settings.write');
  const found = await tx.maybe(sql<{ kind: string; sealed: Buffer; account: string | null }>`
    SELECT kind, call_secret_sealed AS sealed, external_account AS account FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${id} AND state <> 'erasing' AND call_secret_sealed IS NOT NULL`);
  return found ? { kind: found.kind, secret: unseal(key, placeOf(tx, id), found.sealed), account: found.account } : null;
}
