import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { findPotential } from './find-potential.ts';
import { mainType } from '../../render/mailbox.ts';
import { FoundMailboxes, SearchAllQuery } from '../../schemas/mailbox.ts';

const rowsMax = 200;

export const searchAllMailboxes = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.searchAll',
  method: 'GET',
  path: '/api/entities/agents/search-all-company-mailboxes',
  tag: 'Mailboxes',
  summary: 'Mailboxes that are here, then people of the company\'s mail services who have none here yet; at most 200 of each',
  query: SearchAllQuery,
  response: FoundMailboxes,
  async handle({ act, snapshot, query: { search = '' } }) {
    const { rows, directories } = await snapshot(async (tx) => ({
      ...await ports.findPersonMailboxes(tx, act, { search, sort: 'name', direction: 'asc', limit: rowsMax, offset: 0 }), directories: await ports.findSearchableDirectories(tx, act),
    }));
    const found = rows.map(({ agentId, name, address, protocol }) => ({ id: agentId as number | null, name, email: address, type: mainType(protocol) }));
    for (const protocol of directories) {
      const users = await findPotential(ports, { act, snapshot }, protocol, search === '' ? null : search);
      for (const { name, address } of users.slice(0, rowsMax)) if (!found.some(({ email }) => email === address)) found.push({ id: null, name, email: address, type: mainType(protocol) });
    }
    return found;
  },
});
