import { actionNames as allActions } from '../parse/automation-rule.ts';
import { fieldWords, operatorWords } from '../parse/rule-words.ts';
import { comparesOf, ruleFields, type Compare } from '#core/automation/index.ts';

export const actionNames: readonly string[] = allActions;

interface SampleAction { readonly action_name: string; readonly action_params: readonly unknown[] }
interface SampleCondition { readonly attribute_key: string; readonly filter_operator: string; readonly values: readonly (string | number)[]; readonly custom_attribute_type?: string }

/** A rule with each action but sending files, and each attribute with each operator that it takes. */
export function submittedRule({ inboxId, agentId, teamId }: { inboxId: number; agentId: number; teamId: number }): { actions: SampleAction[]; conditions: SampleCondition[] } {
  const actions: [string, ...unknown[]][] = [
    ['assign_agent', agentId], ['assign_agent', 'nil'], ['assign_team', teamId], ['assign_team', 'nil'], ['add_label', 'support'], ['remove_label', 'support'], ['send_message', 'We look at it'], ['add_private_note', 'Of {{contact.name}}'],
    ['send_email_to_team', { team_ids: [teamId], message: 'Look' }], ['send_email_transcript', 'a@x.test,b@x.test'], ['mute_conversation'], ['snooze_conversation'], ['snooze_conversation', 4], ['resolve_conversation'], ['open_conversation'],
    ['pending_conversation'], ...['open', 'pending', 'snoozed', 'resolved'].map((status): [string, string] => ['change_status', status]), ...['none', 'low', 'medium', 'high', 'urgent'].map((priority): [string, string] => ['change_priority', priority]),
    ['send_webhook_event', 'https://hooks.test/x'],
  ];
  const values: Partial<Record<string, readonly (string | number)[]>> = {
    status: ['open', 'pending', 'snoozed', 'resolved'], inbox_id: [inboxId], assignee_id: [agentId], team_id: [teamId], labels: ['support'], priority: ['high'], message_type: ['incoming', 'outgoing'], content_type: ['text', 'input_csat', 'cards'],
  };
  const wireOperator = (compare: Compare): string => Object.keys(operatorWords).find((word) => operatorWords[word] === compare)!;
  const conditions = Object.entries(fieldWords).filter(([key]) => key !== 'contact_id').flatMap(([key, field]) => comparesOf[ruleFields[field].kind].map((compare): SampleCondition => ({
    attribute_key: key, filter_operator: wireOperator(compare), values: compare === 'present' || compare === 'absent' ? [] : compare === 'greater' || compare === 'less' ? ['low'] : values[key] ?? ['abc'],
  })));
  return {
    actions: actions.map(([name, ...params]) => ({ action_name: name, action_params: params })),
    conditions: [
      ...conditions, { attribute_key: 'plan', filter_operator: 'contains', values: ['gold'], custom_attribute_type: 'conversation_attribute' },
      { attribute_key: 'plan', filter_operator: 'is_greater_than', values: [3], custom_attribute_type: 'contact_attribute' },
    ],
  };
}
