import type { AttributeDefinition } from '#core/labels/index.ts';
import { lookedAtMax, ruleFields, type Compare, type FieldKind, type RuleCondition, type RuleField, type RuleFieldName, type RuleState, type RuleValue } from '../rules/rule-condition.ts';

/** What is known of a conversation and, where one set it off, of a message, at the moment a rule is judged. */
export interface RuleFacts {
  readonly conversation: {
    readonly id: number; readonly uuid: string; readonly life: string; readonly handler: 'bot' | 'person'; readonly channelId: number; readonly channelKind: string; readonly priority: number; readonly assigneeId: number | null;
    readonly teamId: number | null; readonly contactId: number | null; readonly labelIds: readonly number[]; readonly subject: string;
  };
  readonly contact: { readonly name: string; readonly emails: readonly string[]; readonly phones: readonly string[]; readonly company: string | null } | null;
  readonly visitor: { readonly browserLanguage: string | null; readonly country: string | null; readonly city: string | null; readonly referer: string | null };
  readonly message: { readonly id: number; readonly text: string; readonly direction: string; readonly contentKind: string } | null;
  /** By definition; values as they are stored. */
  readonly attributes: ReadonlyMap<number, { readonly text: string; readonly number: number | null }>;
  readonly definitions: ReadonlyMap<number, AttributeDefinition>;
}

/** What one condition found: ids, states and numbers as they are; of texts only whether they matched. */
export interface Finding {
  readonly field: RuleField;
  readonly compare: Compare;
  readonly holds: boolean;
  readonly found: readonly RuleValue[] | null;
}

export interface Judgement { readonly holds: boolean; readonly findings: readonly Finding[] }

/** Whether all conditions hold together, and what each found. AND binds tighter than OR; no condition holds always. Pure. */
export function judgeConditions(conditions: readonly RuleCondition[], facts: RuleFacts, now: string): Judgement {
  const findings = conditions.map((condition) => judgeOne(condition, facts, now));
  const groups: boolean[] = [true];
  conditions.forEach(({ joint }, at) => {
    groups[groups.length - 1] = groups.at(-1)! && findings[at]!.holds;
    if (joint === 'or' && at < conditions.length - 1) groups.push(true);
  });
  return { holds: groups.some(Boolean), findings };
}

function judgeOne({ field, compare, values }: RuleCondition, facts: RuleFacts, now: string): Finding {
  const { kind, found } = valuesOf(field, facts);
  const isText = kind === 'text';
  return { field, compare, holds: found !== null && compareValues(kind, compare, found, values, now), found: isText || found === null ? null : found };
}

/** The values that the conversation has for a field; null: the attribute is not there any more, so that nothing holds. */
function valuesOf(field: RuleField, { conversation, contact, visitor, message, attributes, definitions }: RuleFacts): { kind: FieldKind; found: readonly RuleValue[] | null } {
  if (typeof field !== 'string') {
    const definition = definitions.get(field.attributeId);
    if (!definition) return { kind: 'text', found: null };
    const value = attributes.get(definition.id);
    const kind = attributeKinds[definition.type];
    if (!value) return { kind, found: [] };
    return { kind, found: [kind === 'number' ? value.number ?? Number.NaN : value.text] };
  }
  const one = (value: RuleValue | null | undefined): readonly RuleValue[] => (value === null || value === undefined || value === '' ? [] : [value]);
  const read: Readonly<Record<RuleFieldName, () => readonly RuleValue[]>> = {
    state: () => [stateOf(conversation)],
    channel: () => [conversation.channelId],
    assignee: () => one(conversation.assigneeId),
    team: () => one(conversation.teamId),
    contact: () => one(conversation.contactId),
    label: () => conversation.labelIds,
    priority: () => [conversation.priority],
    subject: () => one(conversation.subject),
    email: () => contact?.emails ?? [],
    phone: () => contact?.phones ?? [],
    'contact-name': () => one(contact?.name),
    company: () => one(contact?.company),
    'browser-language': () => one(visitor.browserLanguage),
    country: () => one(visitor.country),
    city: () => one(visitor.city),
    referer: () => one(visitor.referer),
    content: () => one(message?.text),
    direction: () => one(message?.direction),
    'content-kind': () => one(message?.contentKind),
  };
  return { kind: ruleFields[field].kind, found: read[field]() };
}

export const attributeKinds: Readonly<Record<AttributeDefinition['type'], FieldKind>> = { text: 'text', link: 'text', list: 'text', number: 'number', date: 'day', boolean: 'flag' };

export function stateOf({ life, handler }: { readonly life: string; readonly handler: 'bot' | 'person' }): RuleState {
  if (life === 'open') return handler === 'bot' ? 'with-bot' : 'open';
  if (life === 'closed' || life === 'resolved') return 'resolved';
  return life === 'snoozed' ? 'snoozed' : 'spam';
}

/** A negation holds where nothing was found: it says "none of them". */
function compareValues(kind: FieldKind, compare: Compare, found: readonly RuleValue[], values: readonly RuleValue[], now: string): boolean {
  const isThere = kind === 'priority' ? found.some((value) => value !== 0) : found.length > 0;
  switch (compare) {
    case 'present': return isThere;
    case 'absent': return !isThere;
    case 'equal': return found.some((value) => values.some((wanted) => isEqual(kind, value, wanted)));
    case 'not-equal': return !found.some((value) => values.some((wanted) => isEqual(kind, value, wanted)));
    case 'contains': return found.some((value) => values.some((wanted) => folded(value).includes(folded(wanted))));
    case 'not-contains': return !found.some((value) => values.some((wanted) => folded(value).includes(folded(wanted))));
    case 'starts-with': return found.some((value) => values.some((wanted) => folded(value).startsWith(folded(wanted))));
    case 'greater': return found.some((value) => inOrder(kind, values[0]!, value));
    case 'less': return found.some((value) => inOrder(kind, value, values[0]!));
    case 'older-than-days': {
      const limit = new Date(Date.parse(now) - Number(values[0]) * 86_400_000).toISOString().slice(0, 10);
      return found.some((value) => String(value) < limit);
    }
  }
}

function isEqual(kind: FieldKind, value: RuleValue, wanted: RuleValue): boolean {
  if (kind === 'id' || kind === 'number' || kind === 'priority') return Number(value) === Number(wanted);
  return kind === 'text' || kind === 'flag' ? folded(value) === folded(wanted) : value === wanted;
}

function inOrder(kind: FieldKind, smaller: RuleValue, greater: RuleValue): boolean {
  return kind === 'day' ? String(smaller) < String(greater) : Number(smaller) < Number(greater);
}

let lastLong = { text: '', folded: '' };

/** Case and the way in which an accent is written do not matter. One long text is held against many rules: it is folded once. */
function folded(value: RuleValue): string {
  if (value === lastLong.text) return lastLong.folded;
  const text = String(value);
  const result = text.slice(0, lookedAtMax).normalize('NFC').toLowerCase();
  if (text.length > 1_000) lastLong = { text, folded: result };
  return result;
}
