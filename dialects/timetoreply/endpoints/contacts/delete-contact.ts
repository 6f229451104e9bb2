import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { Status } from '../../schemas/contact-group.ts';
import { ContactIdsInput } from '../../schemas/contact.ts';
import { Id } from '../../schemas/id.ts';

export const deleteContact = (ports: EntityPorts): Operation => operation({
  id: 'contacts.delete',
  method: 'DELETE',
  path: '/api/entities/contacts/{id}',
  tag: 'Contacts',
  summary: 'Delete a contact; what was written to and fro stays; 409 under legal hold',
  params: Type.Object({ id: Id }),
  response: Status,
  async handle({ act, change, params: { id } }) {
    await change((tx) => ports.removeContacts(tx, act, [id]));
    return { status: 'Contact deleted.' };
  },
});

export const deleteContacts = (ports: EntityPorts): Operation => operation({
  id: 'contacts.delete-multiple',
  method: 'POST',
  path: '/api/entities/contacts/delete-multiple',
  tag: 'Contacts',
  summary: 'Delete several contacts, all or none; 404 where one of them is not there',
  body: ContactIdsInput,
  response: Status,
  async handle({ act, change, body: { ids } }) {
    await change((tx) => ports.removeContacts(tx, act, ids));
    return { status: 'Contacts deleted.' };
  },
});
