import { checkAddress } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { DiscoverInput, SendingDomain } from '../../schemas/channels.ts';

export const checkSendingDomain = (outside: Outside): Operation => operation({
  id: 'connections.sendingDomain',
  method: 'POST',
  path: '/native/v1/connections/sending-domain',
  tag: 'Channels',
  summary: 'SPF, DKIM and DMARC of an address\'s domain, as DNS shows them',
  body: DiscoverInput,
  response: SendingDomain,
  async handle({ act, body }) {
    requirePermission(act, 'channels.write');
    const hints = await outside.checkSendingDomain(checkAddress('address', body.address));
    return { hints: hints.map(({ name, state, text, said }) => ({ name, state, text, ...(said && { said: said.map(({ key, values }) => ({ key, values: { ...values } })) }) })) };
  },
});
