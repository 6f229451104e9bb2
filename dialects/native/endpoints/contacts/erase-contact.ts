import { eraseContact as erase } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { ErasedContact } from '../../schemas/contact.ts';
import { IdParams } from '../../schemas/shared.ts';

export const eraseContact = operation({
  id: 'contacts.erase',
  method: 'POST',
  path: '/native/v1/contacts/{id}/erase',
  tag: 'Contacts',
  summary: 'Deletes a contact and erases the person from all that was written: names and addresses at once, words, files and bytes within minutes. Figures stay. Cannot be undone. Connected customer management systems keep what they have: `elsewhere` says which; here it is not read again',
  params: IdParams,
  response: ErasedContact,
  async handle({ act, change, params }) {
    const { elsewhere } = await change((tx) => erase(tx, act, params.id));
    return { elsewhere: [...elsewhere] };
  },
});
