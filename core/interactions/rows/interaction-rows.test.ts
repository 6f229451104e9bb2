import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { furnishQueues } from '#testkit/interactions/furnish-queues.ts';
import { randomAct } from '#testkit/interactions/random-acts.ts';
import { applyToInteraction, createInteraction, interactionProblems, loadInteraction, newPartIds, saveInteraction, type Interaction } from '../index.ts';

let desk: Desk;
before(async () => {
  desk = await openDesk();
  await furnishQueues(desk);
});
after(() => desk.close());

test('what is loaded is what was saved, after every step of random histories', async () => {
  const random = seededRandom(7);
  for (let history = 0; history < 12; history += 1) {
    const kind = history % 2 ? 'call' as const : 'chat' as const;
    let interaction: Interaction = await desk.database.withAccount(desk.accountId, (tx) => createInteraction(tx, desk.act, {
      kind, direction: history % 5 ? 'in' : 'out', entry: history % 7 ? 'app' : 'external', lang: 'en', phone: `+49301234${history % 4}`, supportNumber: '+493099', provider: 'sip', scheduledMs: history === 11 ? Date.parse(desk.act.now) + 60_000 : null,
    }));
    for (let step = 0; step < 24; step += 1) {
      const act = randomAct(Math.floor(random() * 2 ** 31), kind, interaction.state);
      const nowMs = Date.parse(desk.act.now) + Math.floor(step * 3_300 + random() * 1_000);
      interaction = await desk.database.withAccount(desk.accountId, async (tx) => {
        const before = (await loadInteraction(tx, interaction.id, { lock: true }))!;
        assert.deepEqual(before, interaction);
        let after = before;
        try {
          after = applyToInteraction(before, act, nowMs, await newPartIds(tx));
        } catch { /* refused */ }
        await saveInteraction(tx, desk.act, before, after);
        return after;
      });
    }
    const loaded = await desk.database.withAccount(desk.accountId, (tx) => loadInteraction(tx, interaction.id));
    assert.deepEqual(loaded, interaction);
    assert.deepEqual(interactionProblems(loaded), []);
  }
  // What is kept of a part that is over is what its spans say.
  const parts = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<Record<'over' | 'spansOver' | 'queue' | 'spansQueue', string | number | null>>`
    SELECT p.over_at AS over, s.over AS "spansOver", p.handled_queue_id AS queue, s.queue AS "spansQueue"
    FROM interaction_parties p LEFT JOIN LATERAL (
      SELECT max(ended_at) AS over, max(queue_id) AS queue FROM interaction_spans WHERE account_id = p.account_id AND party_id = p.id AND p.kind = 'agent' HAVING bool_and(ended_at IS NOT NULL)) s ON true
    WHERE p.account_id = ${desk.accountId}`));
  assert.deepEqual(parts.map(({ over, queue }) => [over, queue]), parts.map(({ spansOver, spansQueue }) => [spansOver, spansQueue]));
  assert.ok(parts.some(({ over }) => over !== null) && parts.some(({ over }) => over === null));
});

test('a value that is not the last one is not written over a newer one', async () => {
  const { accountId, database, act } = desk;
  const old = await database.withAccount(accountId, (tx) => createInteraction(tx, act, { kind: 'call', direction: 'in', entry: 'ivr', lang: 'en' }));
  const change = (verified: boolean, name: string) => database.withAccount(accountId, async (tx) => {
    await saveInteraction(tx, act, old, applyToInteraction({ ...old, verified: !verified }, { type: 'input', name, value: '1' }, Date.parse(act.now), await newPartIds(tx)));
  });
  await change(false, 'first');
  await assert.rejects(change(false, 'second'), { code: 'conflict', key: 'somebody-faster' });
  const kept = await database.withAccount(accountId, (tx) => loadInteraction(tx, old.id));
  assert.deepEqual(kept?.detail.inputs, { first: '1' });
});

test('a call finds its contact by the number, its conversation by the contact and the line, and the conversation follows it', async () => {
  const { accountId, database, act } = desk;
  const call = (phone: string | null, supportNumber = '+4930777') => database.withAccount(accountId, (tx) => createInteraction(tx, act, { kind: 'call', direction: 'in', entry: 'ivr', lang: 'en', phone, supportNumber }));
  const [one, two, elsewhere, hidden, hiddenToo] = [await call('+4940111222'), await call('004940111222'), await call('+4940111222', '+4930778'), await call('anonymous'), await call(null)];
  assert.ok(one.contactId !== null && one.contactId === two.contactId && one.contactId === elsewhere.contactId);
  assert.equal(one.conversationId, two.conversationId);
  assert.equal(new Set([one, elsewhere, hidden, hiddenToo].map((each) => each.conversationId)).size, 4);
  assert.deepEqual([hidden.contactId, hiddenToo.contactId], [null, null]);
  const stand = () => database.withAccount(accountId, (tx) => tx.one(sql<{ live: string; turn: string; kind: string }>`SELECT live, turn, kind FROM conversations WHERE account_id = ${accountId} AND id = ${one.conversationId}`));
  assert.deepEqual(await stand(), { live: 'calling', turn: 'none', kind: 'call' });
  const step = (acts: Parameters<typeof applyToInteraction>[1][]) => database.withAccount(accountId, async (tx) => {
    const before = (await loadInteraction(tx, one.id, { lock: true }))!;
    const newId = await newPartIds(tx);
    await saveInteraction(tx, act, before, acts.reduce((value, each) => applyToInteraction(value, each, Date.parse(act.now), newId), before));
  });
  await step([{ type: 'enqueue', stay: { queueId: 1, menuPathId: null, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 80, abandonSeconds: 5 } } }]);
  assert.deepEqual(await stand(), { live: 'calling', turn: 'new', kind: 'call' });
  await step([{ type: 'assign', agentId: 1, answerMode: 'manual' }, { type: 'connected' }]);
  assert.deepEqual(await stand(), { live: 'calling', turn: 'customer', kind: 'call' });
  await step([{ type: 'end', by: 'customer', wrapUp: true }]);
  assert.deepEqual(await stand(), { live: 'none', turn: 'customer', kind: 'call' });
});

test('a channel of another kind, a number that is none and a language that is none are refused, and nothing is made', async () => {
  const { accountId, database, act, help } = desk;
  const make = (input: object) => database.withAccount(accountId, (tx) => createInteraction(tx, act, { kind: 'call', direction: 'in', entry: 'ivr', lang: 'en', ...input }));
  const count = () => database.withAccount(accountId, (tx) => tx.one(sql<{ all: number }>`SELECT (SELECT count(*) FROM interactions WHERE account_id = ${accountId}) + (SELECT count(*) FROM conversations WHERE account_id = ${accountId}) AS all`));
  const before = await count();
  await assert.rejects(make({ channelId: help.id }), { code: 'invalid' });
  await assert.rejects(make({ channelId: 999_999 }), { code: 'not-found' });
  await assert.rejects(make({ contactId: 999_999 }), { code: 'not-found' });
  await assert.rejects(make({ supportNumber: 'DROP TABLE' }), { code: 'invalid' });
  await assert.rejects(make({ lang: '' }), { code: 'invalid' });
  await assert.rejects(make({ kind: 'chat', scheduledMs: 5 }), { code: 'invalid' });
  assert.deepEqual(await count(), before);
});
