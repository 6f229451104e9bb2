/** How a value of the conversation is compared with the values given. Of several values, one suffices. `older-than-days`: the value is a number of days. */
export type Compare = 'equal' | 'not-equal' | 'contains' | 'not-contains' | 'starts-with' | 'present' | 'absent' | 'greater' | 'less' | 'older-than-days';

export type FieldKind = 'word' | 'id' | 'text' | 'priority' | 'number' | 'day' | 'flag';

/** What may be asked of which kind. No patterns: nothing in a value has a meaning of its own, so nothing of a tenant's can run long. */
export const comparesOf: Readonly<Record<FieldKind, readonly Compare[]>> = {
  word: ['equal', 'not-equal'],
  id: ['equal', 'not-equal', 'present', 'absent'],
  text: ['equal', 'not-equal', 'contains', 'not-contains', 'starts-with', 'present', 'absent'],
  priority: ['equal', 'not-equal', 'present', 'absent', 'greater', 'less'],
  number: ['equal', 'not-equal', 'present', 'absent', 'greater', 'less'],
  day: ['equal', 'not-equal', 'present', 'absent', 'greater', 'less', 'older-than-days'],
  flag: ['equal', 'not-equal', 'present', 'absent'],
};

export interface FieldDefinition {
  readonly kind: FieldKind;
  /** Only rules for message-created may ask it. */
  readonly ofMessage?: true;
  /** Of kind word: what there is. */
  readonly words?: readonly string[];
  /** Of kind id: of what. */
  readonly noun?: 'channel' | 'agent' | 'team' | 'contact' | 'label';
}

/** with-bot: open, and a bot has it. resolved: closed ones too. */
export const ruleStates = ['open', 'with-bot', 'snoozed', 'resolved', 'spam'] as const;
export type RuleState = (typeof ruleStates)[number];

/** Everything that a rule may ask, besides the attributes of the account's own. */
export const ruleFields = {
  state: { kind: 'word', words: ruleStates },
  channel: { kind: 'id', noun: 'channel' },
  assignee: { kind: 'id', noun: 'agent' },
  team: { kind: 'id', noun: 'team' },
  contact: { kind: 'id', noun: 'contact' },
  label: { kind: 'id', noun: 'label' },
  priority: { kind: 'priority' },
  subject: { kind: 'text' },
  email: { kind: 'text' },
  phone: { kind: 'text' },
  'contact-name': { kind: 'text' },
  company: { kind: 'text' },
  'browser-language': { kind: 'text' },
  country: { kind: 'text' },
  city: { kind: 'text' },
  referer: { kind: 'text' },
  content: { kind: 'text', ofMessage: true },
  direction: { kind: 'word', words: ['incoming', 'outgoing', 'note'], ofMessage: true },
  'content-kind': { kind: 'word', words: ['text', 'input-email', 'input-select', 'cards', 'form', 'article', 'rating'], ofMessage: true },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

export type RuleFieldName = keyof typeof ruleFields;

export const ruleFieldNames = Object.keys(ruleFields) as RuleFieldName[];

/** A field of the table, or an attribute of conversations or contacts by its definition's id. */
export type RuleField = RuleFieldName | { readonly attributeId: number };

export type RuleValue = string | number;

export interface RuleCondition {
  readonly field: RuleField;
  readonly compare: Compare;
  readonly values: readonly RuleValue[];
  /** How the next one is joined; null: it is the last. AND binds tighter than OR. */
  readonly joint: 'and' | 'or' | null;
}

export const conditionsMax = 50;
export const valuesMax = 100;
export const conditionTextMax = 1_000;
/** Of a message's text so much is looked at. */
export const lookedAtMax = 100_000;
