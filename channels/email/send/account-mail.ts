import { randomUUID } from 'node:crypto';
import { findChannels, findConnections } from '#core/channels/index.ts';
import { domainOf, nowText, systemAct } from '#core/kernel/index.ts';
import { findServer, relayServer } from './find-server.ts';
import { foldField, headerParty, headerText, mailDate } from './mime/header-text.ts';
import type { SendContext } from './send-context.ts';
import { sendBySmtp } from './smtp/send-by-smtp.ts';
import type { SmtpServer } from './smtp/smtp-server.ts';

/** A mail of the server's own: an invitation, a link for a new password, a report. Plain text, with a file where there is one; part of no conversation. */
export interface AccountMail {
  readonly accountId: number;
  readonly to: string;
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  /**
   * relay: only through the server that whoever runs this one has set. A channel's own server is in the hands of whoever may write channels,
   * who must not read a link that makes him somebody else.
   */
  readonly through: 'relay' | 'any';
  /** In whose name, where that is a mailbox of the account; default: the oldest that has a way out. */
  readonly channelId?: number | null;
  /** Left of the @ of its Message-ID: constant where a second try is the same mail. */
  readonly idPart?: string;
  readonly attachment?: { readonly fileName: string; readonly mediaType: string; readonly bytes: Uint8Array };
  /** Told its Message-ID before it leaves; what throws keeps it from leaving. */
  readonly beforeSend?: (mailId: string) => Promise<void>;
}

/** null: a server has taken it. Else what is wrong: `no-server`, or words for people; `isFinal`: another try changes nothing. */
export type AccountMailOutcome = { readonly problem: null } | { readonly problem: string; readonly isFinal: boolean };

export async function sendAccountMail(context: SendContext, mail: AccountMail): Promise<AccountMailOutcome> {
  try {
    const sender = await findSender(context, mail);
    if (sender === null) return { problem: 'no-server', isFinal: true };
    const mailId = `${mail.idPart ?? randomUUID()}@${domainOf(sender.address)}`;
    const bytes = bytesOf(mail, mailId, sender.address, nowText(context.clock));
    await mail.beforeSend?.(mailId);
    const outcome = await sendBySmtp(sender.server, { from: sender.address, to: [mail.to], bytes }, context.timing ? { timing: context.timing } : {});
    if (outcome.accepted.length > 0) return { problem: null };
    return { problem: outcome.refused[0]?.detail ?? outcome.postponed[0]?.detail ?? outcome.error ?? 'The server did not take the mail.', isFinal: outcome.refused.length > 0 };
  } catch (error) {
    return { problem: (error as Error).message, isFinal: false };
  }
}

/** Whether there is a way at all. */
export async function canSendAccountMail(context: Pick<SendContext, 'database' | 'clock' | 'relay'>, accountId: number): Promise<boolean> {
  const { channels, connected } = await candidates(context, accountId);
  return channels.length > 0 && (context.relay !== null || connected.size > 0);
}

/** The relay where there is one, in the name of the account's oldest mailbox; else the oldest mailbox with a server of its own. */
async function findSender(context: SendContext, { accountId, through, channelId = null }: AccountMail): Promise<{ readonly address: string; readonly server: SmtpServer } | null> {
  const act = systemAct(accountId, nowText(context.clock), 'account-mail');
  const { channels, connected } = await candidates(context, accountId);
  if (context.relay === null && through === 'relay') return null;
  const named = channels.find(({ id }) => id === channelId && (context.relay !== null || connected.has(id)));
  const wanted = named ?? channels.find(({ id }) => (context.relay !== null ? !connected.has(id) : connected.has(id)));
  // A mailbox with a server of its own may have no other: then its address goes through the relay all the same.
  const channel = wanted ?? (context.relay === null ? undefined : channels[0]);
  if (!channel) return null;
  const server = context.relay === null || (named && connected.has(named.id)) ? await findServer(context, act, channel.id) : relayServer(context.relay);
  return server && { address: channel.address, server };
}

async function candidates({ database, clock }: Pick<SendContext, 'database' | 'clock'>, accountId: number): Promise<{ channels: { id: number; address: string }[]; connected: Set<number> }> {
  const act = systemAct(accountId, nowText(clock), 'account-mail');
  return database.withAccount(accountId, async (tx) => {
    const channels = (await findChannels(tx, act)).flatMap(({ id, kind, address, disabledAt, isList }) => (kind === 'email' && address !== null && disabledAt === null && !isList ? [{ id, address }] : []));
    const connections = await findConnections(tx, act, channels.map(({ id }) => id));
    return { channels, connected: new Set(connections.filter(({ kind }) => kind === 'smtp').map(({ channelId }) => channelId)) };
  }, { readOnly: true });
}

function bytesOf({ to, fromName, subject, text, attachment }: AccountMail, mailId: string, from: string, now: string): Buffer {
  const fields = [
    foldField('Date', mailDate(now)), foldField('From', headerParty({ name: fromName, address: from })), foldField('To', headerParty({ name: '', address: to })), foldField('Subject', headerText(subject)),
    `Message-ID: <${mailId}>`, 'Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All', 'MIME-Version: 1.0',
  ];
  const textPart = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(text.toWellFormed().replaceAll(/\r?\n/g, '\r\n')))}`;
  if (!attachment) return Buffer.from(`${fields.join('\r\n')}\r\n${textPart}\r\n`);
  const boundary = `=_${randomUUID()}`;
  const name = fileNameParameter(attachment.fileName);
  const filePart = `Content-Type: ${attachment.mediaType}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n ${name}\r\n\r\n${base64Lines(attachment.bytes)}`;
  return Buffer.from(`${fields.join('\r\n')}\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n--${boundary}\r\n${textPart}\r\n--${boundary}\r\n${filePart}\r\n--${boundary}--\r\n`);
}

const base64Lines = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll(/.{76}/g, '$&\r\n');

/** RFC 2231 where it is not ASCII; never anything that ends the parameter. */
function fileNameParameter(fileName: string): string {
  const plain = fileName.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029"\\/]+/gu, ' ');
  if (/^[\x20-\x7e]*$/.test(plain)) return `filename="${plain}"`;
  return `filename*=UTF-8''${encodeURIComponent(plain).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}
