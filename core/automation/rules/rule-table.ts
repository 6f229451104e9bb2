import { ruleEvents, type RuleEvent } from './rule.ts';
import { ruleActionKinds, type RuleActionKind } from './rule-action.ts';
import { comparesOf, ruleFieldNames, ruleFields, type Compare, type FieldDefinition, type RuleFieldName } from './rule-condition.ts';

export interface RuleTableRow {
  readonly event: RuleEvent;
  readonly fields: readonly { readonly field: RuleFieldName; readonly compares: readonly Compare[] }[];
  readonly actions: readonly RuleActionKind[];
}

/** Events x conditions x actions: what a rule may say. Editors and APIs are made from it, and a test runs each cell. Attributes of the account's own come on top, for every event. */
export const ruleTable: readonly RuleTableRow[] = ruleEvents.map((event) => ({
  event,
  fields: ruleFieldNames.filter((field) => event === 'message-created' || !(ruleFields[field] as FieldDefinition).ofMessage).map((field) => ({ field, compares: comparesOf[ruleFields[field].kind] })),
  actions: ruleActionKinds,
}));
