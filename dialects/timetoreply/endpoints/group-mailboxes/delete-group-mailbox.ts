import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { Status } from '../../schemas/contact-group.ts';
import { Id } from '../../schemas/id.ts';

export const deleteGroupMailbox = (ports: EntityPorts): Operation => operation({
  id: 'group-mailboxes.delete',
  method: 'DELETE',
  path: '/api/entities/group-mailboxes/{id}',
  tag: 'Group Mailboxes',
  summary: 'Delete a group mailbox; its members and its mail stay',
  params: Type.Object({ id: Id }),
  response: Status,
  async handle({ act, change, params: { id } }) {
    await change((tx) => ports.deleteGroupMailbox(tx, act, id));
    return { status: 'Group Mailbox deleted.' };
  },
});
