import { findMailRoute, findTrustedServers } from '#core/channels/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { crashPoint } from '#storage/index.ts';
import type { MailRoom } from '../mail-room.ts';
import type { SmtpClient } from '../prove/verified-mail.ts';
import { sha256Of, type IncomingMail } from '../take-in/incoming-mail.ts';
import { prepareMails } from '../take-in/prepare-mails.ts';
import { storeMails, type TargetChannel } from '../take-in/store-mails.ts';
import { SmtpReply } from './smtp-reply.ts';

/** One mail transaction: who sends, and the channels that it goes to, all of one account. */
export interface Envelope {
  readonly sender: string;
  /** Who hands it over; null: a relay of ours, of which nothing can be told but what it writes itself. */
  readonly client: Omit<SmtpClient, 'envelopeSender'> | null;
  /** It comes from a relay of ours, which writes Authentication-Results and lets nobody else's through. */
  readonly isFromRelay: boolean;
  accountId: number | null;
  readonly channels: Map<number, TargetChannel>;
}

/** Adds a recipient, or throws the reply: nobody here has the address, or not in this transaction. Nothing is relayed. */
export async function addRecipient({ database }: MailRoom, envelope: Envelope, recipient: string): Promise<void> {
  const route = await findMailRoute(database, recipient);
  switch (route.kind) {
    case 'unknown': throw new SmtpReply(550, 'Nobody has this address here');
    case 'disabled': throw new SmtpReply(550, 'This address takes no mail');
    case 'channel':
      // A transaction of the database is one account's; the sender brings the other recipients again by themselves (RFC 5321 4.5.3.1.10).
      if (envelope.accountId !== null && envelope.accountId !== route.accountId) throw new SmtpReply(452, 'Too many recipients, send this one by itself');
      envelope.accountId = route.accountId;
      envelope.channels.set(route.channelId, { id: route.channelId, isList: route.isList });
  }
}

/** Stores the mail in every channel of the envelope, in one transaction, its files durable before. What comes back without an error may be acknowledged. */
export async function storeEnvelope(room: MailRoom, envelope: Envelope, raw: Uint8Array): Promise<void> {
  const { database, files, clock } = room;
  if (envelope.accountId === null) throw new SmtpReply(554, 'No valid recipients');
  const act = systemAct(envelope.accountId, nowText(clock), 'channel:email');
  const sha256 = sha256Of(raw);
  const trustedServers = envelope.isFromRelay ? await database.withAccount(act.accountId, (tx) => findTrustedServers(tx, act, [...envelope.channels.keys()])) : [];
  const incoming: IncomingMail = {
    arrival: { kind: 'delivered', trustedServers, client: envelope.client && { ...envelope.client, envelopeSender: envelope.sender } },
    copyKey: `raw:${sha256}`, raw, sha256, folder: '', copyFlags: [], unreadable: null, envelopeSender: envelope.sender,
    timeOf: () => ({ at: act.now, source: 'smtp', flags: [] }),
  };
  const prepared = await prepareMails({ database, files, pool: room.pool(), verifier: room.verifier() }, act, null, [incoming]);
  await storeMails(database, act, [...envelope.channels.values()], prepared, { batchId: null });
  room.wake();
  crashPoint('before-250');
}
