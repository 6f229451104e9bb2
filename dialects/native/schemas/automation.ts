import { Type, type Static } from '@sinclair/typebox';
import { ruleEvents, ruleFieldNames, ruleStates, type Compare } from '#core/automation/index.ts';
import { pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const compares = ['equal', 'not-equal', 'contains', 'not-contains', 'starts-with', 'present', 'absent', 'greater', 'less', 'older-than-days'] as const satisfies readonly Compare[];

const Field = Type.Union([OneOf(ruleFieldNames), Closed({ attributeId: Id })]);
const Value = Type.Union([Text(1_000), Type.Number()]);

export const RuleCondition = Closed({
  field: Field,
  compare: OneOf(compares),
  values: Type.Array(Value, { maxItems: 100 }),
  joint: Nullable(OneOf(['and', 'or'], { description: 'How the next one is joined; null: the last. AND binds tighter than OR' })),
});
export type RuleCondition = Static<typeof RuleCondition>;

const kind = <const K extends string>(word: K) => Type.Literal(word);
const Ids = Type.Array(Id, { minItems: 1, maxItems: 100 });
const Words = Text(10_000, { minLength: 1 });

/** What may be done, in rules and macros. */
export const RuleAction = Type.Union([
  Closed({ kind: kind('assign-agent'), agentId: Nullable(Id) }),
  Closed({ kind: kind('assign-team'), teamId: Nullable(Id) }),
  Closed({ kind: kind('add-labels'), labelIds: Ids }),
  Closed({ kind: kind('remove-labels'), labelIds: Ids }),
  Closed({ kind: kind('send-message'), text: Words }),
  Closed({ kind: kind('add-note'), text: Words }),
  Closed({ kind: kind('send-attachment'), fileIds: Ids }),
  Closed({ kind: kind('email-team'), teamIds: Ids, text: Words }),
  Closed({ kind: kind('send-transcript'), addresses: Type.Array(Type.String({ maxLength: 254 }), { minItems: 1, maxItems: 10 }) }),
  Closed({ kind: kind('mute') }),
  Closed({ kind: kind('snooze'), hours: Nullable(Type.Integer({ minimum: 1, maximum: 8_760, description: 'null: until the customer writes' })) }),
  Closed({ kind: kind('resolve') }),
  Closed({ kind: kind('open') }),
  Closed({ kind: kind('hand-to-bot') }),
  Closed({ kind: kind('set-state'), state: OneOf(['open', 'with-bot', 'snoozed', 'resolved']) }),
  Closed({ kind: kind('set-priority'), priority: Type.Unsafe<0 | 1 | 2 | 3 | 4>({ type: 'integer', minimum: 0, maximum: 4 }) }),
  Closed({ kind: kind('call-webhook'), url: Type.String({ maxLength: 2_000, description: 'http or https; never inside a private network' }) }),
]);
export type RuleAction = Static<typeof RuleAction>;

const head = { name: Text(200), description: Text(2_000), event: OneOf(ruleEvents), conditions: Type.Array(RuleCondition, { maxItems: 50 }), actions: Type.Array(RuleAction, { minItems: 1, maxItems: 20 }), isActive: Type.Boolean() };

export const Rule = Closed({ id: Id, ...head, place: Type.Integer(), activeSince: Instant, createdAt: Instant, updatedAt: Instant });
export type Rule = Static<typeof Rule>;
export const Rules = Closed({ items: Type.Array(Rule), next: Type.Null() });
export type Rules = Static<typeof Rules>;

export const NewRule = Closed({ name: head.name, event: head.event, conditions: head.conditions, actions: head.actions, description: Type.Optional(head.description), isActive: Type.Optional(head.isActive) });
export type NewRule = Static<typeof NewRule>;
export const RuleChange = Type.Partial(Closed(head), { additionalProperties: false });
export type RuleChange = Static<typeof RuleChange>;
export const RuleOrder = Closed({ ids: Type.Array(Id, { maxItems: 200 }) });

const Finding = Closed({ field: Field, compare: OneOf(compares), holds: Type.Boolean(), found: Nullable(Type.Array(Value, { description: 'Ids, states, numbers; null: a text, of which nothing is kept' })) });

export const RuleRun = Closed({
  id: Id, ruleId: Id, ruleName: Type.String(), conversationId: Id, messageId: Nullable(Id), at: Instant,
  outcome: OneOf(['done', 'partly', 'failed', 'held-back']),
  because: Nullable(OneOf(['loop', 'depth', 'brake'], { description: 'Of held-back. loop: it follows from this very rule; depth: five rules one after the other; brake: 30 runs in the conversation within the hour' })),
  chain: Type.Array(Id, { description: 'The rules it follows from, itself last' }),
  found: Type.Array(Finding),
  steps: Type.Array(Closed({ action: Type.String(), outcome: OneOf(['done', 'withheld', 'failed']), because: Nullable(Type.String()) })),
});
export type RuleRun = Static<typeof RuleRun>;
export const RuleRuns = Closed({ items: Type.Array(RuleRun), next: Nullable(Type.String()) });
export type RuleRuns = Static<typeof RuleRuns>;
export const RuleRunsQuery = Closed({ ruleId: Type.Optional(Id), conversationId: Type.Optional(Id), ...pageQuery });

export const DryRunInput = Closed({ rule: NewRule, days: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })) });
export type DryRunInput = Static<typeof DryRunInput>;
export const DryRun = Closed({
  looked: Type.Integer({ description: 'Events of its kind that were looked at, the newest first' }), isCut: Type.Boolean({ description: 'There were more' }), matched: Type.Integer(), conversations: Type.Integer(),
  actions: Type.Array(RuleAction),
  rows: Type.Array(Closed({ conversationId: Id, messageId: Nullable(Id), at: Instant, subject: Type.String(), found: Type.Array(Finding) })),
});
export type DryRun = Static<typeof DryRun>;

/** Of what rules may be made: editors are built from it. */
export const RuleVocabulary = Closed({
  events: Type.Array(Closed({ event: OneOf(ruleEvents), fields: Type.Array(OneOf(ruleFieldNames)), actions: Type.Array(Type.String()) })),
  fields: Type.Array(Closed({
    field: OneOf(ruleFieldNames), kind: Type.String(), noun: Nullable(OneOf(['channel', 'agent', 'team', 'contact', 'label'])), words: Type.Array(Type.String()), compares: Type.Array(OneOf(compares)),
  })),
  attributes: Type.Array(Closed({ attributeId: Id, name: Type.String(), entity: Type.String(), kind: Type.String(), options: Type.Array(Type.String()), compares: Type.Array(OneOf(compares)) })),
  states: Type.Array(OneOf(ruleStates)),
  variables: Type.Array(Type.String()),
  automaticVariables: Type.Array(Type.String({ description: 'All that may stand in what a rule sends by itself' })),
});
export type RuleVocabulary = Static<typeof RuleVocabulary>;

export const WebhookSecret = Closed({ secret: Type.String({ description: 'whsec_...: by it receivers check the calls of rules (Standard Webhooks)' }) });
export type WebhookSecret = Static<typeof WebhookSecret>;

export const RuleFile = Closed({ id: Id, fileName: Type.String(), byteCount: Type.Integer() });
export type RuleFile = Static<typeof RuleFile>;
export const RuleFiles = Closed({ items: Type.Array(RuleFile), next: Type.Null() });
export const NewRuleFile = Closed({ uploadId: Id });

export const Macro = Closed({ id: Id, name: Type.String(), isShared: Type.Boolean(), isOwn: Type.Boolean(), actions: Type.Array(RuleAction), updatedAt: Instant });
export type Macro = Static<typeof Macro>;
export const Macros = Closed({ items: Type.Array(Macro), next: Type.Null() });
export type Macros = Static<typeof Macros>;
export const NewMacro = Closed({ name: Text(100), isShared: Type.Optional(Type.Boolean()), actions: head.actions });
export type NewMacro = Static<typeof NewMacro>;
export const MacroChange = Type.Partial(Closed({ name: Text(100), isShared: Type.Boolean(), actions: head.actions }), { additionalProperties: false });
export type MacroChange = Static<typeof MacroChange>;
export const MacroRunInput = Closed({ conversationIds: Type.Array(Id, { minItems: 1, maxItems: 50 }) });
export const MacroRuns = Closed({ items: Type.Array(Closed({ conversationId: Id, steps: RuleRun.properties.steps })), next: Type.Null() });
export type MacroRuns = Static<typeof MacroRuns>;

export const Assignment = Closed({
  reason: Nullable(Closed({
    agentId: Id, mode: OneOf(['round-robin', 'balanced']), at: Instant,
    candidates: Type.Array(Closed({ agentId: Id, isAvailable: Type.Boolean(), load: Type.Integer(), capacity: Type.Integer(), lastTurn: Type.Integer() })),
  })),
});
export type Assignment = Static<typeof Assignment>;
