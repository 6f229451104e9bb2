import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact, deleteContact } from '#core/contacts/index.ts';
import { catchUp } from '#core/events/index.ts';
import { sql } from '#storage/index.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { answerOffer, doWork, erasureConsumer, findOpenOffers, startLine, tellLine, type LineEvent } from './index.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());

/** Everything of calls and of what the line was told, as text. */
const everything = () => floor.change((tx) => tx.one(sql<{ all: string }>`
  SELECT concat((SELECT string_agg(to_jsonb(i)::text, ' ') FROM interactions i), (SELECT string_agg(to_jsonb(p)::text, ' ') FROM interaction_parties p), (SELECT string_agg(to_jsonb(r)::text, ' ') FROM interaction_recordings r),
    (SELECT string_agg(to_jsonb(d)::text, ' ') FROM interaction_dispositions d), (SELECT string_agg(to_jsonb(c)::text, ' ') FROM control_commands c)) AS all`)).then(({ all }) => all);

test('a contact that is deleted leaves no number, word, note, name or recording in calls, and every figure stays; other customers keep theirs', async () => {
  const queueId = await floor.queue({ name: 'Erasure', wrapUpSeconds: 0 });
  const [agentId] = await floor.agents(1, [queueId]) as [number];
  for (const who of ['gone', 'stays']) {
    const contact = await floor.change((tx) => createContact(tx, floor.act(), { name: `Ms ${who}` }));
    const at = (await startLine(floor.change, floor.act(), { kind: 'call', providerRef: who, entry: 'ivr', to: '+4930555', queueId, contactId: contact.id })).interaction.id;
    const tell = (event: LineEvent) => tellLine(floor.change, floor.act(), { kind: 'call', interactionId: at, event });
    const [offer] = await floor.change((tx) => findOpenOffers(tx, floor.act(), agentId));
    await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
    await tell({ event: 'connected' });
    await tell({ event: 'input', name: 'pin', value: `${who}-1234` });
    await tell({ event: 'third-joined', name: `${who}-lawyer` });
    await tell({ event: 'recording-started', recordingRef: `rec-${who}` });
    await floor.pass(20);
    await tell({ event: 'recording-ended', url: `https://sounds.test/${who}-sound` });
    await doWork(floor.change, floor.act(), { kind: 'call', interactionId: at, work: { action: 'dispose', agentId, code: 'sold', note: `${who}-note` } });
    await tell({ event: 'hang-up' });
    await tell({ event: 'rated', rating: 4, feedback: `${who}-feedback` });
    await floor.change((tx) => tx.run(sql`UPDATE interactions SET outbound_number = ${`+49-${who}`} WHERE account_id = ${tx.accountId} AND id = ${at}`));
  }
  assert.match(await everything(), /gone-1234/);
  const contactId = (await floor.change((tx) => tx.one(sql<{ id: number }>`SELECT id FROM contacts WHERE name = 'Ms gone'`))).id;
  await floor.change((tx) => deleteContact(tx, floor.act(), contactId));
  await catchUp(floor.desk.database, [erasureConsumer]);
  const left = await everything();
  for (const word of ['1234', 'lawyer', 'sound', 'note', 'feedback']) {
    assert.doesNotMatch(left, new RegExp(`gone-${word}`), word);
    assert.match(left, new RegExp(`stays-${word}`), word);
  }
  assert.doesNotMatch(left, /\+49-gone/);
  const figures = await floor.change((tx) => tx.rows(sql<{ state: string; rating: number; talk: number; code: string }>`
    SELECT i.state, i.rating, i.talk_seconds AS talk, d.code FROM interactions i JOIN interaction_dispositions d ON d.account_id = i.account_id AND d.interaction_id = i.id WHERE i.account_id = ${tx.accountId} ORDER BY i.id`));
  assert.deepEqual(figures[0], { state: 'finished', rating: 4, talk: 20, code: 'sold' });
  assert.deepEqual(figures[0], figures[1]);
});
