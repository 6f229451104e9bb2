import { quarantineMails, receiveMails } from '#core/conversations/index.ts';
import { recordFiles } from '#core/files/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { crashPoint, type Database, type Tx } from '#storage/index.ts';
import { asRefused, asTakeInError, refusalOf, sqlStateOf } from './database-refusal.ts';
import type { PreparedMails } from './prepare-mails.ts';

export interface TargetChannel { readonly id: number; readonly isList: boolean }

/** What one transaction stored. A batch is several of them where the database refused a mail. */
export interface StoredPart { readonly copyKeys: readonly string[]; readonly stored: number; readonly alreadyHeld: number; readonly quarantined: number }

export interface StoreOptions {
  readonly batchId: number | null;
  /** Joins each transaction, with what that one stores; may run again where the transaction lost a race. */
  readonly alongside?: (tx: Tx, part: StoredPart) => Promise<void>;
  /** After each commit. */
  readonly committed?: (part: StoredPart) => void;
}

/**
 * Stores prepared mails in every one of the channels (of one account), in one transaction. Where the database refuses what is in it,
 * whatever it is that no second try cures, the batch is halved until the one mail is found; that goes into quarantine and the others are stored.
 */
export async function storeMails(database: Database, act: Act, channels: readonly TargetChannel[], prepared: PreparedMails, options: StoreOptions): Promise<StoredPart> {
  const part = (of: PreparedMails): Promise<StoredPart> => storeMails(database, act, channels, of, options);
  const whole = (): Promise<StoredPart> => storeWhole(database, act, channels, prepared, options);
  try {
    // A foreign key fails where somebody removed, in the same moment, what these mails share with others: it is written anew.
    return await whole().catch((error: unknown) => {
      if (sqlStateOf(error) !== '23503') throw error;
      return whole();
    });
  } catch (error) {
    const { mails } = prepared;
    const refusal = refusalOf(error);
    if (refusal === null || mails.length === 0) throw asTakeInError(error);
    const keysOf = (some: typeof mails): string[] => some.map((mail) => mail.copyKey);
    const bare = { ...prepared, unreadable: [], heldCount: 0, heldQuarantine: 0 };
    const own = new Set(keysOf(mails));
    const others = prepared.copyKeys.filter((key) => !own.has(key));
    if (others.length > 0) return sum(await part({ ...prepared, mails: [], copyKeys: others }), await part({ ...bare, mails, copyKeys: keysOf(mails) }));
    if (mails.length === 1) return part({ ...bare, mails: [], unreadable: [asRefused(mails[0]!, refusal)] });
    const half = Math.ceil(mails.length / 2);
    const [first, second] = [mails.slice(0, half), mails.slice(half)];
    return sum(await part({ ...bare, mails: first, copyKeys: keysOf(first) }), await part({ ...bare, mails: second, copyKeys: keysOf(second) }));
  }
}

async function storeWhole(database: Database, act: Act, channels: readonly TargetChannel[], batch: PreparedMails, { batchId, alongside, committed }: StoreOptions): Promise<StoredPart> {
  const named = new Set([...batch.mails.flatMap((mail) => mail.attachments.map((file) => file.sha256)), ...[...batch.mails, ...batch.unreadable].map((mail) => mail.rawSha256)]);
  const part = await database.withAccount(act.accountId, async (tx) => {
    await recordFiles(tx, act, batch.files.filter((file) => named.has(file.sha256)));
    let stored = 0;
    for (const channel of channels) {
      const received = await receiveMails(tx, act, channel, batch.mails, batchId);
      stored += received.stored;
      await quarantineMails(tx, act, channel.id, batch.unreadable, batchId, batch.mails.map((mail) => mail.copyKey).filter((key) => batch.retried.has(key)));
    }
    const done: StoredPart = {
      copyKeys: batch.copyKeys, stored, alreadyHeld: batch.mails.length - stored + batch.heldCount, quarantined: batch.unreadable.length + batch.heldQuarantine,
    };
    await alongside?.(tx, done);
    crashPoint('before-commit');
    return done;
  }, { timeoutMs: 120_000 });
  crashPoint('after-commit');
  committed?.(part);
  return part;
}

function sum(a: StoredPart, b: StoredPart): StoredPart {
  return { copyKeys: [...a.copyKeys, ...b.copyKeys], stored: a.stored + b.stored, alreadyHeld: a.alreadyHeld + b.alreadyHeld, quarantined: a.quarantined + b.quarantined };
}
