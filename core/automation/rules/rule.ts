import { sql } from '#storage/index.ts';
import type { RuleAction } from './rule-action.ts';
import type { RuleCondition } from './rule-condition.ts';

/** What a rule may wait for. opened: also when it was snoozed, resolved or a bot's before. */
export const ruleEvents = ['conversation-created', 'conversation-updated', 'conversation-opened', 'conversation-resolved', 'message-created'] as const;
export type RuleEvent = (typeof ruleEvents)[number];

export interface Rule {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly event: RuleEvent;
  /** None: it always holds. */
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly RuleAction[];
  readonly isActive: boolean;
  /** Rules of one event run in this order. */
  readonly place: number;
  /** RFC 3339: only what happened from then on counts. */
  readonly activeSince: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const ruleColumns = sql`id, name, description, event, conditions, actions, is_active AS "isActive", place, active_since AS "activeSince", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Of one account: each event is held against all of them. */
export const rulesMax = 200;
