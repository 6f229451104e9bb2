import { writeAudit } from '#core/audit/index.ts';
import { getContact, withAllMerged } from '#core/contacts/index.ts';
import { eraseCrmAddresses, type CrmLeft } from '#core/crm/index.ts';
import { appendEvents, type DeliveryState } from '#core/events/index.ts';
import { CoreError, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { dropAttributeValues } from '#core/labels/index.ts';
import { dropFilledIn } from '../contents/drop-filled-in.ts';
import { sql, type Tx } from '#storage/index.ts';
import { dropUnnamedBytes } from '../imports/drop-unnamed-bytes.ts';
import { lockConversations } from '../lock-conversations.ts';
import { loadOurSide } from '../our-side.ts';
import { dropWaiting } from '../outgoing/drop-waiting.ts';
import { dropNewMailDrafts, removeContact } from './remove-contact.ts';

const roundMax = 200;
/** Who stands in what was erased. RFC 2606: nobody's. */
const nobody = 'erased.invalid';

interface Address { readonly id: number; readonly address: string }

/**
 * Removes a contact and erases the person from what was written: his addresses are none any more, and every message of his conversations, and each that
 * he wrote elsewhere (a list, another's conversation), loses its words, names, files and bytes; mail to him that waits never leaves. That a message came,
 * when, and what it counts for stays, so every figure does; fetching such a mail again does not bring it back. The words go in rounds after the commit
 * (`eraseContactRound`), names and addresses at once. Not undone. An address of our own, or of another contact, stays. Audited.
 * What a connected customer management system brought of his addresses goes and is not read again; there itself nothing is deleted: the answer says where.
 * `conflict` where the contact or a conversation of his is under legal hold, and while a mail to him is being sent.
 */
export async function eraseContact(tx: Tx, act: Act, contactId: number): Promise<{ readonly elsewhere: readonly CrmLeft[] }> {
  requirePermission(act, 'contacts.delete');
  requirePermission(act, 'conversations.delete');
  const { points } = await getContact(tx, seesAll(act), contactId);
  const contactIds = await withAllMerged(tx, [contactId]);
  const conversationIds = await conversationsOf(tx, contactIds);
  await refuseWhereBusy(tx, conversationIds);
  const emails = points.filter(({ kind }) => kind === 'email').map(({ value }) => value.toLowerCase());
  const addresses = await addressesOf(tx, act, contactIds, emails);
  await removeContact(tx, act, contactId);
  for (const id of await withMailIn(tx, conversationIds, ['held', 'queued'])) {
    await lockConversations(tx, [id]);
    await dropWaiting(tx, act, id);
  }
  await dropNewMailDrafts(tx, addresses.map(({ address }) => address));
  await tx.run(sql`
    DELETE FROM drafts d WHERE d.account_id = ${tx.accountId} AND (d.conversation_id = ANY(${conversationIds}::bigint[])
      OR EXISTS (SELECT FROM unnest(${addresses.map(({ address }) => address)}::text[]) a WHERE position(a IN lower(to_jsonb(d)::text)) > 0))`);
  await dropAttributeValues(tx, 'conversation', conversationIds);
  await tx.run(sql`UPDATE conversations SET subject = '', base_subject = '' WHERE account_id = ${tx.accountId} AND id = ANY(${conversationIds}::bigint[])`);
  const addressIds = addresses.map(({ id }) => id);
  await forgetAddresses(tx, addresses);
  const elsewhere = await eraseCrmAddresses(tx, act, { addresses: [...addresses.map(({ address }) => address), ...await nobodys(tx, act, emails)], nobodys: (some) => nobodys(tx, act, some) });
  await tx.run(sql`
    INSERT INTO contact_erasures (account_id, contact_id, contact_ids, address_ids, upto_id, begun_at)
    SELECT ${tx.accountId}::bigint, ${contactId}::bigint, ${contactIds}::bigint[], ${addressIds}::bigint[], coalesce(max(id), 0), ${act.now}::timestamptz FROM messages WHERE account_id = ${tx.accountId}`);
  await appendEvents(tx, act, conversationIds.map((conversationId) => ({ type: 'conversation.changed' as const, conversationId, data: { field: 'subject' as const, from: null, to: null } })));
  await writeAudit(tx, act, { action: 'contact.erased', targetKind: 'contact', targetId: contactId, detail: { conversations: conversationIds.length } });
  return { elsewhere };
}

/** Those that are nobody's now: neither ours nor, after the contact's removal, of any contact. */
async function nobodys(tx: Tx, act: Act, addresses: readonly string[]): Promise<string[]> {
  const ours = await loadOurSide(tx);
  const rows = await tx.rows(sql<{ address: string }>`
    SELECT a.address FROM unnest(${[...addresses]}::text[]) a(address)
    WHERE NOT EXISTS (SELECT FROM contact_points p WHERE p.account_id = ${tx.accountId} AND p.kind = 'email' AND p.value_norm = a.address)`);
  return rows.map(({ address }) => address).filter((address) => !ours.isInternal(address, Date.parse(act.now)) && !ours.isList(address));
}

/** Empties up to 200 messages of the account's oldest erasure that is not through. For housekeeping. False: there is none, or another process is at it. */
export async function eraseContactRound(tx: Tx, act: Act): Promise<boolean> {
  requirePermission(act, 'conversations.delete');
  const erasure = await tx.maybe(sql<{ contactId: number; contactIds: number[]; addressIds: number[]; afterId: number; uptoId: number }>`
    SELECT contact_id AS "contactId", contact_ids AS "contactIds", address_ids AS "addressIds", after_id AS "afterId", upto_id AS "uptoId" FROM contact_erasures
    WHERE account_id = ${tx.accountId} AND finished_at IS NULL ORDER BY begun_at, contact_id LIMIT 1 FOR UPDATE SKIP LOCKED`);
  if (!erasure) return false;
  const messages = await tx.rows(sql<{ id: number; conversationId: number; isTheirs: boolean }>`
    SELECT m.id, m.conversation_id AS "conversationId", bool_or(m.is_theirs) AS "isTheirs" FROM (
      SELECT m.id, m.conversation_id, true AS is_theirs FROM messages m
      WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ANY(${await conversationsOf(tx, erasure.contactIds)}::bigint[]) AND m.id > ${erasure.afterId} AND m.id <= ${erasure.uptoId}
      UNION ALL
      SELECT m.id, m.conversation_id, p.role IN ('from', 'reply-to') FROM message_parties p JOIN messages m ON m.account_id = p.account_id AND m.id = p.message_id
      WHERE p.account_id = ${tx.accountId} AND p.address_id = ANY(${erasure.addressIds}::bigint[]) AND p.message_id > ${erasure.afterId} AND p.message_id <= ${erasure.uptoId}) m
    GROUP BY m.id, m.conversation_id ORDER BY m.id LIMIT ${roundMax}`);
  await empty(tx, act, messages.filter(({ isTheirs }) => isTheirs).map(({ id }) => id));
  await appendEvents(tx, act, messages.map(({ id, conversationId }) => ({ type: 'message.erased' as const, conversationId, messageId: id, data: {} })));
  await tx.run(sql`
    UPDATE contact_erasures SET after_id = coalesce(${messages.at(-1)?.id ?? null}::bigint, after_id), finished_at = CASE WHEN ${messages.length < roundMax}::boolean THEN ${act.now}::timestamptz END
    WHERE account_id = ${tx.accountId} AND contact_id = ${erasure.contactId}`);
  return messages.length === roundMax;
}

async function empty(tx: Tx, act: Act, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const theirs = sql`account_id = ${tx.accountId} AND message_id = ANY(${[...ids]}::bigint[])`;
  await tx.run(sql`
    INSERT INTO tombstones (account_id, content_hash, created_at)
    SELECT account_id, content_hash, ${act.now}::timestamptz FROM messages WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[]) AND content_hash IS NOT NULL ORDER BY content_hash ON CONFLICT DO NOTHING`);
  await tx.run(sql`UPDATE messages SET subject = '', sender_name = '', sender_check = NULL, has_attachments = false, flags = array_append(array_remove(flags, 'erased'), 'erased') WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[])`);
  await tx.run(sql`UPDATE message_bodies SET text = '', html = NULL, remote_images = 0 WHERE ${theirs}`);
  await tx.run(sql`UPDATE message_parties SET name = '' WHERE ${theirs} AND name <> ''`);
  await dropFilledIn(tx, ids);
  const files = await tx.rows(sql<{ sha256: string }>`DELETE FROM attachments WHERE ${theirs} RETURNING sha256`);
  const copies = await tx.rows(sql<{ sha256: string }>`DELETE FROM message_copies WHERE ${theirs} RETURNING raw_sha256 AS sha256`);
  const sent = await tx.rows(sql<{ sha256: string | null }>`
    UPDATE outgoing_mails o SET raw_sha256 = NULL, last_error = NULL, last_error_said = NULL FROM outgoing_mails old
    WHERE o.account_id = ${tx.accountId} AND o.message_id = ANY(${[...ids]}::bigint[]) AND old.account_id = o.account_id AND old.message_id = o.message_id RETURNING old.raw_sha256 AS sha256`);
  await dropUnnamedBytes(tx, [...copies, ...sent].flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])), files.map(({ sha256 }) => sha256));
}

/** In list mode a conversation is everybody's, whoever began it. */
async function conversationsOf(tx: Tx, contactIds: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT c.id FROM conversations c JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id AND NOT ch.is_list
    WHERE c.account_id = ${tx.accountId} AND c.contact_id = ANY(${[...contactIds]}::bigint[]) ORDER BY c.id`);
  return rows.map(({ id }) => id);
}

async function refuseWhereBusy(tx: Tx, conversationIds: readonly number[]): Promise<void> {
  const held = await tx.rows(sql`SELECT FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${[...conversationIds]}::bigint[]) AND legal_hold LIMIT 1`);
  if (held.length > 0) throw new CoreError('conflict', 'A conversation with this contact is under legal hold.', { key: 'legal-hold' });
  if ((await withMailIn(tx, conversationIds, ['sending'])).length > 0) throw new CoreError('conflict', 'This mail is being sent at this moment.', { key: 'mail-being-sent' });
}

/** The contact's, and those that his conversations are with; without ours, and without those of other contacts. */
async function addressesOf(tx: Tx, act: Act, contactIds: readonly number[], known: readonly string[]): Promise<Address[]> {
  const ours = await loadOurSide(tx);
  const rows = await tx.rows(sql<Address>`
    SELECT a.id, a.address FROM addresses a WHERE a.account_id = ${tx.accountId} AND a.id = ANY(ARRAY(
        SELECT k.id FROM addresses k WHERE k.account_id = ${tx.accountId} AND k.address = ANY(${[...known]}::text[])
        UNION SELECT c.counterpart_id FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.contact_id = ANY(${[...contactIds]}::bigint[]) AND c.counterpart_id IS NOT NULL))
      AND NOT EXISTS (SELECT FROM contact_points p WHERE p.account_id = a.account_id AND p.kind = 'email' AND p.value_norm = a.address AND NOT p.contact_id = ANY(${[...contactIds]}::bigint[]))
    ORDER BY a.id FOR UPDATE OF a`);
  return rows.filter(({ address }) => !ours.isInternal(address, Date.parse(act.now)) && !ours.isList(address));
}

/** Which of these hold a mail of ours in one of these states. Message by message: a join would read all unsent mail of the account. */
async function withMailIn(tx: Tx, conversationIds: readonly number[], states: readonly DeliveryState[]): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT DISTINCT m.conversation_id AS id
    FROM (SELECT m.id, m.conversation_id FROM messages m WHERE m.account_id = ${tx.accountId} AND m.conversation_id = ANY(${[...conversationIds]}::bigint[]) AND m.direction = 'outgoing' OFFSET 0) m
    CROSS JOIN LATERAL (SELECT d.state FROM outgoing_mails d WHERE d.account_id = ${tx.accountId} AND d.message_id = m.id OFFSET 0) o
    WHERE o.state = ANY(${[...states]}::text[]) ORDER BY 1`);
  return rows.map(({ id }) => id);
}

/** From here on they are nobody's: whoever writes from one is new. In envelopes they stand as text. */
async function forgetAddresses(tx: Tx, addresses: readonly Address[]): Promise<void> {
  if (addresses.length === 0) return;
  const ids = addresses.map(({ id }) => id);
  await tx.run(sql`
    UPDATE outgoing_recipients r SET address = 'erased-' || r.ordinal || ${`@${nobody}`}::text, detail = NULL
    FROM message_parties p JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE p.account_id = ${tx.accountId} AND p.address_id = ANY(${ids}::bigint[]) AND p.role IN ('to', 'cc', 'bcc') AND r.account_id = p.account_id AND r.message_id = p.message_id AND r.address = a.address`);
  await tx.run(sql`UPDATE message_parties SET name = '' WHERE account_id = ${tx.accountId} AND address_id = ANY(${ids}::bigint[]) AND name <> ''`);
  await tx.run(sql`UPDATE addresses SET address = 'erased-' || id || ${`@${nobody}`}::text, domain = ${nobody} WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[])`);
}
