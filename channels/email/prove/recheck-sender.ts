import { findTrustedServers } from '#core/channels/index.ts';
import { findSendersToRecheck, readRawMail, recheckSender, type SenderCheck } from '#core/conversations/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { normaliseAddress, systemAct, type Act } from '#core/kernel/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import type { ParsePool } from '../parse/create-parse-pool.ts';
import type { MailVerifier } from './create-mail-verifier.ts';
import { proveSender } from './prove-sender.ts';

export const recheckSenderKind = 'recheck-sender';
/** Its own: strangers decide how many of these there are, and links for new passwords must not stand behind them. */
export const recheckQueue = 'recheck';

const minuteMs = 60_000;
/** After a mail came; then it stays as it is, until somebody says that it is ours. */
const triesMs = [5, 30, 2 * 60, 8 * 60, 24 * 60, 72 * 60].map((minutes) => minutes * minuteMs);

/** Reactor: a live mail that says it is from us, and of which nobody could be asked, is asked about later. */
export const recheckSenderReactor: Consumer = { name: 'recheck-senders', kind: 'reactor', batchMax: 500, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const incoming = events.filter(({ type, data }) => type === 'message.stored' && data['direction'] === 'incoming');
  if (incoming.length === 0) return;
  const now = incoming.at(-1)!.storedAt;
  const found = await findSendersToRecheck(tx, systemAct(tx.accountId, now, 'channel:email'), incoming.map((event) => event.messageId!));
  for (const { messageId } of found) await enqueueRecheck(tx, messageId, 0, now);
}

async function enqueueRecheck(tx: Tx, messageId: number, tries: number, now: string): Promise<void> {
  const afterMs = triesMs[tries];
  if (afterMs === undefined) return;
  await enqueueJob(tx, { queue: recheckQueue, kind: recheckSenderKind, payload: { messageId, tries }, uniqueKey: `${messageId}:${tries}`, runAt: new Date(Date.parse(now) + afterMs).toISOString(), attemptsMax: 4 });
}

export interface RecheckTools { readonly database: Database; readonly files: FileStore; readonly pool: ParsePool; readonly verifier: MailVerifier }

/**
 * Asks about one mail once more. Who handed it to our listener is not known any more: a signature proves it, or, in what was read from a mailbox, the word of a
 * mail server that the channel trusts.
 * Where nobody answers again, the next try is left for later.
 */
export async function recheckMail({ database, files, pool, verifier }: RecheckTools, act: Act, { messageId, tries }: { messageId: number; tries: number }): Promise<'proved' | 'not-proved' | 'later' | 'gone'> {
  const held = await database.withAccount(act.accountId, async (tx) => {
    const [mail] = await findSendersToRecheck(tx, act, [messageId]);
    if (!mail) return undefined;
    // In a mail that was handed over, its sender may have written the field himself.
    const trustedServers = mail.readFromChannelId === null ? [] : await findTrustedServers(tx, act, [mail.readFromChannelId]);
    return { ...mail, packed: await readRawMail(tx, mail.rawSha256), trustedServers };
  });
  if (!held) return 'gone';
  const raw = held.packed ?? await files.read(act.accountId, held.rawSha256);
  const outcome = await pool.parse(Uint8Array.from(raw), { sanitize: false });
  if (!outcome.ok) return 'not-proved';
  const verdict = await proveSender(verifier, outcome.mail, raw, { kind: 'delivered', trustedServers: held.trustedServers, client: null });
  if (verdict === null) return 'not-proved';
  return database.withAccount(act.accountId, async (tx) => {
    if (await recheckSender(tx, act, { messageId, verdict, of: normaliseAddress(outcome.mail.from.address) })) return 'proved';
    if (!isSilent(verdict.check)) return 'not-proved';
    await enqueueRecheck(tx, messageId, tries + 1, act.now);
    return 'later';
  });
}

const isSilent = (check: SenderCheck | null): boolean => check === null || check.by === null || [check.dkim, check.spf, check.dmarc].includes('temperror');
