import { getChannelSettings } from '#core/channels/index.ts';
import { setMessageContent, writeAutomatic } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { CoreError, systemAct, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { surveyTexts } from './survey-texts.ts';

export interface SurveyPorts {
  /** Where the page for a conversation stands; null: nobody knows by what address customers reach this server, so no mail can name it. */
  readonly linkOf: (conversationUuid: string) => string | null;
}

const againDays = 7;

/** Reactor: the customer of a conversation that was resolved or closed is asked how it was, where the channel says so. Once a week at most. */
export function createSurveyReactor(ports: SurveyPorts): Consumer {
  return { name: 'surveys', kind: 'reactor', batchMax: 100, apply: (tx, events) => apply(tx, events, ports) };
}

async function apply(tx: Tx, events: readonly StoredEvent[], ports: SurveyPorts): Promise<number | void> {
  for (const [at, event] of events.entries()) {
    const { type, data, conversationId, storedAt } = event;
    if (type !== 'conversation.changed' || data['field'] !== 'life' || conversationId === null) continue;
    if (!(data['to'] === 'resolved' || data['to'] === 'closed') || data['from'] === 'resolved' || data['from'] === 'closed' || data['from'] === 'spam') continue;
    if (await ask(tx, systemAct(tx.accountId, storedAt, 'survey'), conversationId, ports)) return at + 1; // one conversation's locks at a time
  }
}

interface Asked { readonly id: number; readonly uuid: string; readonly channelId: number; readonly kind: string; readonly contactId: number | null; readonly assigneeId: number | null; readonly teamId: number | null }

async function ask(tx: Tx, act: Act, conversationId: number, { linkOf }: SurveyPorts): Promise<boolean> {
  const conversation = await tx.maybe(sql<Asked>`
    SELECT c.id, c.uuid, c.channel_id AS "channelId", ch.kind, c.contact_id AS "contactId", c.assignee_id AS "assigneeId", c.team_id AS "teamId"
    FROM conversations c JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id AND ch.disabled_at IS NULL
    WHERE c.account_id = ${tx.accountId} AND c.id = ${conversationId} AND c.merged_into IS NULL AND c.life IN ('resolved', 'closed') AND (ch.settings -> 'survey' ->> 'isOn') = 'true'
      AND EXISTS (SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction = 'incoming' AND m.deleted_at IS NULL)
      AND EXISTS (SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction = 'outgoing' AND NOT m.is_automatic AND NOT m.is_bot AND m.deleted_at IS NULL)
      AND NOT EXISTS (SELECT FROM ratings r WHERE r.account_id = c.account_id AND r.conversation_id = c.id AND r.asked_at > ${act.now}::timestamptz - make_interval(days => ${againDays}))`);
  if (!conversation) return false;
  const { survey, language } = await getChannelSettings(tx, act, conversation.channelId);
  const texts = surveyTexts[language];
  const question = survey.question ?? texts.question;
  const link = linkOf(conversation.uuid);
  // In a mail the page is what asks; the widget asks itself, and who has left it gets the address by mail.
  if (conversation.kind === 'email' && link === null) return false;
  const text = link !== null && (conversation.kind === 'email' || conversation.kind === 'site') ? `${question}\n\n${texts.link}\n${link}\n` : question;
  const sent = await writeAutomatic(tx, act, { conversationId: conversation.id, text, subject: texts.subject, setOffBy: 'person' }).catch((error: unknown) => {
    if (error instanceof CoreError && error.code !== 'unavailable') return null; // the channel sends nothing any more
    throw error;
  });
  if (sent === null || sent.messageId === null) return false;
  await setMessageContent(tx, act, sent.messageId, { kind: 'rating' });
  await tx.run(sql`
    INSERT INTO ratings (account_id, message_id, conversation_id, channel_id, contact_id, agent_id, team_id, asked_at)
    VALUES (${tx.accountId}, ${sent.messageId}, ${conversation.id}, ${conversation.channelId}, ${conversation.contactId}, ${conversation.assigneeId}, ${conversation.teamId}, ${act.now})`);
  return true;
}
