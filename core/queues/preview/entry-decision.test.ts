import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueueAction } from '../queue.ts';
import { entryDecision, type QueueSituation } from './entry-decision.ts';

const afterHours: QueueAction = { action: 'voicemail', text: 'We are closed.' };
const overCapacity: QueueAction = { action: 'queue', queueId: 7 };
const wait: QueueAction = { action: 'wait' };
const decide = (situation: Partial<QueueSituation>, rules: Partial<Parameters<typeof entryDecision>[0]> = {}) => {
  const found = entryDecision({ waitingMax: 2, afterHours, overCapacity, ...rules }, { phase: 'open', waiting: 0, readyAgents: 0, ...situation });
  return found.decision === 'wait' ? 'wait' : found.cause;
};

test('outside hours the after-hours action counts, whoever is ready; in the backup phase people work', () => {
  assert.deepEqual([decide({ phase: 'closed', readyAgents: 5 }), decide({ phase: 'backup' }), decide({ phase: 'open' })], ['after-hours', 'wait', 'wait']);
  assert.deepEqual(entryDecision({ waitingMax: null, afterHours, overCapacity }, { phase: 'closed', waiting: 0, readyAgents: 0 }), { decision: 'deflect', cause: 'after-hours', action: afterHours });
});

test('a queue that lets work wait outside hours still has its capacity', () => {
  assert.deepEqual([decide({ phase: 'closed' }, { afterHours: wait }), decide({ phase: 'closed', waiting: 2 }, { afterHours: wait })], ['wait', 'over-capacity']);
});

test('a queue is full where as many wait as may and no ready agent is left over', () => {
  assert.deepEqual([0, 1, 2, 3].map((waiting) => decide({ waiting })), ['wait', 'wait', 'over-capacity', 'over-capacity']);
  assert.deepEqual([0, 1, 2, 3].map((readyAgents) => decide({ waiting: 2, readyAgents })), ['over-capacity', 'over-capacity', 'over-capacity', 'wait']);
  assert.deepEqual([decide({}, { waitingMax: 0 }), decide({ readyAgents: 1 }, { waitingMax: 0 })], ['over-capacity', 'wait']);
  assert.equal(decide({ waiting: 9_999 }, { waitingMax: null }), 'wait');
  assert.equal(decide({ waiting: 9_999 }, { overCapacity: wait }), 'wait');
});
