import { findAddressRequests } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { AddressRequests } from '../../schemas/me.ts';

export const listAddressRequests = operation({
  id: 'addressRequests.list',
  method: 'GET',
  path: '/native/v1/address-requests',
  tag: 'People',
  summary: 'Addresses that people say are theirs, oldest first, with the contact who is reached there',
  response: AddressRequests,
  async handle({ act, snapshot }) {
    const rows = await snapshot((tx) => findAddressRequests(tx, act));
    return { items: rows.map(({ id, agentId, agentName, address, createdAt, contact }) => ({ id, agentId, agentName, address, createdAt, contact: contact && { id: contact.id, name: contact.name, conversations: contact.conversations } })), next: null };
  },
});
