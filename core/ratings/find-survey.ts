import type { MailLanguage } from '#core/channels/index.ts';
import { getChannelSettings } from '#core/channels/index.ts';
import { ratingOpenDays } from '#core/conversations/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { surveyTexts } from './survey-texts.ts';

/** What the page behind the link shows: nothing of the conversation but who asks. */
export interface Survey {
  readonly accountId: number;
  readonly conversationId: number;
  readonly messageId: number;
  readonly accountName: string;
  readonly channelLanguage: MailLanguage;
  /** The channel's own; null: words of ours in the reader's language. */
  readonly question: string | null;
  readonly rating: number | null;
  readonly feedback: string | null;
}

/** The newest question of the conversation with this uuid that can still be answered; null: there is none, or no such conversation. Before the account is known. */
export async function findSurvey(database: Database, uuid: string, now: string): Promise<Survey | null> {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid)) return null;
  const [found] = await database.rows(sql<{ accountId: number; conversationId: number }>`SELECT account_id AS "accountId", conversation_id AS "conversationId" FROM conversation_by_uuid(${uuid}::uuid)`);
  if (!found) return null;
  return database.withAccount(found.accountId, async (tx) => {
    const row = await tx.maybe(sql<Omit<Survey, 'accountId' | 'conversationId' | 'question' | 'channelLanguage'> & { channelId: number }>`
      SELECT m.id AS "messageId", m.channel_id AS "channelId", a.name AS "accountName", (x.answer ->> 'rating')::integer AS rating, x.answer ->> 'feedback' AS feedback
      FROM messages m JOIN message_contents x ON x.account_id = m.account_id AND x.message_id = m.id AND x.kind = 'rating' JOIN accounts a ON a.id = m.account_id
      WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ${found.conversationId} AND m.deleted_at IS NULL AND m.at > ${now}::timestamptz - make_interval(days => ${ratingOpenDays})
      ORDER BY m.at DESC, m.id DESC LIMIT 1`);
    if (!row) return null;
    const { channelId, ...shown } = row;
    const { survey, language } = await getChannelSettings(tx, systemAct(tx.accountId, now, 'survey'), channelId);
    return { ...shown, ...found, question: survey.question, channelLanguage: language };
  }, { readOnly: true });
}

/** The question in a language, where the channel has none of its own. */
export function surveyQuestion({ question }: Pick<Survey, 'question'>, language: MailLanguage): string {
  return question ?? surveyTexts[language].question;
}
