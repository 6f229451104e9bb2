import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { Ports } from '../../ports.ts';
import { Status } from '../../schemas/contact-group.ts';
import { Id } from '../../schemas/id.ts';

export const deleteContactGroup = (ports: Ports): Operation => operation({
  id: 'contact-groups.delete',
  method: 'DELETE',
  path: '/api/entities/contact-groups/{id}',
  tag: 'Contact Groups',
  summary: 'Delete a contact group',
  params: Type.Object({ id: Id }),
  response: Status,
  async handle({ act, change, params: { id } }) {
    await change((tx) => ports.deleteContactGroup(tx, act, id));
    return { status: 'Contact group deleted.' };
  },
});
