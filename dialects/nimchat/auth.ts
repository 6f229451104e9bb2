import { authenticateToken } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { authenticateBotToken } from '#core/bots/index.ts';
import { ensureAgentOfUser } from '#core/people/index.ts';
import type { Carrier, Door } from '#http/index.ts';

/** The header of every door of this API. Proxies that drop names with underscores are told the second one; to a Rails server both are the same header. */
export function secretOfHeader({ headers }: Pick<Carrier, 'headers'>): string | null {
  const given = headers['api_access_token'] ?? headers['api-access-token'];
  return typeof given === 'string' && given !== '' ? given : null;
}

/** What a bot's token opens, and nothing else. */
const botOperations: ReadonlySet<string> = new Set([
  'conversations.toggle-status', 'conversations.toggle-priority', 'conversations.create', 'conversations.update', 'conversations.custom-attributes', 'conversations.assign', 'messages.create',
]);

/**
 * User tokens and bots' tokens in the header `api_access_token`. In this API everybody is an agent (the profile's id is what assignee_id means), so a user
 * who is none yet becomes one when he first comes in.
 */
export const tokenDoor: Door = {
  scheme: { type: 'apiKey', in: 'header', name: 'api_access_token', description: 'A user\'s token made for this API.' },
  secretOf: secretOfHeader,
  authenticate: async (secret, { database, now, address, path }) => {
    if (secret.startsWith('pb_bot_')) {
      const bot = await authenticateBotToken(database, { secret, accountId: Number(/^\/api\/v1\/accounts\/(\d{1,15})\//.exec(path)?.[1] ?? 0), now });
      return bot && { accountId: bot.accountId, userId: 0, bot: { id: bot.botId }, operations: botOperations, permissions: bot.permissions, zone: bot.accountZone, rateKey: `address:${address}` };
    }
    const found = await authenticateToken(database, { secret, dialect: 'nimchat', now });
    if (!found) return null;
    const { accountId, userId, permissions, userZone, accountZone, variant } = found;
    if (found.agentId === null) {
      const makeAgent = () => database.withAccount(accountId, (tx) => ensureAgentOfUser(tx, systemAct(accountId, now, 'api:nimchat'), userId));
      await makeAgent().catch(makeAgent); // two first requests at once: the second finds what the first made
    }
    return { accountId, userId, ...(found.agentId !== null && { agentId: found.agentId }), permissions, zone: userZone ?? accountZone, rateKey: `address:${address}`, variant };
  },
};
