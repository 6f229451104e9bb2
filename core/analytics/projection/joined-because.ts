/** Why a mail stands in its conversation; derived from what is held now, so it is the same in whatever order the mails came. */
export type JoinedBecause = 'first' | 'in-reply-to' | 'references' | 'subject' | 'same-mail' | 'manual';

export interface JoinInput {
  readonly isEarliest: boolean;
  readonly inReplyTo: readonly string[];
  readonly hasHeldParentHere: boolean;
  readonly parentMailId: string | null;
  /** An earlier message of the conversation has the same Message-ID. */
  readonly repeatsMailId: boolean;
  /** Why its mail thread is in the conversation; null for what is no mail. */
  readonly threadBecause: 'header' | 'subject' | 'manual' | null;
  readonly isFirstOfThread: boolean;
}

export function joinedBecause(mail: JoinInput): JoinedBecause {
  if (mail.repeatsMailId) return 'same-mail';
  if (mail.hasHeldParentHere) return mail.parentMailId !== null && mail.inReplyTo.includes(mail.parentMailId) ? 'in-reply-to' : 'references';
  if (mail.isEarliest) return 'first';
  if (mail.isFirstOfThread && (mail.threadBecause === 'subject' || mail.threadBecause === 'manual')) return mail.threadBecause;
  return 'references'; // united through an id that is only named, by this mail or by its answers
}
