import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { renderMicrosoftUser } from '../../render/mail-user.ts';
import { MicrosoftUsers, SearchMicrosoftQuery } from '../../schemas/bulk-mailboxes.ts';
import { findPotential } from './find-potential.ts';

export const searchMicrosoft = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.searchMicrosoft',
  method: 'GET',
  path: '/api/entities/agents/microsoft/search-bulk-agents',
  tag: 'Mailboxes',
  summary: 'The same whose name or address begins with the search string',
  query: SearchMicrosoftQuery,
  response: MicrosoftUsers,
  async handle(call) {
    return (await findPotential(ports, call, 'graph', call.query.search)).map(renderMicrosoftUser);
  },
});
