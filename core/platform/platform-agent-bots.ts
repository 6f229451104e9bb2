import type { SecretKey } from '#core/accounts/index.ts';
import { changePlatformBot, createPlatformBot, deletePlatformBot, findPlatformBots, getPlatformBot, type Bot, type BotInput, type BotMade } from '#core/bots/index.ts';
import type { Database } from '#storage/index.ts';
import { dropGrants, findGrants, grantTo, requireGrant } from './grants.ts';
import type { PlatformCaller } from './platform-app.ts';

/** The app's own, and those that it was permitted. */
export async function findBotsOfApp(database: Database, { appId }: PlatformCaller): Promise<Bot[]> {
  return database.withoutAccount(async (tx) => findPlatformBots(tx, await findGrants(tx, appId, 'bot')), { readOnly: true });
}

export async function getBotOfApp(database: Database, { appId }: PlatformCaller, botId: number): Promise<Bot> {
  return database.withoutAccount(async (tx) => {
    await requireGrant(tx, appId, 'bot', botId);
    return getPlatformBot(tx, botId);
  }, { readOnly: true });
}

/** Whether its address may be called was asked before (`Outside.checkTarget`). */
export async function createBotOfApp(database: Database, { appId, now }: PlatformCaller, key: SecretKey, input: BotInput): Promise<BotMade> {
  return database.withoutAccount(async (tx) => {
    const made = await createPlatformBot(tx, now, key, input);
    await grantTo(tx, appId, 'bot', made.bot.id, now);
    return made;
  });
}

export async function changeBotOfApp(database: Database, { appId, now }: PlatformCaller, botId: number, change: Partial<BotInput>): Promise<Bot> {
  return database.withoutAccount(async (tx) => {
    await requireGrant(tx, appId, 'bot', botId);
    return changePlatformBot(tx, now, botId, change);
  });
}

/** Its token is dead at once, in every account. */
export async function deleteBotOfApp(database: Database, { appId, now }: PlatformCaller, botId: number): Promise<void> {
  await database.withoutAccount((tx) => requireGrant(tx, appId, 'bot', botId), { readOnly: true });
  await deletePlatformBot(database, now, botId);
  await database.withoutAccount((tx) => dropGrants(tx, 'bot', botId));
}
