import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Sql, type Tx } from '#storage/index.ts';
import { isSecretShaped, secretHash } from '../secret.ts';
import { countAttempt, refundAttempt } from '../throttle/attempt-window.ts';
import { networkOf } from '../throttle/network-of.ts';
import { invitationColumns, invitationGone, type Invitation } from './invitation.ts';

/** The account's invitations that can still be used, newest first. */
export async function findInvitations(tx: Tx, act: Act): Promise<Invitation[]> {
  requirePermission(act, 'people.read');
  return tx.rows(sql<Invitation>`
    SELECT ${invitationColumns} FROM invitations i JOIN roles r ON r.account_id = i.account_id AND r.id = i.role_id
    WHERE i.account_id = ${tx.accountId} AND ${isOpen(act.now)} ORDER BY i.id DESC`);
}

/** What a link invites to, for the page behind it. `expired` for whatever is not right about it. */
export async function lookUpInvitation(database: Database, attempt: InvitationAttempt): Promise<Invitation & { readonly accountName: string }> {
  const { accountId, accountName, id } = await findOpen(database, attempt);
  const found = await database.withAccount(accountId, (tx) => tx.maybe(sql<Invitation>`
    SELECT ${invitationColumns} FROM invitations i JOIN roles r ON r.account_id = i.account_id AND r.id = i.role_id
    WHERE i.account_id = ${accountId} AND i.id = ${id}`), { readOnly: true });
  if (!found) throw invitationGone();
  return { ...found, accountName };
}

export interface InvitationAttempt {
  /** As it came from outside. */
  readonly secret: unknown;
  /** The caller's network address; null: not throttled. */
  readonly address: string | null;
  readonly now: string;
}

/** Wrong links from one network in 15 minutes: nobody guesses 256 bits, but nobody shall ask without end either. */
const wrongMax = 50;

/** An invitation by its secret, which a unique index finds by its hash. A right one does not count against the network. */
export async function findOpen(database: Database, { secret, address, now }: InvitationAttempt): Promise<{ id: number; accountId: number; accountName: string; email: string }> {
  const window = address === null ? null : { kind: 'invitation', of: networkOf(address), max: wrongMax };
  if (window) await countAttempt(database, window, now);
  if (!isSecretShaped(secret)) throw invitationGone();
  const [found] = await database.rows(sql<{ id: number; accountId: number; accountName: string; email: string }>`
    SELECT i.id, i.account_id AS "accountId", a.name AS "accountName", i.email FROM invitations i JOIN accounts a ON a.id = i.account_id AND a.deleted_at IS NULL
    WHERE i.token_hash = ${secretHash(secret)} AND ${isOpen(now)}`);
  if (!found) throw invitationGone();
  if (window) await refundAttempt(database, window);
  return found;
}

function isOpen(now: string): Sql {
  return sql`i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > ${now}::timestamptz`;
}
