import { operation, type Operation } from '#http/index.ts';
import type { MailboxPorts } from '../../ports.ts';
import { Status } from '../../schemas/mailbox.ts';
import { MimecastAuthBody } from '../../schemas/mimecast-mailboxes.ts';

export const authenticateMimecast = (ports: MailboxPorts): Operation => operation({
  id: 'mailboxes.authenticateMimecast',
  method: 'POST',
  path: '/api/entities/agents/mimecast/auth',
  tag: 'Mailboxes',
  summary: 'Sign in to Mimecast by the name and password of somebody who may read its archive. What Mimecast gives for it becomes the company\'s access; the password is not kept. Where it is refused, nothing changes',
  body: MimecastAuthBody,
  response: Status,
  async handle({ act, change, body: { username: userName, password }, head: { base } }) {
    const { outside } = ports;
    const { settings, secret } = await outside.signInMailService(act, 'mimecast', { userName, password });
    const key = await outside.key();
    await change((tx) => ports.setMailDirectory(tx, act, key, 'mimecast', { settings, secret }));
    outside.wake();
    return { status: `We have successfully created a Mimecast authentication token. Please go to ${base}/api/entities/agents/mimecast/load-bulk-agents to select which mailboxes to add` };
  },
});
