import { sql, type Sql } from '#storage/index.ts';

/** The columns of a `Conversation`, of a table or alias named c. */
export const conversationColumns: Sql = sql`
  c.id, c.uuid, c.channel_id AS "channelId", c.kind, c.subject, c.life, c.turn, c.handler, c.live, c.priority, c.assignee_id AS "assigneeId",
  c.team_id AS "teamId", c.contact_id AS "contactId", c.snoozed_until AS "snoozedUntil", c.started_at AS "startedAt", c.last_message_at AS "lastMessageAt",
  c.last_incoming_at AS "lastIncomingAt", c.waiting_since AS "waitingSince", c.closed_at AS "closedAt", c.message_count AS "messageCount", c.linked_to AS "linkedTo"`;
