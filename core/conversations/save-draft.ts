import { CoreError, invalid, isMailAddress, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { MessageContent } from './contents/message-content.ts';
import { lockConversations } from './lock-conversations.ts';
import { messageTextMax } from './post-message.ts';

export interface DraftParty { readonly name: string; readonly address: string }

export interface Draft {
  readonly kind: 'reply' | 'note' | 'forward';
  readonly text: string;
  readonly html: string | null;
  /** Null: as the message answered says. */
  readonly to: readonly DraftParty[] | null;
  readonly cc: readonly DraftParty[];
  readonly bcc: readonly DraftParty[];
  readonly subject: string | null;
  readonly uploadIds: readonly number[];
  readonly inReplyToMessageId: number | null;
  /** What the answer asks or shows beside its words; checked when it is sent. */
  readonly content: MessageContent | null;
  readonly updatedAt: string;
}

export type DraftInput = { readonly text: string } & Partial<Omit<Draft, 'text' | 'updatedAt'>>;

const partiesMax = 100;
const uploadsMax = 50;

/**
 * Keeps what a person has begun; one per person and conversation. Without text, HTML, files and content it is removed. Addresses may be half typed: they
 * are checked when it is sent. No event: it is nobody else's business. Returns when it was saved; null: it was removed.
 */
export async function saveDraft(tx: Tx, act: Act, conversationId: number, input: DraftInput): Promise<string | null> {
  const { text, html = null, kind = 'reply', to = null, cc = [], bcc = [], subject = null, uploadIds = [], inReplyToMessageId = null, content = null } = input;
  requirePermission(act, kind === 'note' ? 'conversations.note' : 'conversations.reply');
  const userId = draftOwner(act);
  if (text.length > messageTextMax) throw invalid('text', `must not be longer than ${messageTextMax} characters`, 'too-long', { max: messageTextMax });
  if ((html?.length ?? 0) > messageTextMax) throw invalid('html', `must not be longer than ${messageTextMax} characters`, 'too-long', { max: messageTextMax });
  for (const [name, list] of [['to', to ?? []], ['cc', cc], ['bcc', bcc]] as const) if (list.length > partiesMax) throw invalid(name, `must not be more than ${partiesMax}`, 'too-many-items', { max: partiesMax });
  if (uploadIds.length > uploadsMax) throw invalid('uploadIds', `must not be more than ${uploadsMax}`, 'too-many-items', { max: uploadsMax });
  const [row] = await lockConversations(tx, [conversationId]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  if (text === '' && html === null && uploadIds.length === 0 && content === null) {
    await deleteOwn(tx, row.id, userId);
    return null;
  }
  if (inReplyToMessageId !== null) {
    const answered = await tx.rows(sql`SELECT FROM messages WHERE account_id = ${tx.accountId} AND id = ${inReplyToMessageId} AND conversation_id = ${row.id} AND deleted_at IS NULL`);
    if (answered.length === 0) throw notFound('message');
  }
  const envelope = JSON.stringify({ to: to && to.map(plainParty), cc: cc.map(plainParty), bcc: bcc.map(plainParty), subject: subject === null ? null : plain(subject), uploadIds, inReplyToMessageId, content }, (_, value: unknown) => (typeof value === 'string' ? plain(value) : value));
  await tx.run(sql`
    INSERT INTO drafts (account_id, conversation_id, user_id, kind, text, html, envelope, updated_at)
    VALUES (${tx.accountId}, ${row.id}, ${userId}, ${kind}, ${plain(text)}, ${html === null ? null : plain(html)}, ${envelope}::jsonb, ${act.now})
    ON CONFLICT (account_id, conversation_id, user_id) DO UPDATE SET
      kind = excluded.kind, text = excluded.text, html = excluded.html, envelope = excluded.envelope, updated_at = excluded.updated_at`);
  return act.now;
}

/** The acting person's draft, or null. Follows the redirect of a merged conversation. */
export async function getDraft(tx: Tx, act: Act, conversationId: number): Promise<Draft | null> {
  requirePermission(act, 'conversations.read');
  const found = await tx.maybe(sql<Pick<Draft, 'kind' | 'text' | 'html' | 'updatedAt'> & { envelope: Partial<Draft> }>`
    SELECT d.kind, d.text, d.html, d.envelope, d.updated_at AS "updatedAt" FROM drafts d
    WHERE d.account_id = ${tx.accountId} AND d.user_id = ${draftOwner(act)}
      AND d.conversation_id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${conversationId})`);
  if (!found) return null;
  const { envelope, ...rest } = found;
  return {
    ...rest, to: envelope.to ?? null, cc: envelope.cc ?? [], bcc: envelope.bcc ?? [], subject: envelope.subject ?? null, uploadIds: envelope.uploadIds ?? [],
    inReplyToMessageId: envelope.inReplyToMessageId ?? null, content: envelope.content ?? null,
  };
}

/** Removes the acting person's draft; none is no error. */
export async function deleteDraft(tx: Tx, act: Act, conversationId: number): Promise<void> {
  requirePermission(act, 'conversations.read');
  const [row] = await lockConversations(tx, [conversationId]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  await deleteOwn(tx, row.id, draftOwner(act));
}

async function deleteOwn(tx: Tx, conversationId: number, userId: number): Promise<void> {
  await tx.run(sql`DELETE FROM drafts WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId} AND user_id = ${userId}`);
}

function draftOwner(act: Act): number {
  if (act.actor.kind !== 'user' || act.actor.id === null) throw new CoreError('forbidden', 'Drafts belong to people who are signed in.', { key: 'people-only' });
  return act.actor.id;
}

/** What PostgreSQL cannot hold is left out: a draft is kept as far as it can be. */
function plain(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

function plainParty({ name, address }: DraftParty): DraftParty {
  const typed = plain(address).trim().slice(0, 320);
  return { name: plain(name).slice(0, 200), address: isMailAddress(typed) ? typed.toLowerCase() : typed };
}
