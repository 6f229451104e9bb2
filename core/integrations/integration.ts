import type { SealedPlace } from '#core/accounts/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * What one can be connected with. webhook: a subscription; chat-post: a channel of a team chat that takes posts; bot-endpoint: a program that is asked what to answer;
 * draft-helper: a model that drafts answers for people.
 */
export const integrationApps = ['webhook', 'chat-post', 'bot-endpoint', 'draft-helper'] as const;
export type IntegrationApp = (typeof integrationApps)[number];

/**
 * `settings` by app: webhook {url, subscriptions}, bot-endpoint {endpoint_url}, draft-helper {endpoint, model}; a chat-post has none, its address may hold a secret and stands with the webhook alone.
 */
export interface Integration {
  readonly id: number;
  readonly app: IntegrationApp;
  /** Only there; null: in the whole account. */
  readonly channelId: number | null;
  /** Nothing secret. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly hasSecret: boolean;
  readonly webhookId: number | null;
  readonly botId: number | null;
  readonly createdAt: string;
  /** Of a draft helper that gave no good answer when it was asked last: when, and why. Of the others the webhook says it. */
  readonly failedAt: string | null;
  readonly errorText: string | null;
}

export const integrationColumns = sql`
  id, app, channel_id AS "channelId", settings, secret_sealed IS NOT NULL AS "hasSecret", webhook_id AS "webhookId", bot_id AS "botId", created_at AS "createdAt", failed_at AS "failedAt", error_text AS "errorText"`;

export const integrationSecretPlace = (tx: Tx, id: number): SealedPlace => ({ table: 'integrations', column: 'secret_sealed', row: `${tx.accountId}:${id}` });
