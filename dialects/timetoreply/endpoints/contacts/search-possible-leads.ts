import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { PossibleLeads } from '../../schemas/contact.ts';

export const searchPossibleLeads = (ports: EntityPorts): Operation => operation({
  id: 'contacts.search-possible-leads',
  method: 'GET',
  path: '/api/entities/contacts/search-possible-leads',
  tag: 'Contacts',
  summary: 'Outside addresses in mail that are no contacts yet, newest first, 200 at most',
  response: PossibleLeads,
  async handle({ act, snapshot }) {
    return (await snapshot((tx) => ports.findPossibleLeads(tx, act))).map((email) => ({ email }));
  },
});
