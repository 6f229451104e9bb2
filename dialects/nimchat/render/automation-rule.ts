import type { Rule, RuleAction, RuleCondition } from '#core/automation/index.ts';
import type { AttributeDefinition } from '#core/labels/index.ts';
import { priorityNumbers } from '../parse/priority.ts';
import { contentKindWords, eventWords, fieldWords, operatorWords, stateWords, wireWord } from '../parse/rule-words.ts';

export interface RuleSurroundings {
  readonly accountId: number;
  readonly labels: ReadonlyMap<number, string>;
  readonly definitions: ReadonlyMap<number, AttributeDefinition>;
  /** The document has texts in both lists; the deployed product numbers for ids, and null where nothing follows. */
  readonly isDeployed: boolean;
}

export function renderAutomationRule({ id, name, description, event, isActive, actions, conditions }: Rule, around: RuleSurroundings) {
  return {
    id, event_name: wireWord(eventWords, event), name, description, active: isActive, actions: actions.map((action) => renderAction(action, around)),
    conditions: conditions.map((condition) => renderCondition(condition, around)), account_id: around.accountId,
  };
}

function renderCondition({ field, compare, values, joint }: RuleCondition, around: RuleSurroundings) {
  const definition = typeof field === 'string' ? undefined : around.definitions.get(field.attributeId);
  return {
    attribute_key: typeof field === 'string' ? wireWord(fieldWords, field) : definition?.key ?? '', filter_operator: wireWord(operatorWords, compare), query_operator: joint ?? (around.isDeployed ? null : 'nil'),
    values: values.flatMap((value): unknown[] => {
      if (field === 'state') return [wireWord(stateWords, String(value))];
      if (field === 'content-kind') return [wireWord(contentKindWords, String(value))];
      if (field === 'label') return around.labels.has(Number(value)) ? [around.labels.get(Number(value))] : [];
      if (field === 'priority') return [priorityWord(Number(value))];
      return [said(value, around)];
    }),
    ...(definition && { custom_attribute_type: `${definition.entity}_attribute` }),
  };
}

function renderAction(action: RuleAction, around: RuleSurroundings): { action_name: string; action_params: unknown[] } {
  const names = (ids: readonly number[]): string[] => ids.flatMap((id) => around.labels.get(id) ?? []);
  const shown = (name: string, ...params: unknown[]) => ({ action_name: name, action_params: params });
  switch (action.kind) {
    case 'assign-agent': return shown('assign_agent', action.agentId === null ? 'nil' : said(action.agentId, around));
    case 'assign-team': return shown('assign_team', action.teamId === null ? 'nil' : said(action.teamId, around));
    case 'add-labels': return shown('add_label', ...names(action.labelIds));
    case 'remove-labels': return shown('remove_label', ...names(action.labelIds));
    case 'send-message': return shown('send_message', action.text);
    case 'add-note': return shown('add_private_note', action.text);
    case 'send-attachment': return shown('send_attachment', ...action.fileIds.map((id) => said(id, around)));
    case 'email-team': return shown('send_email_to_team', { team_ids: [...action.teamIds], message: action.text });
    case 'send-transcript': return shown('send_email_transcript', action.addresses.join(','));
    case 'mute': return shown('mute_conversation');
    case 'snooze': return action.hours === null ? shown('snooze_conversation') : shown('snooze_conversation', action.hours);
    case 'resolve': return shown('resolve_conversation');
    case 'open': return shown('open_conversation');
    case 'hand-to-bot': return shown('pending_conversation');
    case 'set-state': return shown('change_status', wireWord(stateWords, action.state));
    case 'set-priority': return shown('change_priority', priorityWord(action.priority));
    case 'call-webhook': return shown('send_webhook_event', action.url);
  }
}

function said(value: string | number, { isDeployed }: RuleSurroundings): string | number {
  return isDeployed ? value : String(value);
}

function priorityWord(priority: number): string {
  return Object.entries(priorityNumbers).find(([, number]) => number === priority)?.[0] ?? 'nil';
}
