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
}

export const invitationHours = 24;

/** Of `invitations i` joined with `roles r`. */
export const invitationColumns = sql`i.id, i.email, r.name AS role, i.invited_by AS "invitedBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt"`;

/** Wrong, used, revoked, replaced, too old, of somebody who may no longer invite: all alike. */
export function invitationGone(): CoreError {
  return new CoreError('expired', 'This invitation is not valid, was used already, or its time is over. Ask for a new one.', { key: 'invitation-gone' });
}
