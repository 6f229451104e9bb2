import { sql } from '#storage/index.ts';
import type { RuleActionKind } from '../rules/rule-action.ts';
import type { Finding } from './judge-conditions.ts';

/** done: it happened; nothing: it was so already; withheld: a brake of outgoing mail; failed: the command refused (what it names is gone, most often). */
export type StepOutcome = 'done' | 'withheld' | 'failed';

export interface RunStep { readonly action: RuleActionKind; readonly outcome: StepOutcome; /** A code, never a text of somebody's. */ readonly because: string | null }

/** One time that a rule's conditions held. */
export interface RuleRun {
  readonly id: number;
  readonly ruleId: number;
  readonly eventId: number;
  readonly conversationId: number;
  readonly messageId: number | null;
  readonly at: string;
  readonly outcome: 'done' | 'partly' | 'failed' | 'held-back';
  readonly because: 'loop' | 'depth' | 'brake' | null;
  readonly chain: readonly number[];
  readonly found: readonly Finding[];
  readonly steps: readonly RunStep[];
}

export const runColumns = sql`id, rule_id AS "ruleId", event_id AS "eventId", conversation_id AS "conversationId", message_id AS "messageId", at, outcome, because, chain, found, steps`;

/** Rules one after the other at most: the last one's effects set off nothing. */
export const chainMax = 5;
/** Runs in one conversation within the hour at most, of all rules together. */
export const runsPerHourMax = 30;
/** How long the log is kept. */
export const keptDays = 90;
