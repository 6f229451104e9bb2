import { appendEvents } from '#core/events/index.ts';
import { notFound, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkLines } from '../check-text.ts';

export interface FeedbackInput {
  readonly isHelpful: boolean;
  /** Default: none. At most 2,000 characters. */
  readonly comment?: string;
  /** Tells that it is the same reader: a later word takes the place of the one before. */
  readonly visitorKey: string;
}

/** What a reader says of a published article. Anybody may: it asks for no permission, and its caller for patience. */
export async function giveFeedback(tx: Tx, act: Act, articleId: number, { isHelpful, comment = '', visitorKey }: FeedbackInput): Promise<void> {
  const said = checkLines('comment', comment.trim(), 2_000);
  const article = await tx.maybe(sql<object>`SELECT FROM articles WHERE account_id = ${tx.accountId} AND id = ${articleId} AND status = 'published' AND kind = 'article' FOR UPDATE`);
  if (!article) throw notFound('article');
  const before = await tx.maybe(sql<{ isHelpful: boolean }>`
    SELECT is_helpful AS "isHelpful" FROM article_feedback WHERE account_id = ${tx.accountId} AND article_id = ${articleId} AND visitor_key = ${visitorKey}`);
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO article_feedback AS f (account_id, article_id, visitor_key, is_helpful, comment, at) VALUES (${tx.accountId}, ${articleId}, ${visitorKey}, ${isHelpful}, ${said === '' ? null : said}, ${act.now})
    ON CONFLICT (account_id, article_id, visitor_key) DO UPDATE SET is_helpful = excluded.is_helpful, comment = coalesce(excluded.comment, f.comment), at = excluded.at RETURNING id`);
  const [yes, no] = [Number(isHelpful) - Number(before?.isHelpful === true), Number(!isHelpful) - Number(before?.isHelpful === false)];
  await tx.run(sql`
    INSERT INTO article_counts AS n (account_id, article_id, helpful, unhelpful) VALUES (${tx.accountId}, ${articleId}, ${Math.max(0, yes)}, ${Math.max(0, no)})
    ON CONFLICT (account_id, article_id) DO UPDATE SET helpful = greatest(0, n.helpful + ${yes}), unhelpful = greatest(0, n.unhelpful + ${no})`);
  await appendEvents(tx, act, [{ type: 'article.rated', data: { articleId, feedbackId: id, isHelpful } }]);
}
