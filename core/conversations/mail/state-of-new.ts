import type { ReceivedMail } from './received-mail.ts';
import type { Turn } from '../conversation.ts';

export interface NewState {
  readonly messageCount: number;
  /** RFC 3339 UTC. */
  readonly lastMessageAt: string;
  readonly lastIncomingAt: string | null;
  readonly waitingSince: string | null;
  readonly turn: Turn;
  readonly unreadCount: number;
}

/**
 * What a conversation that holds only these mails (oldest first, at least one) shows: the rule of `refresh_conversations`, for a conversation
 * that is new. So it is written once, and not read and written again into each of its indexes.
 */
export function stateOfNew(
  mails: readonly { readonly mail: Pick<ReceivedMail, 'at' | 'isAutomatic' | 'isForward'>; readonly isOutgoing: boolean }[],
  arrival: { readonly now: string; readonly isImport: boolean },
): NewState {
  const lastAt = (entries: typeof mails): string | null => entries.at(-1)?.mail.at ?? null;
  const asks = mails.filter(({ mail, isOutgoing }) => !isOutgoing && !mail.isAutomatic);
  const answer = lastAt(mails.filter(({ mail, isOutgoing }) => isOutgoing && !mail.isAutomatic && !mail.isForward));
  const unanswered = asks.filter(({ mail }) => answer === null || Date.parse(mail.at) > Date.parse(answer));
  const freshMs = Date.parse(arrival.now) - 86_400_000;
  const unreadCount = arrival.isImport ? 0 : mails.filter(({ mail, isOutgoing }) => !isOutgoing && Date.parse(mail.at) > freshMs).length;
  const turn = answer !== null ? (unanswered.length > 0 ? 'agent' : 'customer') : asks.length > 0 ? 'new' : 'none';
  return {
    messageCount: mails.length, lastMessageAt: lastAt(mails)!, lastIncomingAt: lastAt(mails.filter(({ isOutgoing }) => !isOutgoing)),
    waitingSince: unanswered[0]?.mail.at ?? null, turn, unreadCount,
  };
}
