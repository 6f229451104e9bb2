import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { changeOwnGoals, findOwnGoals, getOwnGoalVersions } from './index.ts';

let desk: Desk;
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const team = { kind: 'team', id: 7 } as const;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

test('the first goals judge the past, later ones what comes; what is not named stays, and what changes nothing writes nothing', async () => {
  const at = (now: string): Act => ({ ...desk.act, now });
  await within((tx) => changeOwnGoals(tx, at('2024-05-06T12:00:00.000Z'), team, { firstReply: 600 }));
  await within((tx) => changeOwnGoals(tx, at('2024-05-07T12:00:00.000Z'), team, { overall: 900 }));
  await within((tx) => changeOwnGoals(tx, at('2024-05-08T12:00:00.000Z'), team, { overall: 900 }));
  await within((tx) => changeOwnGoals(tx, at('2024-05-09T12:00:00.000Z'), team, { firstReply: null }));
  assert.deepEqual((await within((tx) => getOwnGoalVersions(tx, team))).map(({ validFromMs, body }) => [validFromMs === null ? null : new Date(validFromMs).toISOString().slice(0, 10), body.firstReply, body.overall]), [
    [null, 600, null], ['2024-05-07', 600, 900], ['2024-05-09', null, 900],
  ]);
  assert.deepEqual([...await within((tx) => findOwnGoals(tx, 'team', [7, 8]))], [[7, { firstReply: null, overall: 900, close: null }]]);
  assert.deepEqual([...await within((tx) => findOwnGoals(tx, 'group-mailbox', [7]))], [], 'a group mailbox of the same number is another');
});

test('two at once both count, and what is no seconds is refused', async () => {
  await Promise.all([within((tx) => changeOwnGoals(tx, desk.act, team, { firstReply: 60 })), within((tx) => changeOwnGoals(tx, desk.act, team, { close: 61 }))]);
  assert.deepEqual((await within((tx) => findOwnGoals(tx, 'team', [7]))).get(7), { firstReply: 60, overall: 900, close: 61 });
  for (const bad of [0, -1, 1.5, Number.NaN, 1e12]) await assert.rejects(within((tx) => changeOwnGoals(tx, desk.act, team, { overall: bad })), { code: 'invalid' }, String(bad));
  const noRights: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set() } };
  await assert.rejects(within((tx) => changeOwnGoals(tx, noRights, team, { overall: 1 })), { code: 'forbidden' });
});
