import type { SecretKey } from '#core/accounts/index.ts';
import { getBotToken, type Bot } from '#core/bots/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';

export function renderBot({ id, name, description, isPlatform, outgoingUrl }: Bot, accountId: number) {
  return { id, name, description, account_id: isPlatform ? null : accountId, outgoing_url: outgoingUrl };
}

/** With its token in the deployed product's shape, for who may change bots. */
export async function botView(tx: Tx, act: Act, bot: Bot, { isDeployed, key }: { isDeployed: boolean; key: SecretKey }) {
  const mayChange = act.actor.permissions === 'all' || act.actor.permissions.has('channels.write');
  const token = isDeployed && mayChange ? await getBotToken(tx, act, key, bot.id) : null;
  return { ...renderBot(bot, tx.accountId), ...(token !== null && { access_token: token }) };
}
