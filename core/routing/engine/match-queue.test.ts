import assert from 'node:assert/strict';
import test from 'node:test';
import { statusIds } from '#core/presence/index.ts';
import { memoryTransact } from '#testkit/routing/memory-store.ts';
import { openSmallFloor } from '#testkit/routing/small-floor.ts';
import { queueRules } from '#testkit/routing/simulation/plan.ts';
import { chooseStatus, handOver, refuseOffer } from './index.ts';

test('somebody who becomes ready while a line is looked through is for those who wait at its front', async () => {
  let isNear = false;
  const floor = openSmallFloor({
    queues: [queueRules(1)], members: [{ queueId: 1, agentId: 1, level: 2 }, { queueId: 1, agentId: 2, level: 1 }], agents: [{ agentId: 1 }, { agentId: 2, statusId: statusIds.break }],
    distort: (store) => ({
      ...store,
      headOf: async (queueId, after) => {
        if (isNear && after !== undefined) {
          isNear = false;
          await memoryTransact(floor.world, () => store.nowMs)((other) => chooseStatus(other, { agentId: 2, statusId: statusIds.available }));
        }
        return store.headOf(queueId, after);
      },
    }),
  });
  const { id: front } = await floor.enter(1);
  const { id: behind } = await floor.enter(1);
  isNear = true;
  await floor.run((store) => refuseOffer(store, { offerId: floor.ringing({ agentId: 1 })[0]!.id, agentId: 1, as: 'rejected' }));
  assert.equal(isNear, false, 'he came in the middle of the match');
  assert.equal(floor.ringing({ interactionId: front })[0]?.agentId, 2);
  assert.equal(floor.ringing({ interactionId: behind })[0]?.agentId, 1);
});

test('what is handed to the only one who was asked for it keeps nobody behind it from a further group', async () => {
  const floor = openSmallFloor({
    queues: [queueRules(1, { mode: 'cascade', cascadeSeconds: 60 })], members: [{ queueId: 1, agentId: 1, level: 1 }, { queueId: 1, agentId: 2, level: 2 }], agents: [{ agentId: 1 }, { agentId: 2 }],
  });
  const { id: front } = await floor.enter(1);
  const { id: behind } = await floor.enter(1);
  assert.deepEqual([floor.ringing({ interactionId: front })[0]?.agentId, floor.ringing({ interactionId: behind })], [1, []], 'the second group is not before the one in front');
  await floor.run((store) => handOver(store, { interactionId: front, toAgentId: 1, note: '' }));
  assert.equal(floor.ringing({ interactionId: front })[0]?.mode, 'direct');
  assert.equal(floor.ringing({ interactionId: behind })[0]?.agentId, 2);
});
