import { findAddressesElsewhere, findFailingServers, findMailboxFolders, findMailboxStates, type MailboxFolder, type MailboxState, type SendingBrake } from '#core/channels/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { countUnprovedOurs, noneUnproved, type UnprovedOurs } from './count-unproved-ours.ts';

export type FolderHealth = Pick<MailboxFolder, 'folder' | 'role' | 'seenAt' | 'processedAt' | 'backlog' | 'backfill' | 'backfillTotal' | 'backfillLeft' | 'resyncs' | 'stored' | 'quarantined' | 'failingSince' | 'errorText' | 'errorSaid'>;

/** How the reading of a mailbox stands. */
export interface MailboxHealth extends MailboxState, UnprovedOurs {
  /** When any of its folders was last looked at. */
  readonly seenAt: string | null;
  /** When mail was last stored or quarantined. */
  readonly processedAt: string | null;
  /** Mails known and not done, over all folders. */
  readonly backlog: number;
  /** Mails of the channel in quarantine, by whichever way they came. */
  readonly quarantined: number;
  readonly folders: readonly FolderHealth[];
  /** Addresses of it whose mail goes to another account of this server. */
  readonly addressesElsewhere: readonly string[];
  /** The mail server it sends through, where that does not work; null: it does, as far as is known. */
  readonly sending: SendingBrake | null;
}

const neverConnected = { connectedAt: null, failingSince: null, errorCode: null, errorText: null, errorSaid: null, failures: 0, nextTryAt: null };

/** Every email channel of the account, by id; one that was never read has no folders. */
export async function findMailboxHealth(tx: Tx, act: Act): Promise<MailboxHealth[]> {
  requirePermission(act, 'channels.read');
  const states = new Map((await findMailboxStates(tx, act)).map((state) => [state.channelId, state]));
  const folders = await findMailboxFolders(tx, act);
  const counts = await tx.rows(sql<{ channelId: number; quarantined: number }>`
    SELECT c.id AS "channelId", (SELECT count(*) FROM quarantine q WHERE q.account_id = c.account_id AND q.channel_id = c.id AND q.resolved_at IS NULL) AS quarantined
    FROM channels c WHERE c.account_id = ${tx.accountId} AND c.kind = 'email' ORDER BY c.id`);
  const unproved = await countUnprovedOurs(tx, act.now);
  const elsewhere = await findAddressesElsewhere(tx, act);
  const failing = await findFailingServers(tx, act);
  return counts.map(({ channelId, quarantined }) => {
    const own = folders.filter((folder) => folder.channelId === channelId);
    return {
      ...neverConnected, channelId, ...states.get(channelId), quarantined, ...unproved.get(channelId) ?? noneUnproved, folders: own.map(healthOf), addressesElsewhere: elsewhere.get(channelId) ?? [], sending: failing.get(channelId) ?? null,
      seenAt: latest(own.map(({ seenAt }) => seenAt)), processedAt: latest(own.map(({ processedAt }) => processedAt)), backlog: own.reduce((sum, { backlog }) => sum + backlog, 0),
    };
  });
}

function healthOf({ folder, role, seenAt, processedAt, backlog, backfill, backfillTotal, backfillLeft, resyncs, stored, quarantined, failingSince, errorText, errorSaid }: MailboxFolder): FolderHealth {
  return { folder, role, seenAt, processedAt, backlog, backfill, backfillTotal, backfillLeft, resyncs, stored, quarantined, failingSince, errorText, errorSaid };
}

function latest(instants: readonly (string | null)[]): string | null {
  return instants.reduce((last, one) => (one !== null && (last === null || Date.parse(one) > Date.parse(last)) ? one : last), null);
}
