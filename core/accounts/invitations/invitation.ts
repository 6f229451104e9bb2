import { CoreError } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';

/** A link by which a person becomes a member. Never carries its secret. */
export interface Invitation {
  readonly id: number;
  readonly email: string;
  readonly role: string;
  /** Null: the server itself. */
  readonly invitedBy: number | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly mail: InvitationMail;
}

/** Whether the link went out by mail. */
export interface InvitationMail {
  /** none: handed over as a link only; queued: not tried yet; sent: a server has taken it; failed: `problem` says why, it may be tried again. */
  readonly state: 'none' | 'queued' | 'sent' | 'failed';
  /** `no-server`, or the words of the mail server. */
  readonly problem: string | null;
  readonly at: string | null;
}

export const invitationHours = 24;

/** Of `invitations i` joined with `roles r`. */
export const invitationColumns = sql`i.id, i.email, r.name AS role, i.invited_by AS "invitedBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt",
  jsonb_build_object('state', i.mail_state, 'problem', i.mail_problem, 'at', to_char(i.mail_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS mail`;

/** Wrong, used, revoked, replaced, too old, of somebody who may no longer invite: all alike. */
export function invitationGone(): CoreError {
  return new CoreError('expired', 'This invitation is not valid, was used already, or its time is over. Ask for a new one.', { key: 'invitation-gone' });
}
