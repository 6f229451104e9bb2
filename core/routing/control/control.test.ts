import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getInteractionTimeline } from '#core/desk/index.ts';
import { sql } from '#storage/index.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { acknowledgeControl, answerOffer, findOpenOffers, readControlCommands, sweepRoutingHistory, tellLine, usualRoutingKeepDays, waitForControl } from '../index.ts';
import { writeCommands } from './write-commands.ts';

let floor: Floor;
let interactionId = 0;
before(async () => {
  floor = await openFloor();
  ({ interaction: { id: interactionId } } = await floor.arrive(await floor.queue({ name: 'Line' })));
});
after(() => floor.close());

/** `later`: seconds after the floor's clock. */
const read = (since: number, later = 0) => floor.change((tx) => readControlCommands(tx, { ...floor.act(), now: new Date(floor.nowMs() + later * 1_000).toISOString() }, { kind: 'call', after: since }));
const play = (text: string) => [{ interactionId, kind: 'call' as const, command: 'play' as const, agentId: null, data: { text } }];

test('a command that is committed late comes late and is not missed', async () => {
  const begun = (await read(0)).at(-1)!.position;
  const late = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const slow = floor.change(async (tx) => {
    await writeCommands(tx, floor.act(), play('slow'));
    written.resolve();
    await late.promise;
  });
  await written.promise;
  await floor.change((tx) => writeCommands(tx, floor.act(), play('quick')));
  const first = await read(begun);
  assert.deepEqual(first.map(({ data }) => data.text), ['quick']);
  late.resolve();
  await slow;
  assert.deepEqual((await read(first[0]!.position)).map(({ position, data }) => [position, data.text]), [[first[0]!.position + 1, 'slow']]);
});

test('whoever waits for a command is woken by it', async () => {
  const since = (await read(0)).at(-1)!.position;
  const waiting = waitForControl(floor.change, floor.act(), { kind: 'call', after: since, limit: 10, waitMs: 60_000 });
  await floor.change((tx) => writeCommands(tx, floor.act(), play('now')));
  assert.deepEqual((await waiting).map(({ data }) => data.text), ['now']);
  assert.deepEqual(await waitForControl(floor.change, floor.act(), { kind: 'chat', after: 0, limit: 10, waitMs: 0 }), []);
});

test('an outcome is said once; the same again is no error, another one is a conflict', async () => {
  const { id } = (await read(0))[0]!;
  const say = (outcome: 'done' | 'failed') => floor.change((tx) => acknowledgeControl(tx, floor.act(), { id, kind: 'call', outcome }));
  await say('failed');
  await say('failed');
  await assert.rejects(say('done'), { code: 'conflict', key: 'control-acknowledged' });
  await assert.rejects(floor.change((tx) => acknowledgeControl(tx, floor.act(), { id, kind: 'chat', outcome: 'failed' })), { code: 'not-found' });
});

/** What the stream has behind a position, as "command attempt". */
const told = async (since: number, later = 0): Promise<{ at: number; says: string[]; ids: number[] }> => {
  const commands = await read(since, later);
  return { at: commands.at(-1)?.position ?? since, says: commands.map(({ command, attempt }) => `${command} ${attempt}`), ids: commands.map(({ id }) => id) };
};
/** Everything so far is acknowledged: nothing of it is told again. */
const hush = () => floor.change((tx) => tx.run(sql`UPDATE control_commands SET outcome = 'done', done_at = now(), repeat_at = NULL WHERE account_id = ${tx.accountId} AND outcome IS NULL`));
const outcomesOf = (ofId: number) => floor.change((tx) => tx.rows(sql<{ says: string }>`
  SELECT command || ' ' || attempt || ' ' || coalesce(outcome, 'open') AS says FROM control_commands WHERE account_id = ${tx.accountId} AND interaction_id = ${ofId} ORDER BY id`)).then((rows) => rows.map(({ says }) => says));

test('what is not acknowledged is told again, later each time and under the same id, until it is lost and stands in the log of its call', async () => {
  const queueId = await floor.queue({ name: 'Nobody' });
  await hush();
  const { interaction: { id } } = await floor.arrive(queueId); // nobody works it: the customer goes on waiting
  const begun = await told((await read(0)).at(-1)!.position - 1);
  const { ids } = begun;
  let { at } = begun;
  const all: string[] = [];
  let later = 0;
  for (const seconds of [9, 2, 30, 90, 270, 809, 3]) {
    later += seconds;
    const next = await told(at, later);
    at = next.at;
    all.push(`${seconds}: ${next.says.join(', ')}`);
    assert.ok(next.ids.every((one) => ids.includes(one)), 'the same id each time');
  }
  assert.deepEqual(all, ['9: ', '2: play 2', '30: play 3', '90: play 4', '270: play 5', '809: ', '3: ']);
  assert.deepEqual(await outcomesOf(id), ['play 5 lost']);
  const { lostCommands } = await floor.change((tx) => getInteractionTimeline(tx, floor.act(), id));
  assert.deepEqual(lostCommands.map(({ command, attempts }) => [command, attempts]), [['play', 5]]);
  await floor.change((tx) => acknowledgeControl(tx, floor.act(), { id: ids[0]!, kind: 'call', outcome: 'done' }));
  assert.deepEqual(await outcomesOf(id), ['play 5 done'], 'late as it is, an answer counts');
});

test('a ring that was taken back does not ring again, and what the record says is told again', async () => {
  await hush();
  const queueId = await floor.queue({ name: 'Rings' });
  const [agentId] = await floor.agents(1, [queueId]) as [number];
  const before = (await read(0)).at(-1)!.position;
  const { interaction: { id } } = await floor.arrive(queueId);
  const first = await told(before);
  assert.deepEqual(first.says, ['play 1', 'ring 1']);
  const second = await told(first.at, 11);
  assert.deepEqual(second.says, ['play 2', 'ring 2'], 'it rings, so it is told');
  const [offer] = await floor.change((tx) => findOpenOffers(tx, floor.act(), agentId));
  await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  const third = await told(second.at, 11);
  assert.deepEqual(third.says, ['connect 1']);
  const fourth = await told(third.at, 42);
  assert.deepEqual(fourth.says, ['connect 2']);
  assert.deepEqual(await outcomesOf(id), ['play 2 lapsed', 'ring 2 lapsed', 'connect 2 open']);
  for (const one of third.ids) await floor.change((tx) => acknowledgeControl(tx, floor.act(), { id: one, kind: 'call', outcome: 'done' }));
  assert.deepEqual((await told(fourth.at, 300)).says, []);
});

test('chats that nobody reads are neither told nor lost, however often calls are read', async () => {
  const { interaction: { id } } = await floor.arrive(await floor.queue({ name: 'Silent', kind: 'chat' }), { kind: 'chat' });
  await read(0, 5_000);
  await read(0, 9_000);
  assert.deepEqual(await outcomesOf(id), ['play 1 open']);
});

test('history goes after its days, 500 rows at a time, and nothing that is still asked for', async () => {
  const now = Date.parse(floor.act().now);
  const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString();
  const endedId = (await floor.arrive(await floor.queue({ name: 'Swept' }))).interaction.id;
  await floor.change((tx) => tx.run(sql`DELETE FROM control_commands WHERE account_id = ${tx.accountId}`));
  const command = (days: number, outcome: string | null, doneDays: number | null, count = 1, repeatDays: number | null = null) => floor.change((tx) => tx.run(sql`
    INSERT INTO control_commands (account_id, interaction_id, kind, command, created_at, done_at, outcome, repeat_at)
    SELECT ${tx.accountId}::bigint, ${endedId}, 'call', 'play', ${ago(days)}::timestamptz, ${doneDays === null ? null : ago(doneDays)}::timestamptz, ${outcome}, ${repeatDays === null ? null : ago(repeatDays)}::timestamptz FROM generate_series(1, ${count}::integer)`));
  await command(9, 'done', 8, 1_200);
  await command(9, 'failed', 6);
  await command(29, 'lost', 28);
  await command(31, 'lost', 30);
  await command(31, null, null);
  await command(29, null, null);
  await command(0.5, null, null, 1, 0.1); // told, and nobody has asked since
  const agentId = (await floor.agents(1, []))[0]!;
  const offer = (nth: number, interactionId: number, endedDays: number | null) => floor.change((tx) => tx.run(sql`
    INSERT INTO offers (account_id, id, interaction_id, agent_id, mode, is_exclusive, weight, state, offered_at, expires_at, ended_at, reason)
    VALUES (${tx.accountId}, ${9_000_000 + nth}, ${interactionId}, ${agentId}, 'deltacast', false, 1, ${endedDays === null ? 'open' : 'missed'}, ${ago(500)}, ${ago(500)}, ${endedDays === null ? null : ago(endedDays)}, '{}')`));
  await offer(1, endedId, 400); // its call goes on
  await offer(2, interactionId, 400);
  await offer(3, interactionId, 300);
  await tellLine(floor.change, floor.act(), { kind: 'call', interactionId, event: { event: 'hang-up' } });
  let transactions = 0;
  const counting: typeof floor.change = (work) => { transactions += 1; return floor.change(work); };
  const swept = await sweepRoutingHistory(counting, () => floor.act(), usualRoutingKeepDays);
  assert.deepEqual([swept, transactions], [{ lost: 1, commands: 1_202, offers: 1 }, 6]);
  const left = await floor.change((tx) => tx.rows(sql<{ outcome: string | null }>`SELECT outcome FROM control_commands WHERE account_id = ${tx.accountId} AND interaction_id = ${endedId} ORDER BY id`));
  assert.deepEqual(left.map(({ outcome }) => outcome), ['failed', 'lost', null, 'lost']);
  assert.deepEqual(await sweepRoutingHistory(floor.change, () => floor.act(), usualRoutingKeepDays), { lost: 0, commands: 0, offers: 0 });
});
