import type { SealedPlace } from '#core/accounts/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Topic } from './topic.ts';

export type WebhookKind = 'account' | 'channel' | 'bot' | 'integration';

/** Who outside is told of what. Instants RFC 3339 UTC. */
export interface Webhook {
  readonly id: number;
  readonly kind: WebhookKind;
  readonly name: string;
  /** Null of a bot: the bot's own address counts. */
  readonly url: string | null;
  /** A name that the server has a format for. */
  readonly format: string;
  readonly topics: readonly Topic[];
  /** Only what happens there; null: everywhere. */
  readonly channelId: number | null;
  readonly botId: number | null;
  readonly createdBy: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly disabledAt: string | null;
  /** gone: the receiver answered 410. */
  readonly disabledBecause: 'person' | 'gone' | null;
  /** The receiver has not worked since; null: it works as far as is known. */
  readonly failingSince: string | null;
  readonly failures: number;
  readonly probeAt: string | null;
  readonly errorText: string | null;
}

/** Of webhooks named w. */
export const webhookColumns = sql`
  w.id, w.kind, w.name, w.url, w.format, w.topics, w.channel_id AS "channelId", w.bot_id AS "botId", w.created_by AS "createdBy", w.created_at AS "createdAt", w.updated_at AS "updatedAt",
  w.disabled_at AS "disabledAt", w.disabled_because AS "disabledBecause", w.failing_since AS "failingSince", w.failures, w.probe_at AS "probeAt", w.error_text AS "errorText"`;

export const secretPlace = (tx: Tx, id: number): SealedPlace => ({ table: 'webhooks', column: 'secret_sealed', row: `${tx.accountId}:${id}` });
