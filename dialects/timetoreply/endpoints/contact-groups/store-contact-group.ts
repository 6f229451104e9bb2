import { operation, type Operation } from '#http/index.ts';
import { parseMembers } from '../../parse/group-members.ts';
import type { Ports } from '../../ports.ts';
import { renderGroupMembers } from '../../render/contact-group.ts';
import { ContactGroupInput, ContactGroupMembers } from '../../schemas/contact-group.ts';

export const storeContactGroup = (ports: Ports): Operation => operation({
  id: 'contact-groups.store',
  method: 'POST',
  path: '/api/entities/contact-groups',
  tag: 'Contact Groups',
  summary: 'Store a contact group, from lists or a CSV',
  body: ContactGroupInput,
  takesFiles: true,
  response: ContactGroupMembers,
  async handle({ act, change, body }) {
    const members = parseMembers(body) ?? [];
    return renderGroupMembers(await change(async (tx) => {
      const { id } = await ports.createContactGroup(tx, act, { name: body.name, members });
      return ports.getContactGroup(tx, act, id);
    }));
  },
});
