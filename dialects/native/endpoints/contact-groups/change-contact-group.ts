import { changeContactGroup as changeIt, getContactGroup } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderContactGroup } from '../../render/entities.ts';
import { ContactGroup, ContactGroupChange } from '../../schemas/entities.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeContactGroup = operation({
  id: 'contactGroups.change',
  method: 'PATCH',
  path: '/native/v1/contact-groups/{id}',
  tag: 'Contacts',
  summary: 'Another name, or exactly these members; what is not named stays',
  params: IdParams,
  body: ContactGroupChange,
  response: ContactGroup,
  handle: async ({ act, change, params: { id }, body }) => renderContactGroup(await change(async (tx) => {
    await changeIt(tx, act, id, body);
    return getContactGroup(tx, readingBack(act), id);
  })),
});
