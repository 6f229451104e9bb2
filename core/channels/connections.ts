import { seal, unseal, type SecretKey } from '#core/accounts/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockChannel } from './aliases.ts';
import { tellChange } from './change-channel.ts';
import { forgetAccess } from './people-mailboxes/forget-access.ts';

export type ConnectionKind = 'imap' | 'smtp';
export type ConnectionSecurity = 'tls' | 'starttls' | 'none';
export type ConnectionAuth = 'password' | 'oauth' | 'none';

/** A mail server behind a channel's address, without its secret. */
export interface ChannelConnection {
  readonly channelId: number;
  readonly kind: ConnectionKind;
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
  readonly auth: ConnectionAuth;
  readonly userName: string;
  readonly hasSecret: boolean;
  /** Nothing secret: folders and backfill of imap. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly updatedAt: string;
}

export interface ConnectionInput {
  readonly host: string;
  readonly port: number;
  readonly security: ConnectionSecurity;
  readonly auth: ConnectionAuth;
  readonly userName: string;
  /** Absent: the present one stays, as long as host and user name do; null: none. */
  readonly secret?: string | null;
  /** Absent: the present ones stay. */
  readonly options?: Readonly<Record<string, unknown>>;
}

const secretBytesMax = 16_384;

/** Sets or replaces a channel's connection. The secret is sealed for this channel and kind, and shown to nobody again. */
export async function setConnection(tx: Tx, act: Act, key: SecretKey, channelId: number, kind: ConnectionKind, input: ConnectionInput): Promise<void> {
  requirePermission(act, 'channels.write');
  checkInput(input);
  await lockChannel(tx, channelId);
  const { secret } = input;
  if (secret === undefined) await requireSamePlace(tx, act, channelId, kind, input);
  if (kind === 'imap') await forgetAccess(tx, act, channelId); // a mailbox is read by one way
  const sealed = typeof secret === 'string' ? seal(key, sealedPlace(tx, channelId, kind), secret) : null;
  await tx.run(sql`
    INSERT INTO channel_connections AS c (account_id, channel_id, kind, host, port, security, auth, user_name, secret_sealed, options, updated_at)
    VALUES (${tx.accountId}, ${channelId}, ${kind}, ${input.host}, ${input.port}, ${input.security}, ${input.auth}, ${input.userName}, ${sealed},
      ${JSON.stringify(input.options ?? {})}::jsonb, ${act.now})
    ON CONFLICT (account_id, channel_id, kind) DO UPDATE SET host = excluded.host, port = excluded.port, security = excluded.security, auth = excluded.auth,
      user_name = excluded.user_name, secret_sealed = CASE WHEN ${secret === undefined}::boolean THEN c.secret_sealed ELSE excluded.secret_sealed END,
      options = CASE WHEN ${input.options === undefined}::boolean THEN c.options ELSE excluded.options END, updated_at = excluded.updated_at`);
  const { host, port, security, auth } = input;
  await tellChange(tx, act, channelId, 'channel.connection-set', { kind, host, port, security, auth, secretChanged: secret !== undefined });
}

/** Forgets a connection and its secret. Again: nothing happens. */
export async function removeConnection(tx: Tx, act: Act, channelId: number, kind: ConnectionKind): Promise<void> {
  requirePermission(act, 'channels.write');
  await lockChannel(tx, channelId);
  const removed = await tx.run(sql`DELETE FROM channel_connections WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND kind = ${kind}`);
  if (removed > 0) await tellChange(tx, act, channelId, 'channel.connection-removed', { kind });
}

/** Of these channels, or of all; by channel and kind. */
export async function findConnections(tx: Tx, act: Act, channelIds?: readonly number[]): Promise<ChannelConnection[]> {
  requirePermission(act, 'channels.read');
  const wanted = channelIds === undefined ? sql`true` : sql`channel_id = ANY(${[...channelIds]}::bigint[])`;
  return tx.rows(sql<ChannelConnection>`
    SELECT channel_id AS "channelId", kind, host, port, security, auth, user_name AS "userName", secret_sealed IS NOT NULL AS "hasSecret", options,
      updated_at AS "updatedAt"
    FROM channel_connections WHERE account_id = ${tx.accountId} AND ${wanted} ORDER BY channel_id, kind`);
}

/** A connection with its secret opened, for the code that dials. Null: the channel has none. `unavailable` where the server's key does not open it. */
export async function openConnection(
  tx: Tx, act: Act, key: SecretKey, channelId: number, kind: ConnectionKind,
): Promise<(ChannelConnection & { readonly secret: string | null }) | null> {
  requirePermission(act, 'channels.write');
  const [connection] = (await findConnections(tx, act, [channelId])).filter((one) => one.kind === kind);
  if (!connection) return null;
  const { sealed } = await tx.one(sql<{ sealed: Buffer | null }>`
    SELECT secret_sealed AS sealed FROM channel_connections WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND kind = ${kind}`);
  return { ...connection, secret: sealed === null ? null : unseal(key, sealedPlace(tx, channelId, kind), sealed) };
}

/** A secret that is kept goes to the server and the user it was given for, and to no other: nobody learns it by naming a host of his own. */
async function requireSamePlace(tx: Tx, act: Act, channelId: number, kind: ConnectionKind, { host, userName }: ConnectionInput): Promise<void> {
  const present = (await findConnections(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, [channelId])).find((one) => one.kind === kind);
  if (!present?.hasSecret || isSamePlace(present, { host, userName })) return;
  throw invalid('secret', 'must be given anew where the host or the user name changes', 'secret-anew');
}

/** Whether a stored secret may be used for these. */
export function isSamePlace(present: Pick<ChannelConnection, 'host' | 'userName'>, { host, userName }: Pick<ConnectionInput, 'host' | 'userName'>): boolean {
  return present.host.toLowerCase() === host.toLowerCase() && present.userName === userName;
}

/** What a sealed secret is bound to. */
export function sealedPlace(tx: Tx, channelId: number, kind: ConnectionKind): { table: string; column: string; row: string } {
  return { table: 'channel_connections', column: 'secret_sealed', row: `${tx.accountId}:${channelId}:${kind}` };
}

function checkInput({ host, port, userName, secret }: ConnectionInput): void {
  if (!/^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\])$/i.test(host)) throw invalid('host', 'must be the name or address of a mail server, such as imap.example.com', 'no-host');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw invalid('port', 'must be between 1 and 65535', 'no-port');
  if (userName.length > 320 || /[\u0000-\u001f\u007f]/.test(userName)) throw invalid('userName', 'must be at most 320 characters without control characters', 'too-long', { max: 320 });
  if (typeof secret === 'string' && (Buffer.byteLength(secret) > secretBytesMax || secret.includes('\u0000'))) throw invalid('secret', `must be at most ${secretBytesMax} bytes`, 'too-long', { max: secretBytesMax });
}
