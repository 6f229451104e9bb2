import { Type } from '@sinclair/typebox';
import { InvalidInput, operation, type Operation } from '#http/index.ts';
import { readSecurity } from '../../parse/imap-security.ts';
import type { ConnectionReport, MailboxPorts } from '../../ports.ts';
import { Id } from '../../schemas/id.ts';
import { ImapBody, Status } from '../../schemas/mailbox.ts';

export const updateImap = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.updateImap',
  method: 'PATCH',
  path: '/api/entities/agents/{agent_id}/imap',
  tag: 'Mailboxes',
  summary: 'Read a mailbox by IMAP from now on. The server is tried first; where that fails, nothing changes and the answer says what failed',
  params: Type.Object({ agent_id: Id }),
  body: ImapBody,
  response: Status,
  async handle({ act, change, params: { agent_id: agentId }, body: { host, port, encryption, username, password } }) {
    const { outside } = ports;
    const place = { host, port, security: readSecurity(encryption, port), userName: username, secret: password };
    // Whoever may not change it makes us dial nobody.
    const { channelId } = await change((tx) => ports.getMailboxToChange(tx, act, agentId));
    requireGood(await outside.testConnection('imap', { ...place, auth: 'password' }), { resolve: 'host', connect: 'port', tls: 'encryption', 'sign-in': 'password' });
    const secretKey = await outside.key();
    await change((tx) => ports.connectPersonByImap(tx, act, secretKey, channelId, place));
    return { status: 'Agent IMAP credentials updated successfully.' };
  },
});

/** The step that failed, at the field that it is about. */
export function requireGood({ ok, steps }: ConnectionReport, fields: Readonly<Record<string, string>>): void {
  if (ok) return;
  const failed = steps.find((step) => !step.ok);
  throw new InvalidInput([{ field: fields[failed?.step ?? ''] ?? 'host', problem: failed?.text ?? 'The server could not be read.' }]);
}
