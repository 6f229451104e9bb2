import { Type, type Static } from '@sinclair/typebox';
import { Closed, Either, Nullable, OneOf, Page, Text } from './wire.ts';

/** The document's three, and two that the deployed product has besides. */
export const ruleEventNames = ['conversation_created', 'conversation_updated', 'message_created', 'conversation_opened', 'conversation_resolved'] as const;

const Anything = Type.Unknown();
const Action = Closed({ action_name: Type.String(), action_params: Type.Array(Anything) });
const Condition = Closed({
  attribute_key: Type.String(), filter_operator: Type.String(), query_operator: Nullable(Type.String()), values: Type.Array(Anything),
  custom_attribute_type: Type.Optional(Type.String({ description: 'Of a custom attribute: whose it is.' })),
});

/** The document's sample forgets the id, by which a rule is shown, changed and deleted. */
export const AutomationRule = Closed({
  id: Type.Integer(), event_name: Type.String({ enum: [...ruleEventNames] }), name: Type.String(), description: Type.String(), active: Type.Boolean(), actions: Type.Array(Action), conditions: Type.Array(Condition),
  account_id: Type.Integer(),
});
export const AutomationRuleList = Either(Type.Array(AutomationRule), Closed({ payload: Type.Array(AutomationRule) }));
export const AutomationRuleAnswer = Either(AutomationRule, Closed({ payload: AutomationRule }));

export const ActionInput = Type.Object({ action_name: Text(60, 'What is done.'), action_params: Type.Optional(Nullable(Type.Array(Anything, { maxItems: 100 }))) });
export type ActionInput = Static<typeof ActionInput>;

export const ConditionInput = Type.Object({
  attribute_key: Text(200, 'A standard attribute, or the key of a custom one.'), filter_operator: Text(60, 'How it is compared.'),
  query_operator: Type.Optional(Nullable(Text(10, 'and, or; nil for the last.'))), values: Type.Optional(Nullable(Type.Array(Anything, { maxItems: 100 }))),
  custom_attribute_type: Type.Optional(Nullable(Text(60, 'conversation_attribute or contact_attribute, where both have the key.'))),
});
export type ConditionInput = Static<typeof ConditionInput>;

const fields = {
  name: Text(200, 'Rule name.'), description: Nullable(Text(2_000, 'About the automation.')), event_name: OneOf(ruleEventNames, 'When it is looked at.'), active: Type.Boolean({ description: 'Whether it runs.' }),
  actions: Type.Array(ActionInput, { maxItems: 20 }), conditions: Type.Array(ConditionInput, { maxItems: 50 }),
};
export const AutomationRuleInput = Type.Object({
  name: fields.name, event_name: fields.event_name, actions: fields.actions, description: Type.Optional(fields.description), active: Type.Optional(fields.active), conditions: Type.Optional(fields.conditions),
});
export const AutomationRuleChange = Type.Partial(Type.Object(fields));
export type AutomationRuleChange = Static<typeof AutomationRuleChange>;
export const AutomationRulesQuery = Type.Object({ page: Page });
