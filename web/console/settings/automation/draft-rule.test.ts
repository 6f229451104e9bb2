import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule, RuleVocabulary } from '../../api/automation.ts';
import { askedOf, draftOf, freshAction, ruleOf } from './draft-rule.ts';

const vocabulary: RuleVocabulary = {
  events: [], states: [], variables: [], automaticVariables: [],
  fields: [{ field: 'channel', kind: 'id', noun: 'channel', words: [], compares: ['equal'] }, { field: 'content', kind: 'text', noun: null, words: [], compares: ['contains'] }],
  attributes: [{ attributeId: 7, name: 'Plan', entity: 'contact', kind: 'flag', options: [], compares: ['equal'] }],
};

test('a rule that is edited and saved without a change is the same rule', () => {
  const rule: Rule = {
    id: 1, name: 'R', description: '', event: 'message-created', isActive: true, place: 1, activeSince: 'x', createdAt: 'x', updatedAt: 'x', actions: [{ kind: 'snooze', hours: 2 }],
    conditions: [{ field: 'content', compare: 'contains', values: ['a', 'b'], joint: 'or' }, { field: 'channel', compare: 'equal', values: [3, 4], joint: 'and' }, { field: { attributeId: 7 }, compare: 'equal', values: ['true'], joint: null }],
  };
  const { id: _id, place: _place, activeSince: _since, createdAt: _made, updatedAt: _changed, ...sent } = rule;
  assert.deepEqual(ruleOf(draftOf(rule), vocabulary), sent);
});

test('of a field that is gone nothing is known, and each kind of action has a beginning', () => {
  assert.deepEqual([askedOf('attribute:8', vocabulary), askedOf('attribute:7', vocabulary)?.words], [null, ['true', 'false']]);
  assert.deepEqual(freshAction('email-team'), { kind: 'email-team', teamIds: [], text: '' });
});
