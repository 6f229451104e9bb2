import type { Contact } from '#core/contacts/index.ts';
import { getContact, findCompanyNames, resolveContactId } from '#core/contacts/index.ts';
import type { Life } from '#core/conversations/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { getAttributeValues, type AttributeValue } from '#core/labels/index.ts';
import { getEventHead } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { loadRows, type ConversationRow } from '../lists/conversation-row.ts';
import { requireSameAccount } from '../require-same-account.ts';

export interface ConversationBrief { readonly id: number; readonly subject: string; readonly life: Life; readonly startedAt: string; readonly lastMessageAt: string; readonly messageCount: number }

/** A conversation with what stands beside it. */
export interface ConversationContext {
  readonly row: ConversationRow;
  /** The id asked for, where it was merged into this one. */
  readonly redirectedFrom: number | null;
  /** Null also for who may not read contacts. */
  readonly contact: (Contact & { readonly companyName: string | null; readonly attributes: Readonly<Record<string, AttributeValue>> }) | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Others of the contact, newest first. */
  readonly past: readonly ConversationBrief[];
  /** Beside it: the same mail thread with somebody else, or split off. */
  readonly linked: readonly ConversationBrief[];
  readonly mergedFrom: readonly { readonly id: number; readonly canUnmerge: boolean }[];
  readonly hasDraft: boolean;
  /** Everything up to here is in what was read. */
  readonly position: number;
}

const pastMax = 20;
const linkedMax = 50;

/** About ten statements, each by an index and bounded. Unknown, deleted and another account's answer alike. */
export async function getConversationContext(tx: Tx, act: Act, id: number): Promise<ConversationContext> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const position = await getEventHead(tx);
  const target = await tx.maybe(sql<{ id: number; contactId: number | null; linkedTo: number | null }>`
    SELECT c.id, c.contact_id AS "contactId", c.linked_to AS "linkedTo" FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.life <> 'deleted'
      AND c.id = (SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ${id})`);
  if (!target) throw notFound('conversation');
  const [row] = await loadRows(tx, [target.id]);
  const userId = act.actor.kind === 'user' ? act.actor.id : null;
  const drafts = userId === null ? [] : await tx.rows(sql`SELECT FROM drafts WHERE account_id = ${tx.accountId} AND conversation_id = ${target.id} AND user_id = ${userId}`);
  return {
    row: row!,
    redirectedFrom: target.id === id ? null : id,
    contact: await contactOf(tx, act, target.contactId),
    attributes: (await getAttributeValues(tx, act, 'conversation', [target.id])).get(target.id) ?? {},
    past: target.contactId === null ? [] : await tx.rows(sql<ConversationBrief>`
      SELECT ${brief} FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.contact_id = ${target.contactId} AND c.id <> ${target.id} AND c.merged_into IS NULL AND c.life <> 'deleted'
      ORDER BY c.last_message_at DESC, c.id DESC LIMIT ${pastMax}`),
    linked: await linkedOf(tx, target),
    mergedFrom: await tx.rows(sql<{ id: number; canUnmerge: boolean }>`
      SELECT id, merge_undo IS NOT NULL AS "canUnmerge" FROM conversations WHERE account_id = ${tx.accountId} AND merged_into = ${target.id} ORDER BY id LIMIT ${linkedMax}`),
    hasDraft: drafts.length > 0,
    position,
  };
}

const brief = sql`c.id, c.subject, c.life, c.started_at AS "startedAt", c.last_message_at AS "lastMessageAt", c.message_count AS "messageCount"`;

/** Those that it hangs on and those that hang on it, one step far, and its siblings. */
async function linkedOf(tx: Tx, { id, linkedTo }: { id: number; linkedTo: number | null }): Promise<ConversationBrief[]> {
  const around = [id, ...(linkedTo === null ? [] : [linkedTo])];
  return tx.rows(sql<ConversationBrief>`
    SELECT ${brief} FROM conversations c
    WHERE c.account_id = ${tx.accountId} AND c.id <> ${id} AND c.merged_into IS NULL AND c.life <> 'deleted' AND c.id = ANY(ARRAY(
      SELECT o.id FROM conversations o WHERE o.account_id = ${tx.accountId} AND o.linked_to = ANY(${around}::bigint[])
      UNION SELECT coalesce(t.merged_into, t.id) FROM conversations t WHERE t.account_id = ${tx.accountId} AND t.id = ${linkedTo}::bigint))
    ORDER BY c.last_message_at DESC, c.id DESC LIMIT ${linkedMax}`);
}

async function contactOf(tx: Tx, act: Act, contactId: number | null): Promise<ConversationContext['contact']> {
  if (contactId === null || (act.actor.permissions !== 'all' && !act.actor.permissions.has('contacts.read'))) return null;
  const contact = await getContact(tx, act, await resolveContactId(tx, contactId)).catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'not-found') return null; // deleted: the conversation stays
    throw error;
  });
  if (contact === null) return null;
  const names = await findCompanyNames(tx, contact.companyId === null ? [] : [contact.companyId]);
  const attributes = (await getAttributeValues(tx, act, 'contact', [contact.id])).get(contact.id) ?? {};
  return { ...contact, companyName: contact.companyId === null ? null : names.get(contact.companyId) ?? null, attributes };
}
