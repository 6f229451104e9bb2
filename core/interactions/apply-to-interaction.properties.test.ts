import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { randomAct } from '#testkit/interactions/random-acts.ts';
import { CoreError } from '#core/kernel/index.ts';
import { applyToInteraction, callStates, chatStates, interactionCan, interactionProblems, startInteraction, wholeSeconds, type Interaction, type InteractionStart } from './index.ts';

const t0 = Date.UTC(2026, 10, 25, 8);
const starts = fc.record({
  kind: fc.constantFrom('call' as const, 'chat' as const), direction: fc.constantFrom('in' as const, 'in' as const, 'out' as const), entry: fc.constantFrom('ivr' as const, 'app' as const, 'external' as const),
  scheduledMs: fc.option(fc.constant(t0 + 3_600_000), { nil: null, freq: 6 }), parentId: fc.option(fc.constant(9), { nil: null }),
});

const randomSteps = fc.array(fc.record({
  afterMs: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 30_000 }) }, { weight: 1, arbitrary: fc.integer({ min: -60_000, max: 0 }) }, { weight: 1, arbitrary: fc.constant(0) }),
  seed: fc.nat(),
}), { minLength: 1, maxLength: 40 });

function counter(): () => number {
  let last = 0;
  return () => (last += 1);
}

function start(from: Pick<InteractionStart, 'kind' | 'direction' | 'entry' | 'scheduledMs' | 'parentId'>, newId: () => number): Interaction {
  return startInteraction({ id: 1, conversationId: 1, lang: 'en', contactId: 7, ...from }, t0, newId);
}

function isRefusal(error: unknown): boolean {
  return error instanceof CoreError && (error.key !== undefined || error.fields[0]?.key !== undefined);
}

test('whatever happens in whatever order, every second of the customer and of each agent is accounted for, once', () => {
  fc.assert(fc.property(starts, randomSteps, (from, steps) => {
    const newId = counter();
    let interaction = start(from, newId);
    let now = t0;
    for (const step of steps) {
      now += step.afterMs;
      const act = randomAct(step.seed, interaction.kind, interaction.state);
      const before = structuredClone(interaction);
      let after = interaction;
      try {
        after = applyToInteraction(interaction, act, now, newId);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
      assert.deepEqual(interaction, before, `${act.type} changed the value that it was given`);
      assert.deepEqual(interactionProblems(after), [], `${act.type} after ${interaction.state}`);
      assert.equal(after.version, after === interaction ? interaction.version : interaction.version + 1);
      assert.ok(after.updatedMs >= interaction.updatedMs);
      interaction = after;
    }
    for (const party of interaction.parties.filter((one) => one.kind === 'agent')) {
      const own = interaction.spans.filter((span) => span.partyId === party.id && span.endedMs !== null);
      const sum = own.reduce((seconds, span) => seconds + wholeSeconds(span.startedMs, span.endedMs!), 0);
      assert.equal(sum, own.length === 0 ? 0 : wholeSeconds(party.joinedMs, own.at(-1)!.endedMs!));
    }
  }), { numRuns: 400 });
});

test('the same acts at the same times give the same interaction', () => {
  fc.assert(fc.property(starts, randomSteps, (from, steps) => {
    const run = (): Interaction => {
      const newId = counter();
      let interaction = start(from, newId);
      let now = t0;
      for (const step of steps) {
        now += step.afterMs;
        try {
          interaction = applyToInteraction(interaction, randomAct(step.seed, interaction.kind, interaction.state), now, newId);
        } catch { /* refused */ }
      }
      return interaction;
    };
    assert.deepEqual(run(), run());
  }), { numRuns: 50 });
});

test('such histories reach every state and take every act that a kind has, so the law above is tested on all of them', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 1500; seed += 1) {
    const newId = counter();
    const random = seededRandom(seed);
    let interaction = start({ kind: seed % 2 ? 'call' : 'chat', direction: seed % 5 ? 'in' : 'out', entry: seed % 31 ? 'app' : 'external', scheduledMs: seed % 17 ? null : t0, parentId: seed % 3 ? null : 9 }, newId);
    for (let step = 0; step < 40; step += 1) {
      const act = randomAct(Math.floor(random() * 2 ** 31), interaction.kind, interaction.state);
      const before = interaction;
      try {
        interaction = applyToInteraction(interaction, act, t0 + step * 7_300, newId);
      } catch { /* refused */ }
      seen.add(`${interaction.kind} ${interaction.state}`);
      if (before !== interaction) seen.add(`${interaction.kind} ${act.type}`);
    }
  }
  const wanted = (['call', 'chat'] as const).flatMap((kind) => [
    ...(kind === 'call' ? callStates : chatStates).map((state) => `${kind} ${state}`),
    ...Object.entries(interactionCan).filter(([, can]) => can[kind].length > 0).map(([act]) => `${kind} ${act}`),
  ]);
  assert.deepEqual(wanted.filter((one) => !seen.has(one)), ['chat connected']); // a chat is connected once it is assigned: that act says nothing new
});
