import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { renderContact } from '../../render/contact.ts';
import { ContactInput } from '../../schemas/contact.ts';
import { PlainEntity } from '../../schemas/entity.ts';
import { Id } from '../../schemas/id.ts';
import { loadContact } from './load-contact.ts';

export const updateContact = (ports: EntityPorts, method: 'PUT' | 'PATCH'): Operation => operation({
  id: `contacts.update.${method.toLowerCase()}`,
  method,
  path: '/api/entities/contacts/{id}',
  tag: 'Contacts',
  summary: 'Give a contact another first email address, or another domain; 409 where it is another contact\'s',
  params: Type.Object({ id: Id }),
  body: ContactInput,
  response: PlainEntity,
  async handle({ act, change, params: { id }, body }) {
    return renderContact(await change(async (tx) => {
      await ports.setMailContact(tx, act, id, body.name);
      return loadContact(ports, tx, act, id);
    }));
  },
});
