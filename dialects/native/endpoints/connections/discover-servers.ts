import { checkAddress } from '#core/accounts/index.ts';
import type { DiscoveredServer, Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { DiscoveredServers, DiscoverInput } from '../../schemas/channels.ts';

export const discoverServers = (outside: Outside): Operation => operation({
  id: 'connections.discover',
  method: 'POST',
  path: '/native/v1/connections/discover',
  tag: 'Channels',
  summary: 'Where the mail of an address lives, and what its provider wants first',
  body: DiscoverInput,
  response: DiscoveredServers,
  async handle({ act, body }) {
    requirePermission(act, 'channels.write');
    const { imap, smtp, foundBy, advice, adviceSaid, needsOauth } = await outside.discoverServers(checkAddress('address', body.address));
    return { imap: imap && rendered(imap), smtp: smtp && rendered(smtp), foundBy, advice, adviceSaid: adviceSaid.map(({ key, values }) => ({ key, values: { ...values } })), needsOauth };
  },
});

function rendered({ host, port, security, userName }: DiscoveredServer) {
  return { host, port, security, userName };
}
