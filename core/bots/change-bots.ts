import { seal, type SecretKey } from '#core/accounts/index.ts';
import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import { dropBotOfChannels } from '#core/channels/index.ts';
import { handOverAll } from '#core/conversations/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { dropWebhookOfBot, ensureWebhookOfBot } from '#core/webhooks/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { botTokenPlace, checkBot, type Bot, type BotInput, type BotMade } from './bot.ts';
import { makeToken, revokeTokens } from './bot-tokens.ts';
import { getBot } from './find-bots.ts';

/** A bot of the account, with its token. `format`: who renders what it is told. Whether its address may be called at all was asked before (`Outside.checkTarget`). */
export async function createBot(tx: Tx, act: Act, key: SecretKey, input: BotInput, { format }: { format: string }): Promise<BotMade> {
  requirePermission(act, 'channels.write');
  const { name, description, outgoingUrl } = checkBot(input);
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO bots (account_id, name, description, outgoing_url, created_at, updated_at) VALUES (${tx.accountId}, ${name}, ${description}, ${outgoingUrl}, ${act.now}, ${act.now}) RETURNING id`);
  const token = await makeToken(tx, act.now, { botId: id, accountId: tx.accountId });
  await tx.run(sql`UPDATE bots SET token_sealed = ${seal(key, botTokenPlace(tx, id), token)} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await ensureWebhookOfBot(tx, act, { botId: id, format });
  await tell(tx, act, id, 'bot.created');
  return { bot: await getBot(tx, seesAll(act), id), token };
}

/** What is not named stays. A platform bot is not changed here: `forbidden`. */
export async function changeBot(tx: Tx, act: Act, id: number, change: Partial<BotInput>): Promise<Bot> {
  requirePermission(act, 'channels.write');
  const before = await getOwn(tx, act, id);
  const { name, description, outgoingUrl } = checkBot({ ...before, ...change });
  await tx.run(sql`
    UPDATE bots SET name = ${name}, description = ${description}, outgoing_url = ${outgoingUrl}, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await tell(tx, act, id, 'bot.changed');
  return getBot(tx, seesAll(act), id);
}

/** Its token is dead at once, its channels begin with people, and what it still has of conversations is theirs (the first 500 here, the rest by housekeeping). */
export async function deleteBot(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'channels.write');
  await getOwn(tx, act, id);
  await tx.run(sql`UPDATE bots SET deleted_at = ${act.now}, token_sealed = NULL, outgoing_url = NULL WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await revokeTokens(tx, act.now, id);
  await dropFromAccount(tx, act, id);
  await tell(tx, act, id, 'bot.deleted');
}

/** Of a bot that is gone, in one account. */
export async function dropFromAccount(tx: Tx, act: Act, id: number): Promise<void> {
  await dropBotOfChannels(tx, act, id);
  await dropWebhookOfBot(tx, act, id);
  await handOverAll(tx, act, id);
}

async function getOwn(tx: Tx, act: Act, id: number): Promise<Bot> {
  const bot = await getBot(tx, seesAll(act), id);
  if (bot.isPlatform) throw new CoreError('forbidden', 'A bot of the platform is changed by who made it.', { key: 'bot-of-platform' });
  const row = await tx.maybe(sql<object>`SELECT FROM bots WHERE account_id = ${tx.accountId} AND id = ${id} AND deleted_at IS NULL FOR UPDATE`);
  if (!row) throw notFound('bot');
  return bot;
}

async function tell(tx: Tx, act: Act, botId: number, action: AuditAction): Promise<void> {
  await appendEvents(tx, act, [{ type: 'bot.changed', data: { botId } }]);
  await writeAudit(tx, act, { action, targetKind: 'bot', targetId: botId });
}
