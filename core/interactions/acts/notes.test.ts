import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CoreError } from '#core/kernel/index.ts';
import { applyToInteraction, startInteraction, type Interaction, type InteractionAct } from '../index.ts';

let lastId = 0;
const newId = (): number => (lastId += 1);
const apply = (it: Interaction, act: InteractionAct): Interaction => applyToInteraction(it, act, 2_000, newId);
const started = (): Interaction => startInteraction({ id: 1, kind: 'call', conversationId: 1, direction: 'in', entry: 'ivr', lang: 'en', contactId: null }, 1_000, newId);
const isFull = (key: string, max: number) => (error: unknown): boolean => error instanceof CoreError && error.code === 'too-large' && error.key === key && error.values?.['max'] === max;

test('a call keeps 200 inputs by name: one more is refused and changes nothing, one that is there can change', () => {
  let it = started();
  for (let nth = 0; nth < 200; nth += 1) it = apply(it, { type: 'input', name: `field ${nth}`, value: 'x' });
  const full = it;
  assert.throws(() => apply(full, { type: 'input', name: 'one more', value: 'x' }), isFull('interaction-inputs-full', 200));
  assert.throws(() => apply(full, { type: 'input', name: '__proto__', value: 'x' }), isFull('interaction-inputs-full', 200));
  const changed = apply(full, { type: 'input', name: 'field 7', value: 'y' });
  assert.deepEqual([Object.keys(changed.detail.inputs!).length, changed.detail.inputs!['field 7'], full.detail.inputs!['field 7']], [200, 'y', 'x']);
});

test('a call keeps 50 dispositions: one more is refused and changes nothing, the same again is none', () => {
  let it = apply(apply(started(), { type: 'enqueue', stay: { queueId: 1, menuPathId: null, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 80, abandonSeconds: 5 } } }), { type: 'assign', agentId: 7, answerMode: 'manual' });
  for (let nth = 0; nth < 50; nth += 1) it = apply(it, { type: 'dispose', agentId: 7, code: `code ${nth}` });
  assert.throws(() => apply(it, { type: 'dispose', agentId: 7, code: 'one more' }), isFull('interaction-dispositions-full', 50));
  assert.equal(apply(it, { type: 'dispose', agentId: 7, code: 'code 3' }), it);
});
