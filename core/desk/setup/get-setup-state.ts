import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What of the first steps is done. */
export interface SetupState {
  readonly hasChannel: boolean;
  readonly hasMail: boolean;
  /** A channel that is not disabled reads a mailbox. */
  readonly hasIncomingConnection: boolean;
  readonly hasOutgoingConnection: boolean;
  readonly hasHours: boolean;
  readonly hasInternalDomains: boolean;
  /** More than one member. */
  readonly hasColleagues: boolean;
}

export async function getSetupState(tx: Tx, act: Act): Promise<SetupState> {
  requirePermission(act, 'settings.read');
  const account = tx.accountId;
  const connected = (kind: 'imap' | 'smtp') => sql`EXISTS (
    SELECT FROM channel_connections n JOIN channels c ON c.account_id = n.account_id AND c.id = n.channel_id
    WHERE n.account_id = ${account} AND n.kind = ${kind} AND c.disabled_at IS NULL)`;
  return tx.one(sql<SetupState>`
    SELECT EXISTS (SELECT FROM channels WHERE account_id = ${account}) AS "hasChannel",
      EXISTS (SELECT FROM messages WHERE account_id = ${account}) AS "hasMail",
      ${connected('imap')} AS "hasIncomingConnection", ${connected('smtp')} AS "hasOutgoingConnection",
      EXISTS (SELECT FROM calendars WHERE account_id = ${account} AND is_default) AS "hasHours",
      EXISTS (SELECT FROM setting_versions WHERE account_id = ${account} AND kind = 'internal-domains') AS "hasInternalDomains",
      (SELECT count(*) FROM memberships WHERE account_id = ${account} AND ended_at IS NULL) > 1 AS "hasColleagues"`);
}
