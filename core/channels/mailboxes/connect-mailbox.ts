import type { SecretKey } from '#core/accounts/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import type { Channel } from '../channel.ts';
import { setConnection, type ConnectionInput } from '../connections.ts';
import { ensureChannel } from '../ensure-channel.ts';
import { mailboxOptions, type MailboxOptions } from './mailbox-options.ts';

export interface MailboxInput {
  readonly address: string;
  readonly name?: string;
  readonly isList?: boolean;
  /** Where its mail is read; absent: the present connection stays, or none. */
  readonly imap?: Omit<ConnectionInput, 'options'>;
  readonly smtp?: Omit<ConnectionInput, 'options'>;
  /** What of it is read. What is not named has its default. */
  readonly reading?: Partial<MailboxOptions>;
}

/** Makes the channel of a mailbox, or finds it, and sets its mail servers: all of it or nothing. */
export async function connectMailbox(tx: Tx, act: Act, key: SecretKey, input: MailboxInput): Promise<Channel & { created: boolean }> {
  requirePermission(act, 'channels.write');
  const options = mailboxOptions({ ...input.reading });
  const channel = await ensureChannel(tx, act, {
    kind: 'email', address: input.address, ...(input.name === undefined ? {} : { name: input.name }), ...(input.isList === undefined ? {} : { isList: input.isList }),
  });
  if (input.imap) await setConnection(tx, act, key, channel.id, 'imap', { ...input.imap, options: { ...options } });
  if (input.smtp) await setConnection(tx, act, key, channel.id, 'smtp', input.smtp);
  return channel;
}
