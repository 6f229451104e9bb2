import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from './lock-conversations.ts';
import { messageTextMax } from './post-message.ts';

export interface Draft { readonly text: string; readonly html: string | null; readonly updatedAt: string }

/** Keeps the answer a person has begun; one per person and conversation. Empty text removes it. No event: it is nobody else's business. */
export async function saveDraft(tx: Tx, act: Act, conversationId: number, { text, html = null }: { text: string; html?: string | null }): Promise<void> {
  requirePermission(act, 'conversations.reply');
  const userId = draftOwner(act);
  if (text.length > messageTextMax) throw invalid('text', `must not be longer than ${messageTextMax} characters`);
  const [row] = await lockConversations(tx, [conversationId]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  if (text === '' && html === null) {
    await tx.run(sql`DELETE FROM drafts WHERE account_id = ${tx.accountId} AND conversation_id = ${row.id} AND user_id = ${userId}`);
    return;
  }
  await tx.run(sql`
    INSERT INTO drafts (account_id, conversation_id, user_id, text, html, updated_at) VALUES (${tx.accountId}, ${row.id}, ${userId}, ${text.replaceAll('\u0000', '')}, ${html}, ${act.now})
    ON CONFLICT (account_id, conversation_id, user_id) DO UPDATE SET text = excluded.text, html = excluded.html, updated_at = excluded.updated_at`);
}

/** The acting person's draft, or null. */
export async function getDraft(tx: Tx, act: Act, conversationId: number): Promise<Draft | null> {
  requirePermission(act, 'conversations.read');
  return tx.maybe(sql<Draft>`
    SELECT text, html, updated_at AS "updatedAt" FROM drafts WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId} AND user_id = ${draftOwner(act)}`);
}

function draftOwner(act: Act): number {
  if (act.actor.kind !== 'user' || act.actor.id === null) throw new CoreError('forbidden', 'Drafts belong to people who are signed in.');
  return act.actor.id;
}
