import { sql } from '#storage/index.ts';
import type { Column } from './compile-tree.ts';
import type { ConversationField } from './condition.ts';

/** Fields of conversations, of a table named c. */
export const conversationColumnsOf: Readonly<Record<ConversationField, Column>> = {
  id: { kind: 'id', expression: sql`c.id` },
  life: { kind: 'word', expression: sql`c.life` },
  handler: { kind: 'word', expression: sql`c.handler` },
  assignee: { kind: 'id', expression: sql`c.assignee_id` },
  team: { kind: 'id', expression: sql`c.team_id` },
  channel: { kind: 'id', expression: sql`c.channel_id` },
  contact: { kind: 'id', expression: sql`c.contact_id` },
  priority: { kind: 'number', expression: sql`c.priority` },
  subject: { kind: 'text', expression: sql`c.subject` },
  'created-at': { kind: 'instant', expression: sql`c.created_at` },
  'last-message-at': { kind: 'instant', expression: sql`c.last_message_at` },
  label: {
    kind: 'text', expression: sql`l.name`,
    wrap: (test) => sql`EXISTS (SELECT FROM conversation_labels cl JOIN labels l ON l.account_id = cl.account_id AND l.id = cl.label_id
      WHERE cl.account_id = c.account_id AND cl.conversation_id = c.id AND ${test})`,
  },
};
