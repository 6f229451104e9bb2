import { createContactGroup as create, getContactGroup } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderContactGroup } from '../../render/entities.ts';
import { ContactGroup, NewContactGroup } from '../../schemas/entities.ts';

export const createContactGroup = operation({
  id: 'contactGroups.create',
  method: 'POST',
  path: '/native/v1/contact-groups',
  tag: 'Contacts',
  summary: 'A contact group',
  status: 201,
  body: NewContactGroup,
  response: ContactGroup,
  handle: async ({ act, change, body: { name, members = [] } }) => renderContactGroup(await change(async (tx) => getContactGroup(tx, readingBack(act), (await create(tx, act, { name, members })).id))),
});
