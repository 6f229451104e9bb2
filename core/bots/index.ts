export type { Bot, BotInput, BotMade } from './bot.ts';
export { findBotNames, findBots, getBot } from './find-bots.ts';
export { authenticateBotToken, botPermissions, getBotToken, renewBotToken, type BotPrincipal } from './bot-tokens.ts';
export { changeBot, createBot, deleteBot } from './change-bots.ts';
export { getChannelBot, setChannelBot } from './bot-of-channel.ts';
export { changePlatformBot, createPlatformBot, deletePlatformBot, findPlatformBots, getPlatformBot, getPlatformBotToken } from './platform-bots.ts';
export { findBotFigures, type BotFigures } from './bot-figures.ts';
