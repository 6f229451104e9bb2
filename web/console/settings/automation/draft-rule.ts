import type { NewRule, Rule, RuleAction, RuleCondition, RuleVocabulary } from '../../api/automation.ts';

/** A rule while it is edited: conditions with their fields as one text each, so that a select can hold them. */
export interface DraftRule {
  readonly id: number | null;
  readonly name: string;
  readonly description: string;
  readonly event: Rule['event'];
  readonly conditions: readonly DraftCondition[];
  readonly actions: readonly RuleAction[];
  readonly isActive: boolean;
}

/** `field`: its name, or `attribute:5`. `value`: as it is typed; several by commas. */
export interface DraftCondition { readonly field: string; readonly compare: RuleCondition['compare']; readonly value: string; readonly joint: 'and' | 'or' }

export const freshRule: DraftRule = { id: null, name: '', description: '', event: 'conversation-created', conditions: [], actions: [{ kind: 'add-labels', labelIds: [] }], isActive: true };

export function draftOf(rule: Rule): DraftRule {
  return {
    ...rule, conditions: rule.conditions.map(({ field, compare, values, joint }) => ({ field: typeof field === 'string' ? field : `attribute:${field.attributeId}`, compare, value: values.join(', '), joint: joint ?? 'and' })),
  };
}

export function ruleOf({ name, description, event, conditions, actions, isActive }: DraftRule, vocabulary: RuleVocabulary): NewRule {
  return {
    name, description, event, isActive, actions: [...actions],
    conditions: conditions.map(({ field, compare, value, joint }, at) => ({
      field: fieldOf(field), compare, joint: at === conditions.length - 1 ? null : joint,
      values: compare === 'present' || compare === 'absent' ? [] : valuesOf(value, askedOf(field, vocabulary)?.kind ?? 'text'),
    })),
  };
}

export interface Asked { readonly kind: string; readonly noun: string | null; readonly words: readonly string[]; readonly compares: readonly RuleCondition['compare'][] }

/** What a field is; null: it is gone. */
export function askedOf(field: string, { fields, attributes }: RuleVocabulary): Asked | null {
  if (!field.startsWith('attribute:')) return fields.find((one) => one.field === field) ?? null;
  const attribute = attributes.find(({ attributeId }) => attributeId === Number(field.slice('attribute:'.length)));
  return attribute ? { kind: attribute.kind, noun: null, words: attribute.kind === 'flag' ? ['true', 'false'] : attribute.options, compares: attribute.compares } : null;
}

function fieldOf(field: string): RuleCondition['field'] {
  return field.startsWith('attribute:') ? { attributeId: Number(field.slice('attribute:'.length)) } : field as RuleCondition['field'] & string;
}

function valuesOf(value: string, kind: string): (string | number)[] {
  const parts = value.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return kind === 'id' || kind === 'priority' || kind === 'number' ? parts.map((part) => (Number.isNaN(Number(part)) ? part : Number(part))) : parts;
}

/** An action of this kind with nothing chosen yet. */
export function freshAction(kind: RuleAction['kind']): RuleAction {
  switch (kind) {
    case 'assign-agent': return { kind, agentId: null };
    case 'assign-team': return { kind, teamId: null };
    case 'add-labels':
    case 'remove-labels': return { kind, labelIds: [] };
    case 'send-message':
    case 'add-note': return { kind, text: '' };
    case 'send-attachment': return { kind, fileIds: [] };
    case 'email-team': return { kind, teamIds: [], text: '' };
    case 'send-transcript': return { kind, addresses: [] };
    case 'snooze': return { kind, hours: null };
    case 'set-state': return { kind, state: 'open' };
    case 'set-priority': return { kind, priority: 3 };
    case 'call-webhook': return { kind, url: 'https://' };
    case 'mute':
    case 'resolve':
    case 'open':
    case 'hand-to-bot': return { kind };
  }
}
