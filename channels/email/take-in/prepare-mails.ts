import { findHeldCopies, type ReceivedMail, type UnreadableMail } from '#core/conversations/index.ts';
import type { FileStore, StoredFile } from '#core/files/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { crashPoint, type Database } from '#storage/index.ts';
import type { ParsePool } from '../parse/create-parse-pool.ts';
import type { ParsedMail } from '../parse/parsed-mail.ts';
import type { MailVerifier } from '../prove/create-mail-verifier.ts';
import { proveSender } from '../prove/prove-sender.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { rawInDatabaseBytesMax, toReceivedMail } from './to-received-mail.ts';

/** Mails parsed and judged, their files durable: what one transaction stores. */
export interface PreparedMails {
  readonly mails: readonly ReceivedMail[];
  readonly unreadable: readonly UnreadableMail[];
  readonly files: readonly StoredFile[];
  /** Copy keys that were in quarantine until now. */
  readonly retried: ReadonlySet<string>;
  /** Of all mails handed over, held ones included. */
  readonly copyKeys: readonly string[];
  readonly heldCount: number;
  readonly heldQuarantine: number;
}

export interface PrepareTools {
  readonly database: Database;
  readonly files: FileStore;
  readonly pool: ParsePool;
  /** Asked about live mail; where there is none its sender is not proved. */
  readonly verifier: MailVerifier | null;
}

/**
 * Parses in the pool and puts attachments and large raw mails into the file store, durably. What the channel holds already is not parsed
 * again; `channelId` null: nobody looks (a mail for several channels). Never throws for what is in a mail.
 */
export async function prepareMails({ database, files, pool, verifier }: PrepareTools, act: Act, channelId: number | null, incoming: readonly IncomingMail[]): Promise<PreparedMails> {
  const copyKeys = incoming.map((mail) => mail.copyKey);
  const held = channelId === null ? null : await database.withAccount(act.accountId, (tx) => findHeldCopies(tx, channelId, copyKeys));
  const fresh = incoming.filter(({ copyKey }) => !held?.stored.has(copyKey) && !held?.quarantined.has(copyKey));
  crashPoint('parsing');
  const outcomes = await Promise.all(fresh.map(async (mail) => {
    const outcome = mail.unreadable ? { ok: false as const, ...mail.unreadable } : await pool.parse(mail.raw);
    const verdict = mail.arrival && outcome.ok ? await proveSender(verifier, outcome.mail, mail.raw, mail.arrival) : null;
    return { mail, outcome, verdict };
  }));
  const mails: ReceivedMail[] = [];
  const unreadable: UnreadableMail[] = [];
  const blobs: Uint8Array[] = [];
  for (const { mail, outcome, verdict } of outcomes) {
    const { raw, copyKey, sha256 } = mail;
    if (raw.byteLength >= rawInDatabaseBytesMax) blobs.push(raw);
    if (!outcome.ok) {
      unreadable.push({ copyKey, rawSha256: sha256, rawByteCount: raw.byteLength, raw: raw.byteLength < rawInDatabaseBytesMax ? raw : null, code: outcome.code, detail: outcome.safeText });
      continue;
    }
    const time = mail.timeOf(outcome.mail);
    blobs.push(...outcome.mail.attachments.map((file) => file.content));
    mails.push(toReceivedMail(withEnvelope(outcome.mail, mail.envelopeSender), outcome.safeHtml, outcome.remoteImages, {
      copyKey, folder: mail.folder, copyFlags: mail.copyFlags, raw, at: time.at, atSource: time.source, flags: time.flags, verdict,
    }));
  }
  const stored = await files.putMany(act.accountId, blobs);
  crashPoint('files-durable');
  return {
    mails, unreadable, files: stored, copyKeys, retried: held?.retryable ?? new Set(),
    heldCount: copyKeys.filter((key) => held?.stored.has(key)).length, heldQuarantine: copyKeys.filter((key) => held?.quarantined.has(key)).length,
  };
}

/** The last server on the way writes the envelope's sender into Return-Path (RFC 5321 4.4); here that is us. The raw bytes stay as they came. */
function withEnvelope(mail: ParsedMail, sender: string | undefined): ParsedMail {
  if (sender === undefined) return mail;
  return { ...mail, headers: [['return-path', `<${sender}>`], ...mail.headers.filter(([name]) => name !== 'return-path')] };
}
