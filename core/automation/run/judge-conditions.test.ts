import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AttributeDefinition } from '#core/labels/index.ts';
import { comparesOf, ruleFieldNames, ruleFields, type Compare, type FieldKind, type RuleCondition, type RuleField } from '../rules/rule-condition.ts';
import { ruleTable } from '../rules/rule-table.ts';
import { attributeKinds, judgeConditions, type RuleFacts } from './judge-conditions.ts';

const now = '2024-05-06T12:00:00.000Z';
const definition = (id: number, type: AttributeDefinition['type']): [number, AttributeDefinition] => [id, { id, entity: 'conversation', key: `k${id}`, name: 'K', type, options: [], createdAt: now }];
const definitions = new Map([definition(1, 'text'), definition(2, 'number'), definition(3, 'date'), definition(4, 'boolean'), definition(5, 'list'), definition(6, 'link')]);

/** Everything is there, or nothing of it. */
const full: RuleFacts = {
  conversation: { id: 9, uuid: 'u', life: 'open', handler: 'person', channelId: 3, channelKind: 'api', priority: 3, assigneeId: 5, teamId: 6, contactId: 7, labelIds: [8, 12], subject: 'Broken Machine' },
  contact: { name: 'Bo Berg', emails: ['bo@home.test', 'bo@work.test'], phones: ['+4930123'], company: 'Acme' },
  visitor: { browserLanguage: 'de', country: 'DE', city: 'Berlin', referer: 'https://shop.test/a' },
  message: { id: 1, text: 'I need HELP, s\u0327 vous pla\u00eet', direction: 'incoming', contentKind: 'text' },
  attributes: new Map([[1, { text: 'Gold', number: null }], [2, { text: '40', number: 40 }], [3, { text: '2024-04-01', number: null }], [4, { text: 'true', number: null }], [5, { text: 'Gold', number: null }], [6, { text: 'https://x.test', number: null }]]), definitions,
};
const empty: RuleFacts = {
  conversation: { ...full.conversation, priority: 0, assigneeId: null, teamId: null, contactId: null, labelIds: [], subject: '' }, contact: null,
  visitor: { browserLanguage: null, country: null, city: null, referer: null }, message: null, attributes: new Map(), definitions,
};

/** Of each kind and comparison: values that hold for the full facts, and values that do not. */
const probes: Readonly<Record<FieldKind, (field: RuleField) => Partial<Record<Compare, readonly [holds: readonly (string | number)[], not: readonly (string | number)[]]>>>> = {
  word: (field) => ({ equal: [[wordOf(field)], ['snoozed']], 'not-equal': [['snoozed'], [wordOf(field)]] }),
  id: (field) => ({ equal: [[999, idOf(field)], [999]], 'not-equal': [[999], [999, idOf(field)]], present: [[], []], absent: [[], []] }),
  text: (field) => {
    const text = textOf(field);
    return {
      equal: [['zz', text.toUpperCase()], ['zz']], 'not-equal': [['zz'], [text]], contains: [[text.slice(1, 4).toUpperCase()], ['zz']], 'not-contains': [['zz'], [text.slice(1, 4)]],
      'starts-with': [[text.slice(0, 3).toUpperCase()], [text.slice(1, 4)]], present: [[], []], absent: [[], []],
    };
  },
  priority: () => ({ equal: [[3], [2]], 'not-equal': [[2], [3]], greater: [[2], [3]], less: [[4], [3]], present: [[], []], absent: [[], []] }),
  number: () => ({ equal: [['40', 1], [41]], 'not-equal': [[41], [40]], greater: [[39.5], [40]], less: [[40.5], [40]], present: [[], []], absent: [[], []] }),
  day: () => ({ equal: [['2024-04-01'], ['2024-04-02']], 'not-equal': [['2024-04-02'], ['2024-04-01']], greater: [['2024-03-31'], ['2024-04-01']], less: [['2024-04-02'], ['2024-04-01']], 'older-than-days': [[34], [35]], present: [[], []], absent: [[], []] }),
  flag: () => ({ equal: [['true'], ['false']], 'not-equal': [['false'], ['TRUE']], present: [[], []], absent: [[], []] }),
};

const words: Partial<Record<string, string>> = { state: 'open', direction: 'incoming', 'content-kind': 'text' };
const ids: Partial<Record<string, number>> = { channel: 3, assignee: 5, team: 6, contact: 7, label: 12 };
const texts: Partial<Record<string, string>> = {
  subject: 'Broken Machine', email: 'bo@work.test', phone: '+4930123', 'contact-name': 'Bo Berg', company: 'Acme', 'browser-language': 'de', country: 'DE', city: 'Berlin', referer: 'https://shop.test/a', content: full.message!.text,
};
const wordOf = (field: RuleField): string => words[field as string]!;
const idOf = (field: RuleField): number => ids[field as string]!;
const textOf = (field: RuleField): string => (typeof field === 'string' ? texts[field]! : full.attributes.get(field.attributeId)!.text);
const always: ReadonlySet<RuleField> = new Set<RuleField>(['state', 'channel']);
const holds = (facts: RuleFacts, field: RuleField, compare: Compare, values: readonly (string | number)[]): boolean => judgeConditions([{ field, compare, values, joint: null }], facts, now).holds;

test('every field with every comparison says yes to what is so and no to what is not, with a value and without one', () => {
  let cells = 0;
  const fields: [RuleField, FieldKind][] = [...ruleFieldNames.map((field): [RuleField, FieldKind] => [field, ruleFields[field].kind]), ...[...definitions.values()].map(({ id, type }): [RuleField, FieldKind] => [{ attributeId: id }, attributeKinds[type]])];
  for (const [field, kind] of fields) {
    for (const compare of comparesOf[kind]) {
      const at = `${JSON.stringify(field)} ${compare}`;
      const [good, bad] = probes[kind](field)[compare] ?? assert.fail(`no probe of ${at}`);
      const isNegation = compare === 'not-equal' || compare === 'not-contains' || compare === 'absent';
      if (compare === 'present' || compare === 'absent') {
        assert.equal(holds(full, field, compare, []), compare === 'present', at);
        if (!always.has(field)) assert.equal(holds(empty, field, compare, []), compare === 'absent', `${at}, without a value`);
      } else {
        assert.equal(holds(full, field, compare, good), true, at);
        // Two letters hold no part of three: what begins like that is looked at by its other half above.
        if (!(compare === 'starts-with' && textOf(field).length < 3)) assert.equal(holds(full, field, compare, bad), false, `${at}, wrong value`);
        if (!always.has(field) && kind !== 'priority') assert.equal(holds(empty, field, compare, good), isNegation, `${at}, without a value`);
      }
      cells += 1;
    }
  }
  assert.equal(cells, fields.reduce((sum, [, kind]) => sum + comparesOf[kind].length, 0));
  assert.ok(cells > 100, `${cells} cells`);
});

test('the table names for each event all fields but those of messages, which stand where a message comes', () => {
  for (const { event, fields } of ruleTable) assert.deepEqual(fields.map(({ field }) => field), ruleFieldNames.filter((field) => event === 'message-created' || !('ofMessage' in ruleFields[field])));
});

test('AND binds tighter than OR, as in a condition that is read aloud', () => {
  const yes: RuleCondition = { field: 'state', compare: 'equal', values: ['open'], joint: null };
  const no: RuleCondition = { ...yes, values: ['resolved'] };
  fc.assert(fc.property(fc.array(fc.tuple(fc.boolean(), fc.constantFrom('and' as const, 'or' as const)), { minLength: 1, maxLength: 8 }), (chain) => {
    const conditions = chain.map(([value, joint], at) => ({ ...(value ? yes : no), joint: at === chain.length - 1 ? null : joint }));
    const said = chain.map(([value, joint], at) => `${value}${at === chain.length - 1 ? '' : joint === 'and' ? ' && ' : ' || '}`).join('');
    const expected = said.split(' || ').some((group) => group.split(' && ').every((each) => each === 'true'));
    assert.equal(judgeConditions(conditions, full, now).holds, expected, said);
  }));
  assert.equal(judgeConditions([], full, now).holds, true);
});

test('what is kept of a judgement holds ids, states and numbers, and of texts nothing', () => {
  const { findings } = judgeConditions([
    { field: 'email', compare: 'contains', values: ['bo@'], joint: 'and' }, { field: 'content', compare: 'contains', values: ['help'], joint: 'and' }, { field: 'label', compare: 'equal', values: [8], joint: 'and' },
    { field: { attributeId: 1 }, compare: 'equal', values: ['gold'], joint: null },
  ], full, now);
  assert.deepEqual(findings.map(({ holds: held, found }) => [held, found]), [[true, null], [true, null], [true, [8, 12]], [true, null]]);
  assert.ok(!JSON.stringify(findings).includes('home.test'));
});

test('an attribute that is gone holds for nothing, not even for its absence', () => {
  for (const compare of ['equal', 'not-equal', 'absent'] as const) assert.equal(holds(full, { attributeId: 99 }, compare, ['x']), false);
});

test('a text of 10 MB against 2,000 conditions is looked at in its first 100,000 characters, and what looks like a pattern is text', () => {
  const long = { ...full, message: { ...full.message!, text: `${'a'.repeat(10_000_000)}needle` } };
  assert.equal(holds(long, 'content', 'contains', ['needle']), false);
  for (let n = 0; n < 2_000; n += 1) assert.equal(holds(long, 'content', 'contains', ['(a+)+$', '(.*a){25}']), false);
  assert.equal(holds({ ...full, message: { ...full.message!, text: 'it says (a+)+$ here' } }, 'content', 'contains', ['(A+)+$']), true);
});
