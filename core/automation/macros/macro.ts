import { sql } from '#storage/index.ts';
import type { RuleAction, RuleActionKind } from '../rules/rule-action.ts';

/** Actions that a person runs together on conversations of his choice. */
export interface Macro {
  readonly id: number;
  /** Whose it is; a shared one is for everybody to run. */
  readonly userId: number;
  readonly name: string;
  readonly isShared: boolean;
  readonly actions: readonly RuleAction[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const macroColumns = sql`id, user_id AS "userId", name, is_shared AS "isShared", actions, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Own ones of a person, and shared ones of an account. */
export const macrosMax = 100;
/** One run is one transaction. */
export const macroConversationsMax = 50;

/** These reach beyond the conversation: only who may write settings puts them into a macro. */
export const farReaching: ReadonlySet<RuleActionKind> = new Set<RuleActionKind>(['email-team', 'send-transcript', 'send-attachment', 'call-webhook']);
