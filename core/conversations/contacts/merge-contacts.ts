import { moveContactSources } from '#core/channels/index.ts';
import { keepMergeUndo, lockContacts, lockMergedContact, moveContactRows, moveContactRowsBack, resolveContactId, type MovedContact } from '#core/contacts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { copyMissingValues, dropCopiedValues } from '#core/labels/index.ts';
import { sql, type Tx } from '#storage/index.ts';

interface Undo extends MovedContact {
  readonly sources: readonly { readonly channelId: number; readonly sourceId: string }[];
  readonly conversations: readonly number[];
  /** Definitions of the values that were copied. */
  readonly attributes: readonly number[];
}

/**
 * Makes two contacts one: what the first has goes to the second, whose own name, company and values stay. Mail from either's address finds
 * the second from here on; the first's id leads there. Can be taken back.
 */
export async function mergeContacts(tx: Tx, act: Act, { from: askedFrom, into: askedInto }: { from: number; into: number }): Promise<{ readonly into: number }> {
  requirePermission(act, 'contacts.write');
  const [from, into] = [await resolveContactId(tx, askedFrom), await resolveContactId(tx, askedInto)];
  if (from === into) throw invalid('into', 'is the same contact', 'merge-same-contact');
  const [source, target] = await lockContacts(tx, [from, into]);
  const moved = await moveContactRows(tx, act.now, source, target);
  const conversations = await tx.rows(sql<{ id: number }>`
    UPDATE conversations SET contact_id = ${into} WHERE account_id = ${tx.accountId} AND contact_id = ${from} RETURNING id`);
  const undo: Undo = {
    ...moved, sources: await moveContactSources(tx, { from, into }), conversations: conversations.map(({ id }) => id), attributes: await copyMissingValues(tx, 'contact', { from, into }),
  };
  await keepMergeUndo(tx, from, undo);
  await appendEvents(tx, act, [{ type: 'contact.merged', data: { contactId: into, from } }]);
  await writeAudit(tx, act, { action: 'contact.merged', targetKind: 'contact', targetId: into, detail: { from, conversations: conversations.length } });
  return { into };
}

/** Takes a merge back: what came with it and is still there returns; what came later stays. */
export async function unmergeContact(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'contacts.write');
  const { undo: kept } = await lockMergedContact(tx, id);
  const holder = await resolveContactId(tx, id);
  const alive = await tx.maybe(sql<object>`SELECT id FROM contacts WHERE account_id = ${tx.accountId} AND id = ${holder} AND deleted_at IS NULL FOR UPDATE`);
  if (!alive) throw notFound('merged contact'); // deleted with what it had
  if (kept === null) throw new CoreError('conflict', 'This merge cannot be taken back.', { key: 'contact-merged-for-good' });
  const undo = kept as Undo;
  await moveContactRowsBack(tx, act.now, { from: id, holder, moved: undo });
  if (undo.conversations.length > 0) { // An empty list fits any partial index, and the planner would read one (conversations_by_bot) for all of the account.
    await tx.run(sql`UPDATE conversations SET contact_id = ${id} WHERE account_id = ${tx.accountId} AND contact_id = ${holder} AND id = ANY(${[...undo.conversations]}::bigint[])`);
  }
  await moveContactSources(tx, { from: holder, into: id, only: undo.sources });
  await dropCopiedValues(tx, { definitions: undo.attributes, copiedFrom: id, from: holder });
  await appendEvents(tx, act, [{ type: 'contact.unmerged', data: { contactId: id, from: holder } }]);
  await writeAudit(tx, act, { action: 'contact.unmerged', targetKind: 'contact', targetId: id, detail: { from: holder } });
}
