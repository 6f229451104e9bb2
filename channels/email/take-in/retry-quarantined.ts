import { findMailboxFolders, findTrustedServers, getChannel, reopenUid } from '#core/channels/index.ts';
import { getQuarantined, quarantineMails, readRawMail, type QuarantinedMail } from '#core/conversations/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { messageTimeFromMailbox } from '../imap/message-time.ts';
import { messageTimeFromFile } from '../import/message-time.ts';
import type { ParsedMail } from '../parse/parsed-mail.ts';
import type { Arrival } from '../prove/prove-sender.ts';
import type { MessageTime } from './incoming-mail.ts';
import { prepareMails, type PrepareTools } from './prepare-mails.ts';
import { storeMails } from './store-mails.ts';

/** `stored`: it is a message now. `fetch-again`: its mail server is asked for it once more. `kept`: it still cannot be read. */
export interface RetryResult { readonly outcome: 'stored' | 'fetch-again' | 'kept'; readonly text: string; /** Of one that is kept: why. */ readonly code: string | null }

/** Mails of which not all bytes are here. */
const partial = ['too-large', 'not-fetched'];

/** Tries a mail of the quarantine again: parses its bytes, or has it fetched again where they are not all here. `conflict` where neither is possible. */
export async function retryQuarantined(tools: PrepareTools, act: Act, id: number): Promise<RetryResult> {
  const { database, files } = tools;
  const { mail, channel, packed, arrival } = await database.withAccount(act.accountId, async (tx) => {
    const found = await getQuarantined(tx, act, id);
    return { mail: found, channel: await getChannel(tx, act, found.channelId), packed: await readRawMail(tx, found.rawSha256), arrival: await arrivalOf(tx, act, found) };
  });
  if (partial.includes(mail.code)) return fetchAgain(tools, act, mail);
  const raw = packed ?? await files.read(act.accountId, mail.rawSha256);
  const prepared = await prepareMails(tools, act, null, [{
    copyKey: mail.copyKey, raw, sha256: mail.rawSha256, folder: placeOf(mail.copyKey)?.folder ?? '', copyFlags: [], unreadable: null, ...(arrival && { arrival }), timeOf: (parsed) => timeOf(mail, parsed, act),
  }]);
  const [problem] = prepared.unreadable;
  if (problem) return { outcome: 'kept', text: problem.detail, code: problem.code };
  const part = await storeMails(database, act, [channel], { ...prepared, retried: new Set([mail.copyKey]) }, { batchId: mail.batchId });
  return part.quarantined > 0 ? { outcome: 'kept', text: 'The database does not take this mail.', code: 'refused-by-database' } : { outcome: 'stored', text: part.stored > 0 ? 'It is a message now.' : 'It was held already, or was deleted here.', code: null };
}

async function fetchAgain({ database }: PrepareTools, act: Act, mail: QuarantinedMail): Promise<RetryResult> {
  const place = placeOf(mail.copyKey);
  if (!place) throw new CoreError('conflict', 'Only the beginning of this mail is here; it cannot be read again.', { key: 'mail-cut-off' });
  await database.withAccount(act.accountId, async (tx) => {
    await reopenUid(tx, act, mail.channelId, place);
    await quarantineMails(tx, act, mail.channelId, [], null, [mail.copyKey]);
  });
  return { outcome: 'fetch-again', text: 'Its mail server is asked for it at the next look.', code: null };
}

/** Of an import nobody asks. Who handed a mail to the listener is not known any more: only a signature still proves its sender. */
async function arrivalOf(tx: Tx, act: Act, { copyKey, batchId, channelId }: QuarantinedMail): Promise<Arrival | null> {
  if (batchId !== null) return null;
  const place = placeOf(copyKey);
  if (place === null) return { kind: 'delivered', trustedServers: [], client: null };
  const folder = (await findMailboxFolders(tx, act, [channelId])).find((one) => one.folder === place.folder);
  const isHistory = folder !== undefined && place.uid < folder.liveFromUid;
  const delivered = isHistory ? null : { kind: 'delivered' as const, trustedServers: await findTrustedServers(tx, act, [channelId]), client: null };
  return folder?.role === 'sent' ? { kind: 'sent-folder', delivered } : delivered;
}

/** When it was first seen here stands for the server's time; a header that is over a day older counts instead, as in backfill. */
function timeOf({ copyKey, batchId, createdAt }: QuarantinedMail, parsed: ParsedMail, { now }: Act): MessageTime {
  if (batchId !== null) return messageTimeFromFile(parsed, Date.parse(now), null);
  const time = messageTimeFromMailbox(parsed, { internalDate: createdAt, role: 'inbox', isBackfill: true }, Date.parse(now));
  return placeOf(copyKey) === null && time.source === 'internaldate' ? { ...time, source: 'smtp' } : time;
}

function placeOf(copyKey: string): { folder: string; uidValidity: number; uid: number } | null {
  const [, folder, uidValidity, uid] = /^imap:([^]*):(\d+)(?:r\d+)?:(\d+)$/.exec(copyKey) ?? [];
  return folder === undefined ? null : { folder, uidValidity: Number(uidValidity), uid: Number(uid) };
}
