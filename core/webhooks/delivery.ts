import { sql } from '#storage/index.ts';
import type { Topic } from './topic.ts';

export type DeliveryState = 'queued' | 'held' | 'delivered' | 'failed' | 'cancelled';

/** An event as a format renders it. `test`: nothing happened, somebody tries the receiver. */
export interface ToldEvent {
  readonly topic: Topic | 'test';
  readonly type: string;
  readonly conversationId: number | null;
  readonly messageId: number | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: { readonly kind: string; readonly id: number | null };
  readonly happenedAt: string;
  /** Which delivery of its conversation to this webhook, from 1 without gaps; null: of none. */
  readonly sequence: number | null;
}

/** One line of the log. Instants RFC 3339 UTC. */
export interface WebhookDelivery {
  readonly id: number;
  readonly webhookId: number;
  /** The header webhook-id. */
  readonly messageKey: string;
  readonly topic: Topic | 'test';
  readonly conversationId: number | null;
  readonly sequence: number | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextTryAt: string | null;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export interface WebhookTry { readonly at: string; readonly durationMs: number; readonly status: number | null; readonly error: string | null; /** Cut, without our secrets. */ readonly answer: string | null }

/** Of webhook_deliveries named d. */
export const deliveryColumns = sql`
  d.id, d.webhook_id AS "webhookId", d.message_key AS "messageKey", d.topic, d.conversation_id AS "conversationId", d.sequence, d.state, d.attempts, d.next_try_at AS "nextTryAt",
  d.last_status AS "lastStatus", d.last_error AS "lastError", d.created_at AS "createdAt", d.ended_at AS "endedAt"`;
