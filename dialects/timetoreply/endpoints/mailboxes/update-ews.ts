import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import { readExchangeUrl } from '../../parse/exchange-url.ts';
import type { MailboxPorts } from '../../ports.ts';
import { EwsBody } from '../../schemas/exchange-mailboxes.ts';
import { Id } from '../../schemas/id.ts';
import { Status } from '../../schemas/mailbox.ts';
import { requireGood } from './update-imap.ts';

export const updateEws = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.updateEws',
  method: 'PATCH',
  path: '/api/entities/agents/{agent_id}/ews',
  tag: 'Mailboxes',
  summary: 'Read a mailbox through Exchange Web Services from now on. The server is tried first; where that fails, nothing changes and the answer says what failed',
  params: Type.Object({ agent_id: Id }),
  body: EwsBody,
  response: Status,
  async handle({ act, change, params: { agent_id: agentId }, body: { host, version, username, password } }) {
    const { outside } = ports;
    const url = readExchangeUrl(host);
    const { channelId, address } = await change((tx) => ports.getMailboxToChange(tx, act, agentId));
    const access = { protocol: 'ews', remoteUser: address, settings: { url, version, userName: username }, secret: password } as const;
    requireGood(await outside.testMailService(act, access), { resolve: 'host', connect: 'host', read: 'host', 'sign-in': 'password' });
    const key = await outside.key();
    await change((tx) => ports.setMailboxAccess(tx, act, key, channelId, access));
    outside.wake();
    return { status: 'Agent EWS credentials updated successfully.' };
  },
});
