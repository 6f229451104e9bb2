import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { renderContact } from '../../render/contact.ts';
import { ContactInput } from '../../schemas/contact.ts';
import { PlainEntity } from '../../schemas/entity.ts';
import { loadContact } from './load-contact.ts';

export const storeContact = (ports: EntityPorts): Operation => operation({
  id: 'contacts.store',
  method: 'POST',
  path: '/api/entities/contacts',
  tag: 'Contacts',
  summary: 'Store a contact: an email address or a whole domain; one that is there already is answered as it is',
  body: ContactInput,
  response: PlainEntity,
  async handle({ act, change, body }) {
    const { value } = ports.mailPoint('name', body.name);
    return renderContact(await change(async (tx) => {
      const [made] = await ports.addMailContacts(tx, act, [{ value }]);
      return loadContact(ports, tx, act, made!.id);
    }));
  },
});
