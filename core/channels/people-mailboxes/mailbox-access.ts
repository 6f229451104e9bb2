import { seal, unseal, type SealedPlace, type SecretKey } from '#core/accounts/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { lockChannel } from '../aliases.ts';
import { tellChange } from '../change-channel.ts';
import { removeConnection } from '../connections.ts';
import type { Backfill } from '../mailboxes/index.ts';
import { forgetAccess } from './forget-access.ts';
import type { ServiceProtocol } from './mailbox-protocol.ts';

/** How a mailbox is read through its service's own interface. */
export interface MailboxAccess {
  readonly channelId: number;
  readonly protocol: ServiceProtocol;
  /** Whose mailbox it is, as the service knows the person: an id or an address. */
  readonly remoteUser: string;
  /** Nothing secret: what differs from the directory's. */
  readonly settings: Readonly<Record<string, string>>;
  /** False: the company's directory opens it. */
  readonly hasSecret: boolean;
  readonly backfill: Backfill;
  /** Mail from here on is live. */
  readonly connectedAt: string;
}

export interface MailboxAccessInput {
  readonly protocol: ServiceProtocol;
  readonly remoteUser: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly secret?: string | null;
  readonly backfill?: Backfill;
}

const accessColumns = sql`channel_id AS "channelId", protocol, remote_user AS "remoteUser", settings, secret_sealed IS NOT NULL AS "hasSecret", backfill, connected_at AS "connectedAt"`;
const remoteUserCharsMax = 320;

/**
 * Sets or replaces it. Another protocol or another person begins from the beginning; what is held already is not stored again. A connection by IMAP is forgotten.
 * The same again without a new secret: nothing happens.
 */
export async function setMailboxAccess(tx: Tx, act: Act, key: SecretKey, channelId: number, input: MailboxAccessInput): Promise<{ readonly changed: boolean }> {
  requirePermission(act, 'channels.write');
  const { protocol, remoteUser, settings = {}, secret = null, backfill = '30d' } = input;
  if (remoteUser === '' || remoteUser.length > remoteUserCharsMax || /[\u0000-\u001f\u007f]/.test(remoteUser)) throw invalid('id', `must be 1 to ${remoteUserCharsMax} characters without control characters`, 'too-long', { max: remoteUserCharsMax });
  await lockChannel(tx, channelId);
  const present = await tx.maybe(sql<MailboxAccess>`SELECT ${accessColumns} FROM mailbox_accesses WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  const isSamePerson = present?.protocol === protocol && present.remoteUser === remoteUser;
  if (isSamePerson && secret === null && !present.hasSecret && JSON.stringify(present.settings) === JSON.stringify(settings)) return { changed: false };
  await removeConnection(tx, act, channelId, 'imap');
  const sealed = secret === null ? null : seal(key, placeOf(tx, channelId), secret);
  await tx.run(sql`
    INSERT INTO mailbox_accesses (account_id, channel_id, protocol, remote_user, settings, secret_sealed, backfill, connected_at, updated_at)
    VALUES (${tx.accountId}, ${channelId}, ${protocol}, ${remoteUser}, ${JSON.stringify(settings)}::jsonb, ${sealed}, ${backfill}, ${act.now}, ${act.now})
    ON CONFLICT (account_id, channel_id) DO UPDATE SET protocol = excluded.protocol, remote_user = excluded.remote_user, settings = excluded.settings, secret_sealed = excluded.secret_sealed,
      backfill = excluded.backfill, updated_at = excluded.updated_at`);
  if (!isSamePerson) await tx.run(sql`DELETE FROM mailbox_cursors WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  await tellChange(tx, act, channelId, 'channel.connection-set', { kind: protocol, secretChanged: secret !== null });
  return { changed: true };
}

/** Forgets it and its secret. Again: nothing happens. */
export async function removeMailboxAccess(tx: Tx, act: Act, channelId: number): Promise<void> {
  requirePermission(act, 'channels.write');
  await lockChannel(tx, channelId);
  await forgetAccess(tx, act, channelId);
}

/** With its own secret opened, where it has one. Null: the channel has no such access. */
export async function openMailboxAccess(tx: Tx, act: Act, key: SecretKey, channelId: number): Promise<(MailboxAccess & { readonly secret: string | null }) | null> {
  requirePermission(act, 'channels.write');
  const row = await tx.maybe(sql<MailboxAccess & { sealed: Buffer | null }>`
    SELECT ${accessColumns}, secret_sealed AS sealed FROM mailbox_accesses WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  if (!row) return null;
  const { sealed, ...access } = row;
  return { ...access, secret: sealed === null ? null : unseal(key, placeOf(tx, channelId), sealed) };
}

/**
 * Puts another secret in the place of one that a token endpoint replaced, if the mailbox still has that very one: what somebody set meanwhile stays. Not a change of the access: nobody has to connect anew.
 * Returns whether it stood there.
 */
export async function replaceAccessSecret(tx: Tx, act: Act, key: SecretKey, channelId: number, { from, to }: { readonly from: string; readonly to: string }): Promise<boolean> {
  requirePermission(act, 'channels.write');
  const row = await tx.maybe(sql<{ sealed: Buffer }>`
    SELECT secret_sealed AS sealed FROM mailbox_accesses WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND secret_sealed IS NOT NULL FOR UPDATE`);
  if (!row || unseal(key, placeOf(tx, channelId), row.sealed) !== from) return false;
  await tx.run(sql`UPDATE mailbox_accesses SET secret_sealed = ${seal(key, placeOf(tx, channelId), to)} WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  return true;
}

/** A mailbox that is to be read through its service. `fingerprint` changes when its access or the directory behind it does. */
export interface AccessToRead { readonly accountId: number; readonly channelId: number; readonly protocol: ServiceProtocol; readonly fingerprint: string }

/** Of all accounts; ids only. */
export async function findAccessesToRead(database: Database): Promise<AccessToRead[]> {
  return database.rows(sql<AccessToRead>`SELECT account_id AS "accountId", channel_id AS "channelId", protocol, fingerprint FROM mailbox_accesses_to_read()`);
}

function placeOf(tx: Tx, channelId: number): SealedPlace {
  return { table: 'mailbox_accesses', column: 'secret_sealed', row: `${tx.accountId}:${channelId}` };
}
