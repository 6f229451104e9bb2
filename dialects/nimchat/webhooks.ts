import type { WebhookFormat, WebhookFormats } from '#core/webhooks/index.ts';
import { botAnswerFormat } from './integrations/bot-endpoint.ts';
import { chatPostFormat } from './integrations/chat-post.ts';
import { surroundingsOf } from './views/told.ts';
import { renderTold } from './views/told-body.ts';

/** Bodies as the deployed product sends them; the document has none. */
const nimchatFormat: WebhookFormat = {
  render: async (tx, act, told, at) => {
    const body = await renderTold(tx, act, told, await surroundingsOf(tx, at));
    return body === null ? null : JSON.stringify(body);
  },
  sample: (_at, act) => JSON.stringify({ event: 'webhook_test', account: { id: act.accountId }, created_at: act.now }),
};

/** By the name that stands with a webhook; the last two are what those of before are called. */
export const nimchatFormats: WebhookFormats = { nimchat: nimchatFormat, 'chat-post': chatPostFormat, 'bot-endpoint': botAnswerFormat, 'nimchat-chat-post': chatPostFormat, 'nimchat-bot-endpoint': botAnswerFormat };
