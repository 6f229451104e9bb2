import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createAgenda } from './agenda.ts';
import { createChance } from './chance.ts';
import { nextArrival } from './run-day.ts';
import { clipScenario, parseScenario } from './scenario.ts';

const example = JSON.parse(readFileSync(new URL('../../docs/examples/simulate.json', import.meta.url), 'utf8')) as Record<string, unknown>;

test('the example of the documentation is a scenario', () => {
  const { hours, queues, agents } = parseScenario(example);
  assert.deepEqual([hours, queues.map(({ name }) => name), agents.map(({ count }) => count)], [10, ['Orders by phone', 'Returns by phone', 'Chat'], [6, 2, 2]]);
});

test('a file that is no scenario is refused by the field that is wrong', () => {
  const refused = (change: object): string => {
    try {
      parseScenario({ ...example, ...change });
    } catch (error) {
      return (error as { fields: { field: string }[] }).fields[0]!.field;
    }
    throw new Error('it was taken');
  };
  assert.deepEqual([
    refused({ hours: 0 }), refused({ queues: [] }), refused({ queues: [{ name: 'x', kind: 'fax' }] }), refused({ agents: [{ name: 'x', queues: { Nowhere: 1 } }] }),
    refused({ arrivals: [{ queue: 'Chat', perHour: [1, -1], handleSeconds: 5 }] }), refused({ arrivals: [{ queue: 'Chat', perHour: 1, handleSeconds: 5, shares: { luck: 1 } }] }), refused({ surprise: 1 }),
  ], ['hours', 'queues', 'queues.0.kind', 'agents.0.queues', 'arrivals.0.perHour', 'arrivals.0.shares.luck', 'surprise']);
});

test('arrivals come at the rate of their hour, and none where the rate is nought', () => {
  const chance = createChance(5);
  const perHour = [1_000, 0, 3_000];
  const counts = [0, 0, 0];
  for (let at: number | null = 0; ;) {
    at = nextArrival({ perHour }, at, chance);
    if (at === null || at >= 3) break;
    counts[Math.floor(at)]! += 1;
  }
  // Poisson: five standard deviations.
  assert.equal(counts[1], 0);
  assert.ok(Math.abs(counts[0]! - 1_000) < 160 && Math.abs(counts[2]! - 3_000) < 275, String(counts));
  assert.equal(nextArrival({ perHour: [0] }, 0, chance), null);
});

test('the agenda gives what is due in order, and of two at one instant the first that was said', async () => {
  const agenda = createAgenda();
  const done: string[] = [];
  const chance = createChance(9);
  for (let nth = 0; nth < 200; nth += 1) {
    const ms = Math.floor(chance.next() * 20);
    agenda.at(ms, async () => { done.push(`${String(ms).padStart(2, '0')} ${String(nth).padStart(3, '0')}`); });
  }
  for (let next = agenda.take(); next !== null; next = agenda.take()) await next.act();
  assert.deepEqual(done, done.toSorted());
  assert.equal(agenda.nextMs(), Infinity);
});

test('fewer hours than the file has: who works longer goes at their end, who would come later stays at home, and both is said', () => {
  const { scenario, said } = clipScenario(parseScenario(example), 1);
  assert.deepEqual([scenario.hours, scenario.agents.map(({ name, from, to }) => [name, from, to])], [1, [['Phone agent', 0, 1], ['Chat agent', 0, 1]]]);
  assert.deepEqual(said, ['Late agent would come at 3 h: not in these 1 h', 'Phone agent goes at 1 h instead of 10 h', 'Chat agent goes at 1 h instead of 10 h']);
  const longer = clipScenario(parseScenario(example), 12);
  assert.deepEqual([longer.scenario.hours, longer.scenario.agents.map(({ to }) => to), longer.said], [12, [12, 12, 12], []]);
});
