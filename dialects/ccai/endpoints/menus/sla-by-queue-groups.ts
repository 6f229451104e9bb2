import { Type } from '@sinclair/typebox';
import { findGroupServiceLevels } from '#core/desk/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { QueueGroupSla, SlaQuery } from '../../schemas/service-level.ts';

export const showQueueGroupSla = ccaiOperation({
  id: 'menus.sla_by_queue_groups', path: '/menus/sla_by_queue_groups', alsoAt: ['/menu/sla_by_queue_group'], tag: 'Menus', summary: 'The service level of each queue group over the last minutes',
  query: SlaQuery, response: Type.Array(QueueGroupSla),
  handle: async ({ act, snapshot, query: { channel, minutes } }) => (await snapshot((tx) => findGroupServiceLevels(tx, act, { kind: channel, minutes })))
    .map(({ queueGroupId, name, percent }) => ({ queue_group_id: queueGroupId, queue_group_name: name, sla: percent })),
});
