import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { addMember, createToken, createUser, setupAccount } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { createQueue } from '#core/queues/index.ts';
import { sql, type Connection, type Database } from '#storage/index.ts';
import { superviseServer, type SupervisedServer } from '../crash-ingest/supervise-server.ts';
import { driveServers, type DriveResult } from './drive-servers.ts';
import { furnishCrowd } from './furnish-crowd.ts';
import { replayOffers } from './replay-offers.ts';

export interface TwoServersInput { readonly connection: Connection; readonly database: Database; readonly arrivals: number; readonly agents: number; readonly hands: number; readonly people: number; readonly seed: number; readonly kills: number; readonly onHandled?: (handled: number) => void }

export interface TwoServersResult extends DriveResult {
  readonly offers: number;
  /** Offers that were doubled or overtook another one, each as a sentence. */
  readonly problems: readonly string[];
  /** Calls that were told and are not there, are not finished, or are there twice. */
  readonly lost: number;
  readonly doubled: number;
  /** What is left where nothing should be: load of agents, entries, open offers, timers. */
  readonly left: number;
  readonly output: string;
}

/**
 * Two `patchbay serve` on one database give out the work of many agents, driven by the native control API; now and then one of them is killed (SIGKILL) in the middle. What came of it is read from the
 * database.
 */
export async function twoServers({ connection, database, arrivals, agents, hands, people, seed, kills, onHandled }: TwoServersInput): Promise<TwoServersResult> {
  const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-two-servers-'));
  const servers: SupervisedServer[] = [];
  try {
    const { accountId, queueId, tokens } = await furnish(database, { agents, people });
    for (let at = 0; at < 2; at += 1) servers.push(superviseServer(connection, { dataDir, smtpPort: 0, env: { PATCHBAY_LOG_LEVEL: 'info' } }));
    for (let tries = 0; servers.some((server) => server.address() === ''); tries += 1) {
      if (tries > 1_200) throw new Error(`the servers do not start: ${servers.map((server) => server.output()).join('\n')}`);
      await wait(50);
    }
    const killAt = Array.from({ length: kills }, (_, nth) => Math.floor(arrivals * (nth + 1) / (kills + 1)));
    const driven = await driveServers({ servers, tokens, queueId, arrivals, hands, seed, killAt, ...(onHandled && { onHandled }) });
    return { ...driven, ...await judge(database, { accountId, queueId, arrivals }), output: servers.map((server) => server.output()).join('\n') };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function furnish(database: Database, { agents, people }: { agents: number; people: number }): Promise<{ accountId: number; queueId: number; tokens: string[] }> {
  const now = new Date().toISOString();
  const { account } = await setupAccount(database, { accountName: 'Two', email: 'two@servers.test', name: 'Two', password: null, now });
  const act = systemAct(account.id, now, 'test');
  return database.withAccount(account.id, async (tx) => {
    const { id: queueId } = await createQueue(tx, act, { kind: 'call', name: 'Busy', wrapUpSeconds: 0, offerSeconds: 3_600 });
    await furnishCrowd(tx, now, agents, [queueId]);
    const tokens: string[] = [];
    for (let nth = 0; nth < people; nth += 1) {
      const { id: userId } = await createUser(tx, act, { email: `carrier-${nth}@servers.test`, name: `Carrier ${nth}` });
      await addMember(tx, act, { userId, role: 'owner' });
      tokens.push((await createToken(tx, act, { userId, dialect: 'native', name: 'carrier', scopes: 'all', expiresAt: null })).secret);
    }
    return { accountId: account.id, queueId, tokens };
  }, { timeoutMs: 60_000 });
}

async function judge(database: Database, { accountId, queueId, arrivals }: { accountId: number; queueId: number; arrivals: number }): Promise<Pick<TwoServersResult, 'offers' | 'problems' | 'lost' | 'doubled' | 'left'>> {
  return database.withAccount(accountId, async (tx) => {
    const { finished, all, refs } = await tx.one(sql<{ finished: number; all: number; refs: number }>`
      SELECT count(*) FILTER (WHERE state = 'finished') AS finished, count(*) AS all, (SELECT count(*) FROM interaction_refs WHERE account_id = ${tx.accountId}) AS refs FROM interactions WHERE account_id = ${tx.accountId}`);
    const { left } = await tx.one(sql<{ left: number }>`
      SELECT (SELECT coalesce(sum(load + calls + chats), 0) FROM agent_presence WHERE account_id = ${tx.accountId}) + (SELECT count(*) FROM queue_entries WHERE account_id = ${tx.accountId})
        + (SELECT count(*) FROM offers WHERE account_id = ${tx.accountId} AND state = 'open') + (SELECT count(*) FROM routing_timers WHERE account_id = ${tx.accountId}) AS left`);
    return { ...await replayOffers(tx, queueId), lost: arrivals - finished, doubled: Math.max(all - refs, all - arrivals), left };
  }, { timeoutMs: 120_000 });
}
