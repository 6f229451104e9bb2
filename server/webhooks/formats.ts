import type { WebhookFormats } from '#core/webhooks/index.ts';
import { nativeWebhookFormat } from '#dialects/native/webhooks.ts';
import { nimchatFormats } from '#dialects/nimchat/webhooks.ts';

/** Who renders what webhooks are told, by the name that stands with them. */
export const webhookFormats: WebhookFormats = { native: nativeWebhookFormat, ...nimchatFormats };
