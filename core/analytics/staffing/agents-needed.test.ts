import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentsNeeded, percentWith } from './agents-needed.ts';
import { agentsFor } from './erlang.ts';

test('the people for many rates are those for each rate alone', async () => {
  const basis = { handleSeconds: 240, patienceSeconds: 150, targetSeconds: 20, targetPercent: 80, atOnce: 1 };
  const rates = Array.from({ length: 60 }, (_, at) => (at * 7 % 60 + 1) / 1_800);
  for (const patienceSeconds of [150, null]) {
    const found = await agentsNeeded({ ...basis, patienceSeconds }, rates);
    for (const rate of rates) assert.equal(found.get(rate), agentsFor({ arrivalRate: rate, handleTime: 240, patience: patienceSeconds }, { share: 0.8, within: 20 }), `${rate}`);
  }
});

test('who has three chats at a time is three places; nothing to answer needs nothing', async () => {
  const basis = { handleSeconds: 240, patienceSeconds: 150, targetSeconds: 20, targetPercent: 80 };
  const rate = 40 / 1_800;
  const [one, three] = [await agentsNeeded({ ...basis, atOnce: 1 }, [rate]), await agentsNeeded({ ...basis, atOnce: 3 }, [rate])];
  assert.equal(three.get(rate), Math.ceil(one.get(rate)! / 3));
  assert.equal((await agentsNeeded({ ...basis, atOnce: 1 }, [])).size, 0);
  for (const atOnce of [0.5, 4 / 3, 2.5]) {
    const people = (await agentsNeeded({ ...basis, atOnce }, [rate])).get(rate)!;
    assert.ok(percentWith({ ...basis, atOnce }, rate, people) >= 80 && percentWith({ ...basis, atOnce }, rate, people - 1) < 80, `${people} with ${atOnce} at once`);
  }
});
