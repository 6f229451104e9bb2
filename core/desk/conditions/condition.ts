/** How a value of a row is compared with the values given. Of several values, one suffices. `older-than-days`: the value is a number of days. */
export type Comparison = 'equal' | 'not-equal' | 'contains' | 'not-contains' | 'present' | 'absent' | 'greater' | 'less' | 'older-than-days';

export type ConditionValue = string | number | boolean;

/** A custom attribute by its definition's id; what an API keeps for itself by the path in its extension. */
export type OpenField = { readonly attributeId: number } | { readonly extension: { readonly dialect: string; readonly noun: string; readonly path: readonly string[] } };

export interface Condition<Field extends string> {
  readonly field: Field | OpenField;
  readonly compare: Comparison;
  readonly values: readonly ConditionValue[];
  /** What problems call it. */
  readonly name: string;
}

/** All of some conditions, any of them, or one. */
export type ConditionTree<Field extends string> = { readonly all: readonly ConditionTree<Field>[] } | { readonly any: readonly ConditionTree<Field>[] } | Condition<Field>;

export type ConversationField = 'id' | 'life' | 'handler' | 'assignee' | 'team' | 'channel' | 'contact' | 'priority' | 'label' | 'subject' | 'created-at' | 'last-message-at';
export type ContactField = 'id' | 'name' | 'email' | 'phone' | 'external' | 'company' | 'created-at' | 'last-activity-at';
