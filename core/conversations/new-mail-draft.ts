import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { messageTextMax } from './post-message.ts';

/** A mail begun to somebody who has not written. Addresses stand as they were typed: they are checked when it is sent. */
export interface NewMailDraft {
  readonly channelId: number | null;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly uploadIds: readonly number[];
  readonly updatedAt: string;
}

const typedMax = 10_000;
const uploadsMax = 50;

/** Keeps it, one per person. Where nothing stands in it, it is removed. No event: it is nobody else's business. Returns when it was saved; null: it was removed. */
export async function saveNewMailDraft(tx: Tx, act: Act, draft: Omit<NewMailDraft, 'updatedAt'>): Promise<string | null> {
  requirePermission(act, 'conversations.reply');
  const userId = ownerOf(act);
  const { channelId, text, html, uploadIds, ...typed } = draft;
  for (const [field, value] of [['text', text], ['html', html ?? '']] as const) if (value.length > messageTextMax) throw invalid(field, `must not be longer than ${messageTextMax} characters`, 'too-long', { max: messageTextMax });
  for (const [field, value] of Object.entries(typed)) if (value.length > typedMax) throw invalid(field, `must not be longer than ${typedMax} characters`, 'too-long', { max: typedMax });
  if (uploadIds.length > uploadsMax) throw invalid('uploadIds', `must not be more than ${uploadsMax}`, 'too-many-items', { max: uploadsMax });
  if (text === '' && html === null && uploadIds.length === 0 && Object.values(typed).every((value) => value.trim() === '')) {
    await remove(tx, userId);
    return null;
  }
  const envelope = JSON.stringify({ to: plain(typed.to), cc: plain(typed.cc), bcc: plain(typed.bcc), subject: plain(typed.subject), uploadIds });
  await tx.run(sql`
    INSERT INTO new_mail_drafts (account_id, user_id, channel_id, text, html, envelope, updated_at)
    VALUES (${tx.accountId}, ${userId}, ${channelId}, ${plain(text)}, ${html === null ? null : plain(html)}, ${envelope}::jsonb, ${act.now})
    ON CONFLICT (account_id, user_id) DO UPDATE SET
      channel_id = excluded.channel_id, text = excluded.text, html = excluded.html, envelope = excluded.envelope, updated_at = excluded.updated_at`).catch(unknownChannel);
  return act.now;
}

/** The acting person's, or null. */
export async function getNewMailDraft(tx: Tx, act: Act): Promise<NewMailDraft | null> {
  requirePermission(act, 'conversations.reply');
  const found = await tx.maybe(sql<Pick<NewMailDraft, 'channelId' | 'text' | 'html' | 'updatedAt'> & { envelope: Pick<NewMailDraft, 'to' | 'cc' | 'bcc' | 'subject' | 'uploadIds'> }>`
    SELECT channel_id AS "channelId", text, html, envelope, updated_at AS "updatedAt" FROM new_mail_drafts WHERE account_id = ${tx.accountId} AND user_id = ${ownerOf(act)}`);
  if (!found) return null;
  const { envelope, ...rest } = found;
  return { ...rest, ...envelope };
}

/** None is no error. */
export async function deleteNewMailDraft(tx: Tx, act: Act): Promise<void> {
  requirePermission(act, 'conversations.reply');
  await remove(tx, ownerOf(act));
}

async function remove(tx: Tx, userId: number): Promise<void> {
  await tx.run(sql`DELETE FROM new_mail_drafts WHERE account_id = ${tx.accountId} AND user_id = ${userId}`);
}

function ownerOf(act: Act): number {
  if (act.actor.kind !== 'user' || act.actor.id === null) throw new CoreError('forbidden', 'Drafts belong to people who are signed in.', { key: 'people-only' });
  return act.actor.id;
}

/** What PostgreSQL cannot hold is left out: a draft is kept as far as it can be. */
function plain(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

function unknownChannel(error: unknown): never {
  throw (error as { code?: unknown }).code === '23503' ? notFound('channel') : error;
}
