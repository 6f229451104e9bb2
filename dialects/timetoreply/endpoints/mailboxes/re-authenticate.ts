import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { Id } from '../../schemas/id.ts';
import { Status } from '../../schemas/mailbox.ts';

export const reAuthenticate = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.reAuthenticate',
  method: 'GET',
  path: '/api/entities/agents/{agent_id}/re-auth',
  tag: 'Mailboxes',
  summary: 'Mail a link by which the mailbox is connected anew',
  params: Type.Object({ agent_id: Id }),
  response: Status,
  async handle({ act, change, params: { agent_id: agentId }, head: { base } }) {
    const { name } = await change((tx) => ports.askReconnect(tx, act, agentId, { house: ports.outside.house, base }));
    return { status: `We've sent the Re-Authentication email to ${name}. Please ask them to check their email and SPAM box` };
  },
});
