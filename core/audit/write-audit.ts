import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { AuditAction } from './audit-action.ts';

export interface AuditEntry {
  readonly action: AuditAction;
  readonly targetKind?: string | null;
  readonly targetId?: number | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Keys that would hold a secret; `tokenId` and the like do not. */
const secretKey = /^(pass(word|phrase)?|secret|token|api_?key|authorization|cookie)$|(Secret|Password|PasswordHash)$/;

/**
 * Adds a row to the account's audit log, in the transaction of the change. Throws where the act is of another account than the
 * transaction, and where `detail` has a key that names a secret: both are faults of the caller, not of its input.
 */
export async function writeAudit(tx: Tx, act: Act, { action, targetKind = null, targetId = null, detail = {} }: AuditEntry): Promise<void> {
  if (act.accountId !== tx.accountId) throw new Error(`an act of account ${act.accountId} in a transaction of account ${tx.accountId}`);
  refuseSecrets(detail);
  await tx.run(sql`
    INSERT INTO audit_log (account_id, at, actor_user_id, actor_kind, action, target_kind, target_id, detail, address)
    VALUES (${tx.accountId}, ${act.now}, ${act.actor.kind === 'user' ? act.actor.id : null}, ${act.actor.kind}, ${action}, ${targetKind},
            ${targetId}, ${JSON.stringify({ ...detail, source: act.source })}::jsonb, ${act.address ?? null})`);
}

function refuseSecrets(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (secretKey.test(key)) throw new Error(`audit detail must not hold "${key}"`);
    refuseSecrets(inner);
  }
}
