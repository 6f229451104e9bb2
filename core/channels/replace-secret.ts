import { seal, unseal, type SecretKey } from '#core/accounts/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { sealedPlace, type ConnectionKind } from './connections.ts';

/**
 * Puts another secret in the place of one that a token endpoint replaced, wherever the channel has that very one (its imap and its smtp may share it).
 * What somebody set meanwhile stays. Not a change of the connection: nobody has to connect anew. Returns in how many places it stood.
 */
export async function replaceSecret(tx: Tx, act: Act, key: SecretKey, channelId: number, { from, to }: { readonly from: string; readonly to: string }): Promise<number> {
  requirePermission(act, 'channels.write');
  const rows = await tx.rows(sql<{ kind: ConnectionKind; sealed: Buffer }>`
    SELECT kind, secret_sealed AS sealed FROM channel_connections
    WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND auth = 'oauth' AND secret_sealed IS NOT NULL ORDER BY kind FOR UPDATE`);
  let replaced = 0;
  for (const { kind, sealed } of rows) {
    const place = sealedPlace(tx, channelId, kind);
    if (unseal(key, place, sealed) !== from) continue;
    replaced += await tx.run(sql`
      UPDATE channel_connections SET secret_sealed = ${seal(key, place, to)} WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND kind = ${kind}`);
  }
  return replaced;
}
