import { CoreError } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import type { MailboxProtocol } from './mailbox-protocol.ts';

/** A link by which a person connects his mailbox. */
export interface MailboxInvite {
  readonly id: number;
  /** A mailbox that is to be connected anew; null: it is made when the link is used. */
  readonly channelId: number | null;
  readonly protocol: MailboxProtocol;
  readonly name: string;
  readonly address: string;
  /** Words of whoever invites. */
  readonly message: string | null;
  /** Null: the server itself. */
  readonly invitedBy: number | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** queued: not tried yet; sent: a server has taken it; failed: `mailProblem` says why. */
  readonly mailState: 'queued' | 'sent' | 'failed';
  /** `no-server`, or the words of the mail server. */
  readonly mailProblem: string | null;
}

export const inviteHours = 48;

export const inviteColumns = sql`i.id, i.channel_id AS "channelId", i.protocol, i.name, i.address, i.message, i.invited_by AS "invitedBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt",
  i.mail_state AS "mailState", i.mail_problem AS "mailProblem"`;

export function expiryOf(now: string): string {
  return new Date(Date.parse(now) + inviteHours * 3_600_000).toISOString();
}

/** Wrong, used, withdrawn, replaced, too old: all alike. */
export function inviteGone(): CoreError {
  return new CoreError('expired', 'This link is not valid, was used already, or its time is over. Ask for a new one.', { key: 'mailbox-invite-gone' });
}
