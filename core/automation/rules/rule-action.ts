import type { RuleState } from './rule-condition.ts';

/** What may be done to a conversation. The same words for rules and macros. */
export type RuleAction =
  | { readonly kind: 'assign-agent'; readonly agentId: number | null }
  | { readonly kind: 'assign-team'; readonly teamId: number | null }
  | { readonly kind: 'add-labels'; readonly labelIds: readonly number[] }
  | { readonly kind: 'remove-labels'; readonly labelIds: readonly number[] }
  /** To the customer, by the conversation's channel. */
  | { readonly kind: 'send-message'; readonly text: string }
  | { readonly kind: 'add-note'; readonly text: string }
  | { readonly kind: 'send-attachment'; readonly fileIds: readonly number[] }
  /** A mail of the server's to every member of these teams. */
  | { readonly kind: 'email-team'; readonly teamIds: readonly number[]; readonly text: string }
  /** The messages so far (no notes), by mail. */
  | { readonly kind: 'send-transcript'; readonly addresses: readonly string[] }
  /** Out of everybody's way: what comes after wakes nobody. */
  | { readonly kind: 'mute' }
  /** null: until the customer writes again. */
  | { readonly kind: 'snooze'; readonly hours: number | null }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'open' }
  | { readonly kind: 'hand-to-bot' }
  | { readonly kind: 'set-state'; readonly state: Exclude<RuleState, 'spam'> }
  /** 0 none, 1 low, 2 medium, 3 high, 4 urgent. */
  | { readonly kind: 'set-priority'; readonly priority: 0 | 1 | 2 | 3 | 4 }
  | { readonly kind: 'call-webhook'; readonly url: string };

export type RuleActionKind = RuleAction['kind'];

export const ruleActionKinds = [
  'assign-agent', 'assign-team', 'add-labels', 'remove-labels', 'send-message', 'add-note', 'send-attachment', 'email-team', 'send-transcript', 'mute', 'snooze', 'resolve', 'open', 'hand-to-bot',
  'set-state', 'set-priority', 'call-webhook',
] as const satisfies readonly RuleActionKind[];

/** Of one rule or macro. */
export const actionsMax = 20;
export const actionTextMax = 10_000;
/** Snoozed until the customer writes: mail wakes it; should none come, it is back after a year. */
export const snoozedForGoodDays = 365;
