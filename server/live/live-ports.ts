import { authenticateSession, authenticateToken, recheckAccess } from '#core/accounts/index.ts';
import { findTypingVisitors } from '#core/channels/index.ts';
import { CoreError, nowText, systemAct, type Act, type Clock } from '#core/kernel/index.ts';
import { dropLease, holdLease, keepOnline, readPresence } from '#core/presence/index.ts';
import { keepDesks } from '#core/routing/index.ts';
import type { LiveCaller, LivePorts } from '#realtime/index.ts';
import type { Database } from '#storage/index.ts';

/** What the sockets need of core: who comes in, what they may, who is where. */
export function createLivePorts(database: Database, clock: Clock): LivePorts {
  const actOf = ({ accountId, userId, permissions }: LiveCaller): Act => (
    { accountId, actor: { kind: 'user', id: userId, permissions }, source: 'live', origin: 'live', now: nowText(clock) });
  return {
    authenticate: async (kind, secret) => {
      if (kind === 'session') {
        const found = await authenticateSession(database, { secret, now: nowText(clock) });
        return found && { accountId: found.accountId, userId: found.userId, permissions: found.permissions, access: { kind, id: found.sessionId } };
      }
      const found = await authenticateToken(database, { secret, dialect: 'native', now: nowText(clock) });
      return found && { accountId: found.accountId, userId: found.userId, permissions: found.permissions, access: { kind, id: found.tokenId } };
    },
    recheck: (accesses) => recheckAccess(database, accesses, nowText(clock)),
    holdLease: (caller, kind, conversationId) => database.withAccount(caller.accountId, (tx) => holdLease(tx, actOf(caller), kind, conversationId)).catch(noneWhereRefused),
    dropLease: (caller, kind, conversationId) => database.withAccount(caller.accountId, (tx) => dropLease(tx, actOf(caller), kind, conversationId)),
    keepOnline: async (accountId, userIds) => {
      await database.withAccount(accountId, (tx) => keepOnline(tx, userIds));
      await keepDesks((work) => database.withAccount(accountId, work), systemAct(accountId, nowText(clock), 'live'), userIds);
    },
    readPresence: (accountId) => database.withAccount(accountId, async (tx) => ({ ...await readPresence(tx), contactsTyping: (await findTypingVisitors(tx)).map(({ conversationId }) => conversationId) }), { readOnly: true }),
  };
}

/** An id that is unknown or another account's is nowhere to be; the socket does not tell which. */
function noneWhereRefused(error: unknown): null {
  if (error instanceof CoreError && (error.code === 'not-found' || error.code === 'forbidden')) return null;
  throw error;
}
