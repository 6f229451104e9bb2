import type { RuleAction, RuleCondition, RuleInput, RuleValue } from '#core/automation/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { ensureLabels, findAttributeDefinitions, findLabels, labelNorm, type AttributeDefinition } from '#core/labels/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { InvalidInput, type Tx } from '#http/index.ts';
import type { ActionInput, AutomationRuleChange, ConditionInput } from '../schemas/automation-rule.ts';
import { priorityNumbers } from './priority.ts';
import { contentKindWords, eventWords, fieldWords, operatorWords, stateWords } from './rule-words.ts';

/** What is given, in core's words. Labels that an action adds are made where they are not there yet. Throws InvalidInput with the place. */
export async function ruleChangeOf(tx: Tx, act: Act, body: AutomationRuleChange): Promise<Partial<RuleInput>> {
  const labels = new Map((await findLabels(tx, seesAll(act))).map(({ id, name }) => [labelNorm(name), id]));
  const added = (body.actions ?? []).filter(({ action_name: name }) => name === 'add_label').flatMap(({ action_params: params }) => (params ?? []).map((each) => String(scalarOf(each) ?? ''))).filter((name) => !labels.has(labelNorm(name)));
  if (added.length > 0) for (const [norm, id] of await ensureLabels(tx, act, added)) labels.set(norm, id);
  const definitions = await findAttributeDefinitions(tx, seesAll(act));
  return {
    ...(body.name !== undefined && { name: body.name }), ...(body.description !== undefined && { description: body.description ?? '' }), ...(body.event_name !== undefined && { event: eventWords[body.event_name] }),
    ...(body.active !== undefined && { isActive: body.active }),
    ...(body.actions !== undefined && { actions: body.actions.map((action, at) => actionOf(action, at, labels)) }),
    ...(body.conditions !== undefined && { conditions: body.conditions.map((condition, at) => conditionOf(condition, { at, isLast: at === body.conditions!.length - 1, labels, definitions })) }),
  };
}

interface Place { readonly at: number; readonly isLast: boolean; readonly labels: ReadonlyMap<string, number>; readonly definitions: readonly AttributeDefinition[] }

const operators = { ...operatorWords, eq: 'equal', not_eq: 'not-equal' } as const;

function conditionOf({ attribute_key: key, filter_operator: operator, query_operator: joint, values, custom_attribute_type: whose }: ConditionInput, { at, isLast, labels, definitions }: Place): RuleCondition {
  const wrong = (name: string, problem: string): InvalidInput => new InvalidInput([{ field: `conditions.${at}.${name}`, problem }]);
  const compare = Object.hasOwn(operators, operator) ? operators[operator as 'eq'] : undefined;
  if (!compare) throw wrong('filter_operator', `must be one of ${Object.keys(operatorWords).join(', ')}`);
  const said = joint?.toLowerCase() ?? 'nil';
  if (!['and', 'or', 'nil', ''].includes(said) || (!isLast && said !== 'and' && said !== 'or')) throw wrong('query_operator', 'must be and or or for all but the last');
  const given = (values ?? []).map((value) => scalarOf(value) ?? fail(wrong('values', 'must be texts and numbers')));
  const common = { compare, joint: isLast ? null : said as 'and' | 'or' };
  const field = Object.hasOwn(fieldWords, key) ? fieldWords[key as keyof typeof fieldWords] : undefined;
  if (field === undefined) {
    const entity = whose === 'contact_attribute' ? 'contact' : 'conversation';
    const mine = definitions.filter((each) => each.key === key && (each.entity === 'conversation' || each.entity === 'contact'));
    const definition = mine.find((each) => each.entity === entity) ?? mine[0];
    if (!definition) throw wrong('attribute_key', `must be one of ${Object.keys(fieldWords).join(', ')}, or a custom attribute of the account`);
    return { field: { attributeId: definition.id }, ...common, values: given };
  }
  const word = <W extends string>(words: Readonly<Record<string, W>>, value: RuleValue): W => (Object.hasOwn(words, value) ? words[value]! : fail(wrong('values', 'hold an unknown word')));
  return {
    field, ...common, values: given.map((value): RuleValue => {
      if (field === 'state') return word(stateWords, value);
      if (field === 'content-kind') return word(contentKindWords, value);
      if (field === 'label') return labels.get(labelNorm(String(value))) ?? fail(wrong('values', 'name a label that is not there'));
      return field === 'priority' && Object.hasOwn(priorityNumbers, value) ? priorityNumbers[value as 'low'] : value;
    }),
  };
}

function actionOf({ action_name: name, action_params: params }: ActionInput, at: number, labels: ReadonlyMap<string, number>): RuleAction {
  const given = params ?? [];
  const wrong = (problem: string): InvalidInput => new InvalidInput([{ field: `actions.${at}.action_params`, problem }]);
  const first = given[0];
  const text = (): string => (typeof first === 'string' ? first : fail(wrong('must hold a text')));
  const id = (): number | null => (first === undefined || first === null || first === 'nil' || first === '' ? null : toId(first, wrong));
  const labelIds = (): number[] => given.map((each) => labels.get(labelNorm(String(scalarOf(each) ?? ''))) ?? fail(wrong('name a label that is not there')));
  switch (name) {
    case 'assign_agent': return { kind: 'assign-agent', agentId: id() };
    case 'assign_team': return { kind: 'assign-team', teamId: id() };
    case 'add_label': return { kind: 'add-labels', labelIds: labelIds() };
    case 'remove_label': return { kind: 'remove-labels', labelIds: labelIds() };
    case 'send_message': return { kind: 'send-message', text: text() };
    case 'add_private_note': return { kind: 'add-note', text: text() };
    case 'send_attachment': return { kind: 'send-attachment', fileIds: given.map((each) => toId(each, wrong)) };
    case 'send_email_to_team': {
      const { team_ids: teamIds, message } = (first ?? {}) as { team_ids?: unknown; message?: unknown };
      if (!Array.isArray(teamIds) || typeof message !== 'string') throw wrong('must hold one map of team_ids and message');
      return { kind: 'email-team', teamIds: teamIds.map((each) => toId(each, wrong)), text: message };
    }
    case 'send_email_transcript': return { kind: 'send-transcript', addresses: given.flatMap((each) => String(scalarOf(each) ?? '').split(',')).map((each) => each.trim()).filter((each) => each !== '') };
    case 'mute_conversation': return { kind: 'mute' };
    case 'snooze_conversation': return { kind: 'snooze', hours: typeof first === 'number' ? first : null };
    case 'resolve_conversation': return { kind: 'resolve' };
    case 'open_conversation': return { kind: 'open' };
    case 'pending_conversation': return { kind: 'hand-to-bot' };
    case 'change_status': {
      const word = String(scalarOf(first) ?? '');
      return word === 'spam' || !Object.hasOwn(stateWords, word) ? fail(wrong('must be open, pending, snoozed or resolved')) : { kind: 'set-state', state: stateWords[word as 'open'] };
    }
    case 'change_priority': {
      const said = scalarOf(first) ?? 'none';
      const word = said === 'nil' ? 'none' : String(said);
      return { kind: 'set-priority', priority: Object.hasOwn(priorityNumbers, word) ? priorityNumbers[word as 'low'] : fail(wrong('must be low, medium, high, urgent or nil')) };
    }
    case 'send_webhook_event': return { kind: 'call-webhook', url: text() };
    default: throw new InvalidInput([{ field: `actions.${at}.action_name`, problem: `must be one of ${actionNames.join(', ')}` }]);
  }
}

export const actionNames = [
  'assign_agent', 'assign_team', 'add_label', 'remove_label', 'send_message', 'add_private_note', 'send_attachment', 'send_email_to_team', 'send_email_transcript', 'mute_conversation', 'snooze_conversation',
  'resolve_conversation', 'open_conversation', 'pending_conversation', 'change_status', 'change_priority', 'send_webhook_event',
] as const;

/** URLs that a change names: they are looked at before the transaction. */
export function urlsOf(actions: readonly ActionInput[] | undefined): string[] {
  return (actions ?? []).filter(({ action_name: name }) => name === 'send_webhook_event').flatMap(({ action_params: params }) => (typeof params?.[0] === 'string' ? [params[0]] : []));
}

function toId(value: unknown, wrong: (problem: string) => InvalidInput): number {
  const scalar = scalarOf(value);
  const id = Number(scalar);
  return scalar === null || scalar === '' || !Number.isSafeInteger(id) || id < 1 ? fail(wrong('must hold ids')) : id;
}

/** A client may send what it shows: `{ id: 5, name: "Ada" }`. */
function scalarOf(value: unknown): string | number | null {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return String(value);
  const id = (value as { id?: unknown } | null)?.id;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

function fail(error: InvalidInput): never {
  throw error;
}
