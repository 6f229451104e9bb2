import { randomUUID } from 'node:crypto';
import { findContactSource, findVerifiedSource, markSourceVerified, putContactSource, type ContactSource } from '#core/channels/index.ts';
import { addContactPoint, changeContact, createContact, findContactByPoint, getContact, type Contact, type PointKind } from '#core/contacts/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What somebody from outside says about himself; an empty or absent field says nothing. */
export interface Claims {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  /** Who he is where he comes from. `isProved`: the channel's key says so. */
  readonly identifier?: string | null;
  readonly isProved?: boolean;
}

export interface Identified extends ContactSource {
  /** Said, and another contact's: kept nowhere here. */
  readonly refused: readonly PointKind[];
  readonly isNew: boolean;
}

/**
 * Who somebody is who comes to a channel from outside. `sourceId`: the name that he came by, where he has one already.
 *
 * Only a proved identifier leads to a contact that is there: he is that contact then, and what he said before by his present name goes with him. What is only said never does:
 * a mail address that another contact has is left out, or whoever knows an address could come in as its owner. An identifier that nobody proved becomes a point of the contact in
 * channels of software alone: of a site anybody could write another's name on himself and wait for him.
 */
export async function identifyContact(tx: Tx, act: Act, channelId: number, sourceId: string | null, claims: Claims): Promise<Identified> {
  const reader = seesAll(act);
  const present = sourceId === null ? null : await findContactSource(tx, reader, channelId, sourceId);
  const identifier = said(claims.identifier);
  if (identifier !== null && claims.isProved) {
    const known = await findContactByPoint(tx, reader, 'external', identifier);
    if (known) return asKnown(tx, act, channelId, present, sourceId, known, claims);
  }
  // Somebody else is proved where another was before (a shared device): he is new, and sees nothing of that.
  const isTaken = present !== null && identifier !== null && claims.isProved === true && await isVerified(tx, present);
  if (present && !isTaken) return { ...present, refused: await say(tx, act, present, claims), isNew: false };
  const { id } = await createContact(tx, reader, { name: said(claims.name) ?? said(claims.email) ?? said(claims.phone) ?? identifier ?? 'Visitor' });
  const source = await putContactSource(tx, reader, { channelId, contactId: id, sourceId: isTaken || sourceId === null ? randomUUID() : sourceId }).catch(againWhereTaken);
  return { ...source, refused: await say(tx, act, source, claims), isNew: true };
}

/** The contact is there: he gets the name that was proved before, else keeps the one he came by. */
async function asKnown(tx: Tx, act: Act, channelId: number, present: ContactSource | null, sourceId: string | null, known: Contact, claims: Claims): Promise<Identified> {
  const reader = seesAll(act);
  const proved = await findVerifiedSource(tx, reader, channelId, known.id);
  const isMine = present !== null && present.contactId === known.id;
  // A name that somebody has used unproved stays his: taking it over would show what he wrote to the next who is proved.
  const source = proved ?? (isMine ? present : await putContactSource(tx, reader, { channelId, contactId: known.id, sourceId: present === null && sourceId !== null ? sourceId : randomUUID() }));
  await markSourceVerified(tx, reader, source);
  if (present !== null && present.sourceId !== source.sourceId) await takeAlong(tx, act, present, source);
  return { ...source, refused: await say(tx, act, source, claims), isNew: false };
}

/** What was said before he was known goes with him, unless it was said by somebody who was known himself. */
async function takeAlong(tx: Tx, act: Act, from: ContactSource, into: ContactSource): Promise<void> {
  if (await isVerified(tx, from)) return;
  const moved = await tx.rows(sql<{ id: number }>`
    UPDATE conversations SET source_id = ${into.sourceId}, contact_id = ${into.contactId} WHERE account_id = ${tx.accountId} AND channel_id = ${from.channelId} AND source_id = ${from.sourceId} RETURNING id`);
  await tx.run(sql`
    UPDATE contact_message_keys SET source_id = ${into.sourceId} WHERE account_id = ${tx.accountId} AND channel_id = ${from.channelId} AND source_id = ${from.sourceId}`);
  if (moved.length > 0) await appendEvents(tx, act, [{ type: 'contact.changed', data: { contactId: into.contactId } }]);
}

/** Two first words of one visitor at the same moment: the later one is run again (`shouldRetry`) and finds the contact that the earlier made. */
function againWhereTaken(error: unknown): never {
  throw error instanceof CoreError && error.code === 'conflict' ? Object.assign(new Error('the name was taken at the same moment'), { code: '40001' }) : error;
}

async function isVerified(tx: Tx, { channelId, sourceId }: ContactSource): Promise<boolean> {
  return await tx.maybe(sql<object>`SELECT 1 AS there FROM contact_sources WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND source_id = ${sourceId} AND is_verified`) !== null;
}

/** Writes down what is new. A point that is another contact's is left out; returns which. */
async function say(tx: Tx, act: Act, { contactId, channelId, sourceId }: ContactSource, claims: Claims): Promise<PointKind[]> {
  const reader = seesAll(act);
  const contact = await getContact(tx, reader, contactId);
  const name = said(claims.name);
  if (name !== null && name !== contact.name) await changeContact(tx, reader, contactId, { name });
  const refused: PointKind[] = [];
  // What is only said is no key: whoever proves the same name later would be taken for him.
  const mayKeepIdentifier = claims.isProved === true;
  for (const [kind, value] of [['email', said(claims.email)], ['phone', said(claims.phone)], ['external', mayKeepIdentifier ? said(claims.identifier) : null]] as const) {
    if (value === null) continue;
    const holder = await findContactByPoint(tx, reader, kind, value);
    if (holder && holder.id !== contactId) refused.push(kind);
    else if (!holder && claims.isProved !== true && contact.points.some((point) => point.kind === kind)) refused.push(kind); // one is believed; a list of them is somebody else's
    else if (!holder) await addContactPoint(tx, reader, contactId, { kind, value });
  }
  if (claims.isProved && said(claims.identifier) !== null && !refused.includes('external')) await markSourceVerified(tx, reader, { channelId, sourceId });
  return refused;
}

function said(text: string | null | undefined): string | null {
  const clean = text?.trim() ?? '';
  return clean === '' ? null : clean;
}

/** A channel that wants identifiers proved got one without its proof. */
export function identityNeeded(): CoreError {
  return new CoreError('forbidden', 'This channel wants a proof of who somebody is.', { key: 'identity-needed' });
}

/** Only a refusal: the key that was to prove it says otherwise. */
export function identityWrong(): CoreError {
  return new CoreError('forbidden', 'The proof does not fit the identifier.', { key: 'identity-wrong' });
}
