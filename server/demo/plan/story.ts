import type { AgentKey, ChannelKey, LabelKey } from '../company.ts';
import type { Mail } from '../mail/mail.ts';

/** What somebody did about a conversation, told after the mails are in. */
export type Deed =
  | { readonly kind: 'assign'; readonly to: AgentKey }
  | { readonly kind: 'priority'; readonly value: 1 | 2 | 3 | 4 }
  | { readonly kind: 'label'; readonly label: LabelKey }
  | { readonly kind: 'life'; readonly life: 'open' | 'resolved' | 'closed' | 'spam' }
  | { readonly kind: 'snooze'; readonly until: number }
  | { readonly kind: 'note'; readonly text: string }
  /** Into the conversation of another mail. */
  | { readonly kind: 'merge'; readonly into: string };

/** `mail`: Message-ID of a mail of the conversation it is about. */
export interface PlannedAct { readonly at: number; readonly by: AgentKey | 'system'; readonly mail: string; readonly deed: Deed }

/** One matter: its mails, the mailboxes they lie in, and what was done about it. */
export interface Story { readonly channels: readonly ChannelKey[]; readonly mails: readonly Mail[]; readonly acts: readonly PlannedAct[] }
