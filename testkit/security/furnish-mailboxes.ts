import { inviteMailbox, makeMailbox } from '#core/channels/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

/** A person's mailbox, and somebody who was invited to connect one. */
export async function furnishMailboxes(tx: Tx, act: Act, { subject, domain }: { subject: string; domain: string }): Promise<{ readonly mailboxId: string; readonly mailboxAddress: string; readonly mailboxInviteId: string }> {
  const mailboxAddress = `${subject.toLowerCase()}-box@${domain}`;
  const { agentId } = await makeMailbox(tx, act, { address: mailboxAddress, name: `${subject} Box` });
  const asked: Act = { ...act, now: new Date(Date.parse(act.now) - 3_600_000).toISOString() }; // long enough ago to be reminded
  const { id } = await inviteMailbox(tx, asked, { address: `${subject.toLowerCase()}-guest@${domain}`, name: `${subject} Guest`, protocol: 'imap' }, { house: { enqueue: async () => {} }, base: 'https://desk.example' });
  return { mailboxId: String(agentId), mailboxAddress, mailboxInviteId: String(id) };
}
