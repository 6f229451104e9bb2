import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createAgent, createTeam, deactivateAgent, deleteTeam } from '#core/people/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { changeConversations, deleteConversation, receiveMails, releaseConversations } from './index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

test('who is gone and teams that were deleted have no conversations left, each with its event, 500 at a time; others keep theirs', async () => {
  // Each a transaction of its own: one has 5 s.
  for (const part of [0, 1, 2]) await within((tx) => receiveMails(tx, desk.act, desk.help, Array.from({ length: 200 }, (_, n) => writeMail({ id: `m${part}-${n}@x`, from: `bo${part}-${n}@home.test`, to: ['help@desk.test'], subject: `Matter ${part}-${n}` }))));
  const { ada, eve, sales, support, ids } = await within(async (tx) => {
    const made = { ada: (await createAgent(tx, desk.act, { name: 'Ada', addresses: [] })).id, eve: (await createAgent(tx, desk.act, { name: 'Eve', addresses: [] })).id, sales: (await createTeam(tx, desk.act, { name: 'Sales' })).id, support: (await createTeam(tx, desk.act, { name: 'Support' })).id };
    const all = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId} ORDER BY id`);
    return { ...made, ids: all.map(({ id }) => id) };
  });
  const count = async () => within((tx) => tx.one(sql<Record<string, number>>`
    SELECT count(*) FILTER (WHERE assignee_id = ${eve}) AS eve, count(*) FILTER (WHERE assignee_id = ${ada}) AS ada, count(*) FILTER (WHERE team_id = ${sales}) AS sales, count(*) FILTER (WHERE team_id = ${support}) AS support
    FROM conversations WHERE account_id = ${tx.accountId} AND life <> 'deleted'`));
  await within(async (tx) => {
    await changeConversations(tx, desk.act, ids.slice(0, 500), { assigneeId: eve });
    await changeConversations(tx, desk.act, ids.slice(500, 520), { assigneeId: eve, life: 'closed' });
    await changeConversations(tx, desk.act, ids.slice(520, 530), { assigneeId: ada, teamId: support });
    await changeConversations(tx, desk.act, ids.slice(0, 30), { teamId: sales });
    await deleteConversation(tx, desk.act, ids[0]!);
  });
  assert.equal(await within((tx) => releaseConversations(tx, desk.act)), 0, 'nobody is gone');
  await within(async (tx) => {
    await deactivateAgent(tx, desk.act, eve);
    await deleteTeam(tx, desk.act, sales);
  });
  assert.deepEqual(await count(), { eve: 519, ada: 10, sales: 29, support: 10 });
  const rounds: number[] = [];
  for (let released = 1; released > 0; rounds.push(released)) released = await within((tx) => releaseConversations(tx, desk.act));
  assert.deepEqual(rounds, [500, 48, 0]);
  assert.deepEqual(await count(), { eve: 0, ada: 10, sales: 0, support: 10 });
  const events = await within((tx) => tx.rows(sql<{ field: string; from: number; n: number }>`
    SELECT data ->> 'field' AS field, (data ->> 'from')::bigint AS from, count(*) AS n FROM events
    WHERE account_id = ${tx.accountId} AND type = 'conversation.changed' AND data ->> 'to' IS NULL AND data ->> 'field' IN ('assignee', 'team') GROUP BY 1, 2 ORDER BY 1`));
  assert.deepEqual(events, [{ field: 'assignee', from: eve, n: 519 }, { field: 'team', from: sales, n: 29 }]);
});

test('a conversation that was given to somebody else at that moment stays with him', async () => {
  const { gone, here, id } = await within(async (tx) => {
    const [gone, here] = [(await createAgent(tx, desk.act, { name: 'Gone', addresses: [] })).id, (await createAgent(tx, desk.act, { name: 'Here', addresses: [] })).id];
    await receiveMails(tx, desk.act, desk.help, [writeMail({ id: 'race@x', from: 'race@home.test', to: ['help@desk.test'], subject: 'Race' })]);
    const { id } = await tx.one(sql<{ id: number }>`SELECT max(id) AS id FROM conversations WHERE account_id = ${tx.accountId}`);
    await changeConversations(tx, desk.act, [id], { assigneeId: gone });
    await deactivateAgent(tx, desk.act, gone);
    return { gone, here, id };
  });
  assert.notEqual(gone, here);
  let releasing: Promise<number> | undefined;
  await within(async (tx) => {
    await changeConversations(tx, desk.act, [id], { assigneeId: here });
    let ended = false;
    releasing = within((other) => releaseConversations(other, desk.act)).finally(() => { ended = true; });
    // Until it is done without that one, or waits for it.
    const waits = async (): Promise<boolean> => (await desk.database.rows(sql<object>`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length > 0;
    while (!ended && !await waits()) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  await releasing;
  assert.equal((await within((tx) => tx.one(sql<{ assignee: number | null }>`SELECT assignee_id AS assignee FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id}`))).assignee, here);
  assert.equal(await within((tx) => releaseConversations(tx, desk.act)), 0);
});
