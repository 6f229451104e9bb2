import type { SaidOfMail } from '#core/channels/index.ts';
import type { DeliveryState } from '#core/events/index.ts';
import type { Refusal } from '../conversation.ts';
import type { MailParty } from '../mail/received-mail.ts';

export type { DeliveryState };

export type RecipientState = 'pending' | 'accepted' | 'delayed' | 'delivered' | 'bounced' | 'failed';

/** A file of a mail that we write; its row in `files` is there already. */
export interface OutgoingAttachment {
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** What the bytes prove; absent: known once they were read (when it is sent). */
  readonly sniffedType?: string;
  readonly disposition: 'attachment' | 'inline';
  /** Without angle brackets; an inline image is named by it in the HTML (`cid:`). */
  readonly contentId?: string | null;
}

export interface Recipient { readonly name?: string; readonly address: string }

/** What every mail of ours may say, a reply or a new one. */
export interface OutgoingContent {
  readonly text: string;
  /** Sanitised by the caller (`Outside.cleanHtml`). */
  readonly html?: string | null;
  readonly cc?: readonly Recipient[];
  readonly bcc?: readonly Recipient[];
  readonly attachments?: readonly OutgoingAttachment[];
  /** Default: the agent that the acting user is. */
  readonly agentId?: number;
  /** RFC 3339: not before; the undo delay is not added. */
  readonly sendAt?: string;
  /** 0 to 60. Default: the channel's, else the account's. */
  readonly undoSeconds?: number;
  /** A second call of the same user with it gives the first result, and `conflict` where it asks for something else. */
  readonly clientKey?: string;
  /** What the key stands for, as plain data: the words of the caller. Default: all of the input. */
  readonly asked?: object;
}

export interface ComposeResult {
  readonly messageId: number;
  readonly conversationId: number;
  /** Null: the channel sends no mail, the message is simply there. */
  readonly delivery: DeliveryState | null;
  /** RFC 3339. */
  readonly sendAfter: string | null;
}

/** What an undo gives back, as material for a draft. */
export interface OutgoingDraft {
  readonly conversationId: number;
  readonly channelId: number;
  readonly kind: 'new' | 'reply' | 'forward' | 'auto-reply';
  readonly inReplyToMessageId: number | null;
  readonly quote: boolean;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly to: readonly MailParty[];
  readonly cc: readonly MailParty[];
  readonly bcc: readonly MailParty[];
  readonly attachments: readonly OutgoingAttachment[];
}

/** Where a mail of ours stands, as pages and APIs show it. */
export interface Delivery {
  readonly state: DeliveryState;
  readonly sendAfter: string;
  readonly handedOverAt: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  /** What went wrong last, or what to set where there is no mail server. */
  readonly lastError: string | null;
  /** Which sentence that is; null: a server's own words. */
  readonly lastErrorKey: 'no-server' | 'channel-off' | 'server-braked' | null;
  /** The same of sentences with gaps. */
  readonly lastErrorSaid: SaidOfMail | null;
  readonly recipients: readonly { readonly address: string; readonly state: RecipientState; readonly detail: string | null }[];
}

/** What may still be done in which state. */
export const deliveryCan = {
  cancel: (state: DeliveryState, mayHaveLeft: boolean): Refusal | null => {
    if (state === 'sending') return { key: 'mail-being-sent', text: 'This mail is being sent at this moment.' };
    if (state !== 'held' && state !== 'queued' && state !== 'failed') return { key: 'mail-left', text: 'This mail has left already.' };
    return mayHaveLeft ? { key: 'mail-may-have-left', text: 'A try to send this mail was cut off; it may have reached somebody already.' } : null;
  },
  retry: (state: DeliveryState): Refusal | null =>
    (state === 'failed' || state === 'queued' || state === 'bounced' ? null : { key: 'retry-not-now', text: 'Only mail that failed, bounced or waits for its next try can be tried again.' }),
  sendNow: (state: DeliveryState): Refusal | null => (state === 'held' || state === 'queued' ? null : { key: 'send-not-now', text: 'Only mail that waits can be sent now.' }),
} as const;
