import type { Compare, RuleEvent, RuleFieldName, RuleState } from '#core/automation/index.ts';
import type { MessageContentKind } from '#core/conversations/index.ts';
import type { ruleEventNames } from '../schemas/automation-rule.ts';

/** Words of this API and core's, one to one: what was saved here reads the same here. */
export const eventWords = {
  conversation_created: 'conversation-created', conversation_updated: 'conversation-updated', message_created: 'message-created', conversation_opened: 'conversation-opened', conversation_resolved: 'conversation-resolved',
} as const satisfies Record<(typeof ruleEventNames)[number], RuleEvent>;

export const fieldWords = {
  status: 'state', inbox_id: 'channel', assignee_id: 'assignee', team_id: 'team', contact_id: 'contact', labels: 'label', priority: 'priority', mail_subject: 'subject', email: 'email', phone_number: 'phone', name: 'contact-name',
  company: 'company', browser_language: 'browser-language', country_code: 'country', city: 'city', referer: 'referer', content: 'content', message_type: 'direction', content_type: 'content-kind',
} as const satisfies Record<string, RuleFieldName>;

export const operatorWords: Readonly<Record<string, Compare>> = {
  equal_to: 'equal', not_equal_to: 'not-equal', contains: 'contains', does_not_contain: 'not-contains', starts_with: 'starts-with', is_present: 'present', is_not_present: 'absent', is_greater_than: 'greater', is_less_than: 'less',
  days_before: 'older-than-days',
};

export const stateWords = { open: 'open', pending: 'with-bot', snoozed: 'snoozed', resolved: 'resolved', spam: 'spam' } as const satisfies Record<string, RuleState>;

export const contentKindWords = {
  text: 'text', input_email: 'input-email', input_select: 'input-select', cards: 'cards', form: 'form', article: 'article', input_csat: 'rating',
} as const satisfies Record<string, MessageContentKind | 'text'>;

/** Which word of this API a word of core's is. */
export function wireWord<W extends string>(words: Readonly<Record<string, W>>, word: string): string {
  return Object.keys(words).find((key) => words[key] === word) ?? word;
}
