import type { SecretKey } from '#core/accounts/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { isSamePlace, openConnection, type ConnectionInput, type ConnectionKind } from './connections.ts';
import { getChannel } from './find-channels.ts';

/**
 * A connection as it would be tried: without a secret of its own it gets the one the channel has, for the same host and user name only
 * (else whoever may test could have it sent to a server of his own). For whoever may change channels.
 */
export async function withStoredSecret(
  tx: Tx, act: Act, key: SecretKey, { kind, connection, channelId }: { kind: ConnectionKind; connection: ConnectionInput; channelId?: number },
): Promise<ConnectionInput> {
  requirePermission(act, 'channels.write');
  if (channelId === undefined || connection.secret !== undefined) return connection;
  const seeing: Act = { ...act, actor: { ...act.actor, permissions: 'all' } };
  await getChannel(tx, seeing, channelId);
  const stored = await openConnection(tx, seeing, key, channelId, kind);
  if (!stored || stored.secret === null) return connection;
  if (!isSamePlace(stored, connection)) throw invalid('connection.secret', 'must be given anew where the host or the user name changes', 'secret-anew');
  return { ...connection, secret: stored.secret };
}
