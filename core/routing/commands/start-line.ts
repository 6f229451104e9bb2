import { createInteraction, type Entry, type InteractionKind } from '#core/interactions/index.ts';
import { createContact, findContactByPoint } from '#core/contacts/index.ts';
import { CoreError, invalid, isMailAddress, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { findMenus, getQueueRules } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { Again, noWake, scheduleCall } from '../engine/index.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import { chooseMenu } from './choose-menu.ts';
import { enterQueue } from './enter-queue.ts';
import { scheduledMsOf } from './scheduled-ms.ts';
import { readLine, type LineState } from './line-state.ts';

export interface NewLine {
  readonly kind: InteractionKind;
  /** What the line calls it: told twice, it is one. */
  readonly providerRef: string;
  readonly entry: Entry;
  /** The customer's number or address; absent: withheld. */
  readonly from?: string;
  /** The number, site or app that was called. */
  readonly to: string;
  readonly lang?: string;
  /** Whose telephony it is. */
  readonly provider?: string;
  readonly contactId?: number;
  readonly menuId?: number;
  readonly queueId?: number;
  /** RFC 3339: the customer is to be called then. */
  readonly scheduledAt?: string;
}

/**
 * A call rings, or a chat begins: the record is there from the first moment. With `menuId` or `queueId` it goes on at once to where they lead.
 * Told again under the same name, nothing is made and it is as it is.
 */
export async function startLine(change: Change, act: Act, input: NewLine): Promise<LineState & { readonly isNew: boolean }> {
  requirePermission(act, 'work.supervise');
  const { kind, providerRef } = input;
  if (providerRef.trim() === '' || providerRef.length > 200 || !providerRef.isWellFormed() || providerRef.includes('\u0000')) throw invalid('providerRef', 'must be a text of 1 to 200 characters', 'too-long', { max: 200 });
  if (input.menuId !== undefined && input.queueId !== undefined) throw invalid('menuId', 'stands beside a queue: name one of both', 'menu-or-queue');
  const { interactionId, isNew } = await runRouting(change, act, async (tx) => ({ result: await make(tx, act, input), wake: noWake }));
  if (input.queueId !== undefined) await enterQueue(change, act, { interactionId, queueId: input.queueId });
  else if (input.menuId !== undefined) await chooseMenu(change, act, { kind, interactionId, menuId: input.menuId, isRepeat: !isNew });
  return { ...await change((tx) => readLine(tx, kind, interactionId)), isNew };
}

async function make(tx: Tx, act: Act, input: NewLine): Promise<{ interactionId: number; isNew: boolean }> {
  const { kind, providerRef, scheduledAt } = input;
  const known = await findByRef(tx, kind, providerRef);
  if (known !== null) return { interactionId: known, isNew: false };
  const scheduledMs = scheduledAt === undefined ? null : scheduledMsOf(act, scheduledAt);
  if (scheduledMs !== null && kind === 'chat') throw invalid('scheduledAt', 'is for calls only', 'calls-only');
  await requireTarget(tx, act, input);
  const { id } = await createInteraction(tx, seesAll(act), {
    kind, direction: scheduledMs === null ? 'in' : 'out', entry: input.entry, lang: input.lang ?? 'en', phone: input.from ?? null, contactId: await contactOf(tx, act, input), scheduledMs,
    ...(scheduledMs !== null && input.queueId !== undefined && { queueId: input.queueId }),
    ...(kind === 'call' && (scheduledMs === null ? { supportNumber: lineNumber(input.to) } : { outboundNumber: lineNumber(input.to) })), ...(input.provider !== undefined && { provider: input.provider }),
  });
  await keepRef(tx, kind, providerRef, id);
  if (scheduledMs !== null) await inStore(tx, act, (store) => scheduleCall(store, { interactionId: id, atMs: scheduledMs }));
  return { interactionId: id, isNew: true };
}

/** Where it is to go at once is there: what is made and then has nowhere to go would stay in the menus for ever. */
async function requireTarget(tx: Tx, act: Act, { kind, queueId, menuId }: NewLine): Promise<void> {
  if (queueId !== undefined) {
    const queue = await getQueueRules(tx, queueId);
    if (!queue) throw notFound('queue');
    if (queue.kind !== kind) throw new CoreError('conflict', `This queue takes ${queue.kind}s only.`, { key: 'queue-other-kind', values: { kind: queue.kind } });
  }
  if (menuId !== undefined && (await findMenus(tx, seesAll(act), { ids: [menuId] })).menus.length === 0) throw notFound('menu');
}

/** Who is named; else whose mail address it is that a chat gives. Numbers are the interaction's to look up. */
async function contactOf(tx: Tx, act: Act, { contactId, from, kind }: NewLine): Promise<number | null> {
  if (contactId !== undefined) return contactId;
  if (kind === 'call' || from === undefined || !isMailAddress(from.toLowerCase())) return null;
  const known = await findContactByPoint(tx, seesAll(act), 'email', from);
  return known ? known.id : (await createContact(tx, seesAll(act), { name: from, points: [{ kind: 'email', value: from }] })).id;
}

/** +49 (30) 12-34 as +49301234: what people and carriers put between the digits says nothing. */
export function lineNumber(text: string): string {
  return text.replaceAll(/[\s()./-]/g, '');
}

export async function findByRef(tx: Tx, kind: InteractionKind, providerRef: string): Promise<number | null> {
  const row = await tx.maybe(sql<{ id: number }>`SELECT interaction_id AS id FROM interaction_refs WHERE account_id = ${tx.accountId} AND kind = ${kind} AND provider_ref = ${providerRef}`);
  return row?.id ?? null;
}

async function keepRef(tx: Tx, kind: InteractionKind, providerRef: string, interactionId: number): Promise<void> {
  const kept = await tx.run(sql`
    INSERT INTO interaction_refs (account_id, kind, provider_ref, interaction_id) VALUES (${tx.accountId}, ${kind}, ${providerRef}, ${interactionId}) ON CONFLICT DO NOTHING`);
  if (kept === 0) throw new Again(); // told at the same moment to somebody else, who was first: what was made here goes, and theirs is found
}
