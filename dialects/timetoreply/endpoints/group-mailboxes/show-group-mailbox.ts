import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { renderGroupMailbox } from '../../render/group-mailbox.ts';
import { PlainEntity } from '../../schemas/entity.ts';
import { Id } from '../../schemas/id.ts';

export const showGroupMailbox = (ports: EntityPorts): Operation => operation({
  id: 'group-mailboxes.show',
  method: 'GET',
  path: '/api/entities/group-mailboxes/{id}',
  tag: 'Group Mailboxes',
  summary: 'Show a single group mailbox',
  params: Type.Object({ id: Id }),
  response: PlainEntity,
  async handle({ act, snapshot, params: { id } }) {
    return renderGroupMailbox(await snapshot((tx) => ports.getGroupMailbox(tx, act, id)));
  },
});
