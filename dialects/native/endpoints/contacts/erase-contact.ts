import { eraseContact as erase } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const eraseContact = operation({
  id: 'contacts.erase',
  method: 'POST',
  path: '/native/v1/contacts/{id}/erase',
  tag: 'Contacts',
  summary: 'Deletes a contact and erases the person from all that was written: names and addresses at once, words, files and bytes within minutes. Figures stay. Cannot be undone',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => erase(tx, act, params.id));
    return null;
  },
});
