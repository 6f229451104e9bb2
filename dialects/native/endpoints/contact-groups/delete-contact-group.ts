import { deleteContactGroup as remove } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteContactGroup = operation({
  id: 'contactGroups.delete',
  method: 'DELETE',
  path: '/native/v1/contact-groups/{id}',
  tag: 'Contacts',
  summary: 'The group goes; contacts stay',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
