import type { ProblemKey } from '#core/kernel/index.ts';
import { sql, type Sql } from '#storage/index.ts';

export type Life = 'open' | 'snoozed' | 'resolved' | 'closed' | 'spam' | 'deleted';
export type Turn = 'new' | 'agent' | 'customer' | 'none';

/** A conversation as lists and pages show it. Instants RFC 3339 UTC. */
export interface Conversation {
  readonly id: number;
  readonly uuid: string;
  readonly channelId: number;
  readonly kind: string;
  readonly subject: string;
  readonly life: Life;
  readonly turn: Turn;
  readonly handler: 'bot' | 'person';
  readonly live: 'none' | 'chatting' | 'calling';
  readonly priority: number;
  readonly assigneeId: number | null;
  readonly teamId: number | null;
  readonly contactId: number | null;
  readonly snoozedUntil: string | null;
  readonly startedAt: string;
  readonly lastMessageAt: string;
  readonly lastIncomingAt: string | null;
  readonly waitingSince: string | null;
  readonly closedAt: string | null;
  readonly messageCount: number;
  readonly linkedTo: number | null;
}

/** The columns of a `Conversation`, of a table or alias named c. */
export const conversationColumns: Sql = sql`
  c.id, c.uuid, c.channel_id AS "channelId", c.kind, c.subject, c.life, c.turn, c.handler, c.live, c.priority, c.assignee_id AS "assigneeId",
  c.team_id AS "teamId", c.contact_id AS "contactId", c.snoozed_until AS "snoozedUntil", c.started_at AS "startedAt", c.last_message_at AS "lastMessageAt",
  c.last_incoming_at AS "lastIncomingAt", c.waiting_since AS "waitingSince", c.closed_at AS "closedAt", c.message_count AS "messageCount", c.linked_to AS "linkedTo"`;

/** Why not: the words, and their key for other languages. */
export interface Refusal { readonly key: ProblemKey; readonly text: string }

/** In which life a conversation allows what, and what to say where it does not. */
export const conversationCan = {
  changeLife: (from: Life, to: Life): Refusal | null => {
    if (from === 'deleted') return { key: 'conversation-deleted', text: 'A deleted conversation cannot be changed.' };
    if (to === 'deleted') return { key: 'delete-by-itself', text: 'Deleting is a command of its own.' };
    return null;
  },
  takeMessage: (life: Life): Refusal | null => (life === 'deleted' ? { key: 'conversation-deleted', text: 'A deleted conversation takes no message.' } : null),
  merge: (life: Life): Refusal | null => (life === 'deleted' || life === 'spam' ? { key: 'merge-spam', text: 'Deleted and spam conversations cannot be merged.' } : null),
} as const;
