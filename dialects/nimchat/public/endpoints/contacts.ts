import type { Outside } from '#core/channels/index.ts';
import type { Operation } from '#http/index.ts';
import { PublicContact, PublicContactInput } from '../../schemas/public.ts';
import { publicContact } from '../../views/public.ts';
import { identify } from '../identify.ts';
import { contactOf, contactRoot, publicOperation, publicRoot } from '../public-operation.ts';

export const createPublicContact = (outside: Outside): Operation => publicOperation({
  id: 'public.contacts.create', method: 'POST', path: `${publicRoot}/contacts`, summary: 'Come in as a contact; who proves an identifier is the contact that has it', brake: 'contact',
  body: PublicContactInput, response: PublicContact,
  async handle({ call, door, act, change }) {
    const key = await outside.key();
    return change(async (tx) => publicContact(tx, act(null), await identify(tx, act(null), key, door.channelId, null, call.body)));
  },
});

export const showPublicContact = publicOperation({
  id: 'public.contacts.show', method: 'GET', path: contactRoot, summary: 'The contact by its source id', brake: 'read',
  response: PublicContact,
  handle: (call) => call.change(async (tx) => {
    const { source, act } = await contactOf(tx, call);
    return publicContact(tx, act, source);
  }),
});

export const updatePublicContact = (outside: Outside): Operation => publicOperation({
  id: 'public.contacts.update', method: 'PATCH', path: contactRoot, summary: 'Say more about oneself; an identifier that is proved may lead to another source id', brake: 'contact',
  body: PublicContactInput, response: PublicContact,
  async handle(call) {
    const key = await outside.key();
    return call.change(async (tx) => {
      const { source, act } = await contactOf(tx, call);
      return publicContact(tx, act, await identify(tx, act, key, call.door.channelId, source.sourceId, call.call.body));
    });
  },
});
