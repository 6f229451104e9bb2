import { countAttempt, getMember, isSecretShaped, networkOf, secretHash } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { accountZone } from '../live/account-zone.ts';
import { findAgentBoard, type AgentBoardRow } from '../live/find-agent-board.ts';
import { findWallboard } from '../live/find-wallboard.ts';
import type { Wallboard } from '../live/wallboard.ts';
import { boardCacheOf } from './board-cache.ts';
import { linkGone } from './wallboard-link.ts';

/** What a link shows: figures, never an interaction. `agents`: null where the link shows none. */
export interface SharedWallboard {
  readonly accountName: string;
  readonly linkName: string;
  readonly wallboard: Omit<Wallboard, 'atRisk'>;
  readonly agents: readonly Pick<AgentBoardRow, 'name' | 'state' | 'statusName' | 'statusColor' | 'since'>[] | null;
}

const perNetworkMax = 900;
const perLinkMax = 3_600;

/**
 * The wallboard for who holds the secret. Throttles itself (`too-many`). `expired` for every secret that is not good, whatever is wrong with it: the link is looked at each time. The figures are of
 * the last five seconds, one snapshot of the account for all its links.
 */
export async function openSharedWallboard(database: Database, { secret, address, now }: { secret: unknown; address: string; now: string }): Promise<SharedWallboard> {
  await countAttempt(database, { kind: 'wallboard-network', of: networkOf(address), max: perNetworkMax }, now);
  const [, account] = isSecretShaped(secret) ? /^(\d{1,15})\.[A-Za-z0-9_-]{43}$/.exec(secret) ?? [] : [];
  if (account === undefined || Number(account) === 0) throw linkGone();
  const accountId = Number(account);
  const link = await database.withAccount(accountId, (tx) => findLink(tx, secret as string, now));
  await countAttempt(database, { kind: 'wallboard-link', of: `${accountId} ${link.id}`, max: perLinkMax }, now);
  const key = `${accountId} ${link.showsAgents ? 'agents' : 'queues'}`;
  const board = await boardCacheOf<Board>(database).get(key, Date.parse(now), () => readBoard(database, accountId, link.showsAgents, now));
  return { accountName: link.accountName, linkName: link.name, ...board };
}

type Board = Pick<SharedWallboard, 'wallboard' | 'agents'>;

/** All that links of the account show: nothing in it depends on which link it is, but for whether it shows agents. */
function readBoard(database: Database, accountId: number, showsAgents: boolean, now: string): Promise<Board> {
  const act = systemAct(accountId, now, 'wallboard-link');
  return database.withAccount(accountId, async (tx) => {
    const { atRisk: _, ...wallboard } = await findWallboard(tx, act, { zone: await accountZone(tx) });
    const { agents } = showsAgents ? await findAgentBoard(tx, act) : { agents: null };
    return { wallboard, agents: agents?.map(({ name, state, statusName, statusColor, since }) => ({ name, state, statusName, statusColor, since })) ?? null };
  }, { readOnly: true, isolation: 'repeatable read' });
}

interface FoundLink { readonly id: number; readonly name: string; readonly showsAgents: boolean; readonly accountName: string; readonly createdBy: number | null; readonly isDisabled: boolean }

async function findLink(tx: Tx, secret: string, now: string): Promise<FoundLink> {
  const link = await tx.maybe(sql<FoundLink>`
    SELECT l.id, l.name, l.shows_agents AS "showsAgents", a.name AS "accountName", l.created_by AS "createdBy", u.disabled_at IS NOT NULL AS "isDisabled"
    FROM wallboard_links l JOIN accounts a ON a.id = l.account_id AND a.deleted_at IS NULL LEFT JOIN users u ON u.id = l.created_by
    WHERE l.account_id = ${tx.accountId} AND l.token_hash = ${secretHash(secret)} AND l.revoked_at IS NULL AND l.expires_at > ${now}::timestamptz`);
  if (!link || link.isDisabled) throw linkGone();
  if (link.createdBy !== null && !(await getMember(tx, link.createdBy))?.permissions.has('work.supervise')) throw linkGone();
  // Once a minute is enough to see that it is in use.
  await tx.run(sql`UPDATE wallboard_links SET last_used_at = ${now} WHERE account_id = ${tx.accountId} AND id = ${link.id} AND (last_used_at IS NULL OR last_used_at < ${now}::timestamptz - interval '1 minute')`);
  return link;
}
