import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { changeBot } from './endpoints/bots/change-bot.ts';
import { createBot } from './endpoints/bots/create-bot.ts';
import { deleteBot } from './endpoints/bots/delete-bot.ts';
import { draftAnswer } from './endpoints/bots/draft-answer.ts';
import { getBotFigures } from './endpoints/bots/get-bot-figures.ts';
import { getBotToken } from './endpoints/bots/get-bot-token.ts';
import { listBots } from './endpoints/bots/list-bots.ts';
import { renewBotToken } from './endpoints/bots/renew-bot-token.ts';
import { setChannelBot } from './endpoints/bots/set-channel-bot.ts';
import { changeIntegration } from './endpoints/integrations/change-integration.ts';
import { createIntegration } from './endpoints/integrations/create-integration.ts';
import { deleteIntegration } from './endpoints/integrations/delete-integration.ts';
import { listIntegrations } from './endpoints/integrations/list-integrations.ts';
import { testIntegration } from './endpoints/integrations/test-integration.ts';
import { changeWebhook } from './endpoints/webhooks/change-webhook.ts';
import { createWebhook } from './endpoints/webhooks/create-webhook.ts';
import { deleteWebhook } from './endpoints/webhooks/delete-webhook.ts';
import { getDelivery } from './endpoints/webhooks/get-delivery.ts';
import { getWebhook } from './endpoints/webhooks/get-webhook.ts';
import { listDeliveries } from './endpoints/webhooks/list-deliveries.ts';
import { listWebhooks } from './endpoints/webhooks/list-webhooks.ts';
import { replayDelivery } from './endpoints/webhooks/replay-delivery.ts';
import { replayRange } from './endpoints/webhooks/replay-range.ts';
import { rotateSecret } from './endpoints/webhooks/rotate-secret.ts';
import { testWebhook } from './endpoints/webhooks/test-webhook.ts';

/** Who outside is told of what, and the programs that answer. */
export const hooksOperations = (outside: Outside): readonly Operation[] => [
  listWebhooks, getWebhook, createWebhook(outside), changeWebhook(outside), deleteWebhook, rotateSecret(outside), testWebhook(outside),
  listDeliveries, getDelivery, replayDelivery(outside), replayRange(outside),
  listBots, getBotFigures, createBot(outside), changeBot(outside), deleteBot, getBotToken(outside), renewBotToken(outside), setChannelBot, draftAnswer(outside),
  listIntegrations, createIntegration(outside), changeIntegration(outside), deleteIntegration, testIntegration(outside),
];
