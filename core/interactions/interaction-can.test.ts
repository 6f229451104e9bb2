import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CoreError } from '#core/kernel/index.ts';
import { randomAct } from '#testkit/interactions/random-acts.ts';
import { applyToInteraction, callStates, chatStates, interactionCan, startInteraction, type Interaction, type InteractionAct } from './index.ts';

/** One interaction in each state that there is, from histories. */
function examples(): Map<string, Interaction> {
  const found = new Map<string, Interaction>();
  for (let seed = 1; seed <= 400; seed += 1) {
    let id = 0;
    const newId = (): number => (id += 1);
    let interaction = startInteraction({
      id: 1, conversationId: 1, lang: 'en', contactId: 7, kind: seed % 2 ? 'call' : 'chat', direction: seed % 5 ? 'in' : 'out', entry: seed % 31 ? 'app' : 'external', scheduledMs: seed % 17 ? null : 9, parentId: seed % 3 ? null : 9,
    }, 0, newId);
    for (let step = 0; step < 40; step += 1) {
      found.set(`${interaction.kind} ${interaction.state}`, interaction);
      try {
        interaction = applyToInteraction(interaction, randomAct(seed * 1000 + step, interaction.kind, interaction.state), step * 5000, newId);
      } catch { /* refused */ }
    }
  }
  return found;
}

test('in every state, what the table does not allow is refused with conflict, and what it allows is not refused for the state', () => {
  const states = examples();
  let cells = 0;
  for (const [kind, list] of [['call', callStates], ['chat', chatStates]] as const) {
    for (const state of list) {
      const interaction = states.get(`${kind} ${state}`);
      assert.ok(interaction, `a ${kind} that is ${state}`);
      for (const type of Object.keys(interactionCan) as InteractionAct['type'][]) {
        cells += 1;
        const act = { ...example(type) } as InteractionAct;
        let refusal: unknown = null;
        try {
          applyToInteraction(interaction, act, 1e9, () => 999);
        } catch (error) {
          refusal = error;
        }
        const isStateRefusal = refusal instanceof CoreError && refusal.code === 'conflict' && refusal.key === 'interaction-state';
        const allowed = interactionCan[type][kind].includes(state);
        if (!allowed) assert.ok(isStateRefusal, `${type} in ${state} is refused`);
        else if (!(type === 'assign' && state === 'selecting' && interaction.direction === 'in')) assert.ok(!isStateRefusal, `${type} in ${state}: ${String(refusal)}`);
      }
    }
  }
  assert.equal(cells, (callStates.length + chatStates.length) * Object.keys(interactionCan).length);
});

/** Any act of the type: the first that a seed gives. */
function example(type: InteractionAct['type']): InteractionAct {
  for (let seed = 1; ; seed += 1) {
    const act = randomAct(seed, 'call', 'finished'); // one in ten is of any type
    if (act.type === type) return act;
  }
}
