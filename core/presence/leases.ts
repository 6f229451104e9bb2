import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export type LeaseKind = 'viewing' | 'typing';

export const leaseSeconds = 15;

/** Says that the acting person views a conversation or types in it, for the next 15 seconds. Follows the redirect of a merged one; returns its id. */
export async function holdLease(tx: Tx, act: Act, kind: LeaseKind, conversationId: number): Promise<number> {
  requirePermission(act, 'conversations.read');
  const userId = personOf(act);
  const row = await tx.maybe(sql<{ id: number }>`
    INSERT INTO desk_leases (account_id, conversation_id, user_id, kind, until)
    SELECT c.account_id, c.id, ${userId}::bigint, ${kind}, clock_timestamp() + make_interval(secs => ${leaseSeconds})
    FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId})
    ON CONFLICT (account_id, conversation_id, user_id, kind) DO UPDATE SET until = excluded.until
    RETURNING conversation_id AS id`);
  if (!row) throw notFound('conversation');
  return row.id;
}

/** The person views or types there no longer. */
export async function dropLease(tx: Tx, act: Act, kind: LeaseKind, conversationId: number): Promise<void> {
  requirePermission(act, 'conversations.read');
  await tx.run(sql`DELETE FROM desk_leases WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId} AND user_id = ${personOf(act)} AND kind = ${kind}`);
}

/** These people are connected, for the next 15 seconds. For the process that holds their sockets; takes what is over away. */
export async function keepOnline(tx: Tx, userIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO desk_presence (account_id, user_id, until)
    SELECT ${tx.accountId}::bigint, u, clock_timestamp() + make_interval(secs => ${leaseSeconds}) FROM unnest(${[...new Set(userIds)].toSorted((a, b) => a - b)}::bigint[]) u
    ON CONFLICT (account_id, user_id) DO UPDATE SET until = excluded.until`);
  for (const table of ['desk_presence', 'desk_leases'] as const) {
    await tx.run(sql`DELETE FROM ${sql.table(table)} WHERE account_id = ${tx.accountId} AND until < clock_timestamp() - interval '1 minute'`);
  }
}

export interface Presence {
  readonly online: readonly { readonly userId: number; readonly name: string }[];
  readonly leases: readonly { readonly conversationId: number; readonly userId: number; readonly name: string; readonly kind: LeaseKind }[];
}

/** Everybody who is there now, in order of id. */
export async function readPresence(tx: Tx): Promise<Presence> {
  return tx.one(sql<Presence>`
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.name) ORDER BY u.id), '[]')
       FROM desk_presence p JOIN users u ON u.id = p.user_id WHERE p.account_id = ${tx.accountId} AND p.until > clock_timestamp()) AS online,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('conversationId', l.conversation_id, 'userId', u.id, 'name', u.name, 'kind', l.kind) ORDER BY l.conversation_id, u.id, l.kind), '[]')
       FROM desk_leases l JOIN users u ON u.id = l.user_id WHERE l.account_id = ${tx.accountId} AND l.until > clock_timestamp()) AS leases`);
}

function personOf({ actor }: Act): number {
  if (actor.kind !== 'user' || actor.id === null) throw new CoreError('forbidden', 'Only people are at the desk.', { key: 'people-only' });
  return actor.id;
}
