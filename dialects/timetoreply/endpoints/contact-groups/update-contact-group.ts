import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { parseMembers } from '../../parse/group-members.ts';
import type { Ports } from '../../ports.ts';
import { renderGroupMembers } from '../../render/contact-group.ts';
import { ContactGroupInput, ContactGroupMembers } from '../../schemas/contact-group.ts';
import { Id } from '../../schemas/id.ts';

export const updateContactGroup = (ports: Ports, method: 'PUT' | 'PATCH'): Operation => operation({
  id: `contact-groups.update.${method.toLowerCase()}`,
  method,
  path: '/api/entities/contact-groups/{id}',
  tag: 'Contact Groups',
  summary: 'Update a contact group: another name, and exactly the members given; where none are given they stay',
  params: Type.Object({ id: Id }),
  body: ContactGroupInput,
  takesFiles: true,
  response: ContactGroupMembers,
  async handle({ act, change, body, params: { id } }) {
    const members = parseMembers(body);
    return renderGroupMembers(await change(async (tx) => {
      await ports.changeContactGroup(tx, act, id, { name: body.name, ...(members === undefined ? {} : { members }) });
      return ports.getContactGroup(tx, act, id);
    }));
  },
});
