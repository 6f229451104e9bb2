import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkName } from './check-name.ts';
import { checkZone } from './check-zone.ts';

export const accountLanguages = ['en', 'de'] as const;
export type AccountLanguage = (typeof accountLanguages)[number];

/** What is not named stays. The slug stays always: addresses hold it. */
export interface AccountChange {
  readonly name?: string;
  /** IANA zone of its local days; rollups that were made stay until history is recomputed. */
  readonly zone?: string;
  /** In which this server writes to members; new channels write in it, too. */
  readonly language?: AccountLanguage;
  /** New mail reopens a closed conversation; false: it begins a new one. */
  readonly reopenClosed?: boolean;
  /** Seconds an answer is held so that it can be taken back, 0 to 60; a channel may say otherwise. */
  readonly undoSeconds?: number;
  /** Sessions without a second factor may do nothing but set one up. Turned on only by who has one: nobody shuts himself out. */
  readonly requireTotp?: boolean;
}

export async function changeAccount(tx: Tx, act: Act, change: AccountChange): Promise<void> {
  requirePermission(act, 'account.write');
  const name = change.name === undefined ? null : checkName('account', change.name);
  const zone = change.zone === undefined ? null : checkZone(change.zone);
  const { undoSeconds } = change;
  if (undoSeconds !== undefined && (!Number.isInteger(undoSeconds) || undoSeconds < 0 || undoSeconds > 60)) throw invalid('undoSeconds', 'must be a whole number of seconds from 0 to 60', 'undo-seconds');
  if (change.language !== undefined && !accountLanguages.includes(change.language)) throw invalid('language', `must be one of ${accountLanguages.join(', ')}`, 'account-language');
  if (change.requireTotp === true) await requireOwnTotp(tx, act);
  const changed = await tx.run(sql`
    UPDATE accounts SET name = coalesce(${name}, name), zone = coalesce(${zone}, zone), language = coalesce(${change.language ?? null}, language), reopen_closed = coalesce(${change.reopenClosed ?? null}, reopen_closed),
      undo_seconds = coalesce(${undoSeconds ?? null}::smallint, undo_seconds), require_totp = coalesce(${change.requireTotp ?? null}, require_totp)
    WHERE id = ${tx.accountId} AND deleted_at IS NULL`);
  if (changed === 0) throw notFound('account');
  await writeAudit(tx, act, { action: 'account.changed', targetKind: 'account', targetId: tx.accountId, detail: { ...change } });
}

/** Sets the zone of the account's local days. */
export async function setAccountZone(tx: Tx, act: Act, zone: string): Promise<void> {
  await changeAccount(tx, act, { zone });
}

async function requireOwnTotp(tx: Tx, { actor }: Act): Promise<void> {
  if (actor.kind !== 'user') return;
  const { has } = await tx.one(sql<{ has: boolean }>`SELECT EXISTS (SELECT FROM users WHERE id = ${actor.id} AND totp_confirmed_at IS NOT NULL) AS has`);
  if (!has) throw new CoreError('conflict', 'Set up a second factor of your own first.', { key: 'own-two-factor-first' });
}
