import type { SecretKey } from '#core/accounts/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { noCounts, type CrmConnection, type CrmCounts, type CrmRunStep } from '../connection.ts';
import { openCrmConnection } from '../find-connections.ts';
import { CrmTrouble, type CrmSecret, type CrmSource } from '../source.ts';
import { nextStep } from './next-step.ts';
import { takeStep, type MeanReplyTimes } from './take-step.ts';

export interface CrmSync {
  readonly database: Database;
  readonly key: SecretKey;
  /** Who reads: the server. Asked for anew before each step, for the time. */
  readonly act: () => Act;
  readonly connectionId: number;
  readonly open: (connection: CrmConnection & { readonly secret: CrmSecret | null }) => Promise<CrmSource>;
  readonly means: MeanReplyTimes;
  readonly signal?: AbortSignal;
  /** After each page that was committed. */
  readonly onStep?: () => void;
}

/** How a sync ended. `nextAt`: when it is to be tried again, RFC 3339; null: not by itself. stopped: in between, by the signal. */
export interface CrmOutcome { readonly state: 'done' | 'waits' | 'stopped' | 'nothing'; readonly nextAt: string | null }

const minute = 60_000;
/** From the end of a run to the beginning of the next. */
export const crmEveryMs = 15 * minute;
/** A walk through everything finds what nobody told of: deletions long ago, links that changed without a trace. */
const wholeEveryMs = 7 * 24 * 60 * minute;
/** Changes are asked for from before the last run began: clocks differ, and the index behind a search lags. */
const overlapMs = 10 * minute;
const triesMax = 12;

/**
 * Reads a connected system: goes on where the last call stopped, page by page, each stored in one transaction with where to go on. Safe to be called by several at once
 * (of two that read one page one stores it) and to be cut at any moment. Trouble ends the call and says when to come again.
 */
export async function runCrmSync(sync: CrmSync): Promise<CrmOutcome> {
  const { database, act, connectionId, signal } = sync;
  requirePermission(act(), 'settings.write');
  let source: CrmSource | null = null;
  for (;;) {
    if (signal?.aborted) return { state: 'stopped', nextAt: act().now };
    const opened = await database.withAccount(act().accountId, (tx) => begin(tx, sync));
    if (opened === null) return { state: 'nothing', nextAt: null };
    const { connection, step } = opened;
    try {
      source ??= await sync.open(connection);
      const store = await takeStep({ database, act: act(), connection, source, means: sync.means }, step);
      const abilities = { tellsChanges: source.changes !== undefined, hasLists: source.lists !== undefined, writes: source.write !== undefined };
      const nextAt = source.isStill ? null : new Date(Date.parse(act().now) + crmEveryMs).toISOString();
      const isOver = await database.withAccount(act().accountId, async (tx) => {
        if (!(await isHere(tx, connection))) return null;
        const page = await store(tx);
        // A system that gives the same place again would be read for ever.
        if (step.at !== 'sweep' && page.next !== null && JSON.stringify(page.next) === JSON.stringify(step.cursor)) throw new CrmTrouble('strange', 'The system does not get on with its pages.', 'crm-strange', { values: { status: step.at } });
        const counts = add(connection.counts, page.counts);
        const next = nextStep(step, page.next, abilities);
        if (next === null) return finish(tx, act(), connection, step, { counts, nextAt });
        await goOn(tx, act(), connectionId, next, counts);
        return false;
      });
      sync.onStep?.();
      if (isOver === null) return { state: 'nothing', nextAt: null }; // whoever went on goes on; whoever changed it has asked for a reading
      if (isOver) return { state: 'done', nextAt };
    } catch (error) {
      const trouble = asTrouble(error);
      if (trouble === null) throw error;
      const outcome = await database.withAccount(act().accountId, (tx) => recordTrouble(tx, act(), connection, step, trouble));
      sync.onStep?.();
      return outcome;
    }
  }
}

/** The step to take, after a run was begun where none is under way and one is due; null: there is nothing to do. */
async function begin(tx: Tx, { act, key, connectionId }: CrmSync): Promise<{ connection: CrmConnection & { secret: CrmSecret | null }; step: CrmRunStep } | null> {
  const now = act().now;
  const locked = await tx.maybe(sql<{ state: string }>`SELECT state FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${connectionId} FOR UPDATE`);
  if (locked?.state !== 'connected') return null;
  const found = await openCrmConnection(tx, act(), key, connectionId);
  const isDue = found.nextSyncAt !== null && Date.parse(found.nextSyncAt) <= Date.parse(now);
  if (!isDue && (found.step === null || found.problemKey !== null)) return null; // not yet, or it asked to be left alone
  if (found.step !== null) return { connection: found, step: found.step };
  const isWhole = found.changedUntil === null || found.wholeAt === null || Date.parse(now) - Date.parse(found.wholeAt) >= wholeEveryMs;
  const step: CrmRunStep = { at: 'fields', cursor: null, since: isWhole ? null : found.changedUntil, tries: 0 };
  await tx.run(sql`
    UPDATE crm_connections SET step = ${JSON.stringify(step)}::jsonb, step_version = step_version + 1, round = round + ${isWhole ? 1 : 0}::integer, run_started_at = ${now}, counts = ${JSON.stringify(noCounts)}::jsonb
    WHERE account_id = ${tx.accountId} AND id = ${connectionId}`);
  return { connection: await openCrmConnection(tx, act(), key, connectionId), step };
}

/** Locks it, and says whether nobody has gone on, connected anew or disconnected meanwhile. */
async function isHere(tx: Tx, { id, stepVersion }: CrmConnection): Promise<boolean> {
  const row = await tx.maybe(sql<{ version: number; state: string }>`SELECT step_version AS version, state FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  return row?.version === stepVersion && row.state === 'connected';
}

async function goOn(tx: Tx, act: Act, id: number, step: CrmRunStep, counts: CrmCounts): Promise<void> {
  await tx.run(sql`
    UPDATE crm_connections SET next_sync_at = ${act.now}, step = ${JSON.stringify(step)}::jsonb, step_version = step_version + 1, counts = ${JSON.stringify(counts)}::jsonb, problem_key = NULL, problem_text = NULL, problem_values = '{}', problem_at = NULL
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
}

async function finish(tx: Tx, act: Act, { id, runStartedAt }: CrmConnection, { since }: CrmRunStep, { counts, nextAt }: { counts: CrmCounts; nextAt: string | null }): Promise<true> {
  const startedAt = runStartedAt ?? act.now;
  await tx.run(sql`
    UPDATE crm_connections SET step = NULL, step_version = step_version + 1, counts = ${JSON.stringify(counts)}::jsonb, changed_until = ${changedUntil(startedAt)},
      whole_at = CASE WHEN ${since === null}::boolean THEN ${startedAt}::timestamptz ELSE whole_at END, synced_at = ${act.now}, next_sync_at = ${nextAt}::timestamptz,
      problem_key = NULL, problem_text = NULL, problem_values = '{}', problem_at = NULL
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await keepRun(tx, act, id, { isWhole: since === null, counts, startedAt, trouble: null });
  await appendEvents(tx, act, [{ type: 'crm.changed', data: { connectionId: id, deals: counts.deals, contacts: counts.contacts } }]);
  return true;
}

const changedUntil = (startedAt: string): string => new Date(Date.parse(startedAt) - overlapMs).toISOString();

async function recordTrouble(tx: Tx, act: Act, connection: CrmConnection, step: CrmRunStep, trouble: CrmTrouble): Promise<CrmOutcome> {
  if (!(await isHere(tx, connection))) return { state: 'nothing', nextAt: null };
  const { id, counts, runStartedAt } = connection;
  const tries = step.tries + 1;
  const isOver = trouble.kind === 'refused' || trouble.kind === 'forbidden' || (trouble.kind !== 'busy' && tries >= triesMax);
  // Contacts and deals are read where only lists or the writing back fail: the next run has not to begin anew.
  const isRead = isOver && (step.at === 'lists' || step.at === 'members' || step.at === 'write');
  const startedAt = runStartedAt ?? act.now;
  const waitMs = isOver ? crmEveryMs : trouble.kind === 'busy' ? Math.max(1, trouble.waitSeconds ?? 10) * 1_000 : Math.min(60 * minute, 15_000 * 2 ** (tries - 1));
  const nextAt = trouble.kind === 'refused' ? null : new Date(Date.parse(act.now) + waitMs).toISOString();
  await tx.run(sql`
    UPDATE crm_connections SET problem_key = ${trouble.key}, problem_text = ${trouble.message.slice(0, 1_000)}, problem_values = ${JSON.stringify(trouble.values ?? {})}::jsonb, problem_at = ${act.now}, next_sync_at = ${nextAt}::timestamptz, step_version = step_version + 1,
      changed_until = CASE WHEN ${isRead}::boolean THEN ${changedUntil(startedAt)}::timestamptz ELSE changed_until END, synced_at = CASE WHEN ${isRead}::boolean THEN ${act.now}::timestamptz ELSE synced_at END,
      whole_at = CASE WHEN ${isRead && step.since === null}::boolean THEN ${startedAt}::timestamptz ELSE whole_at END,
      state = ${trouble.kind === 'refused' ? 'refused' : 'connected'}, step = ${isOver ? null : JSON.stringify({ ...step, tries: trouble.kind === 'busy' ? step.tries : tries })}::jsonb
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (isOver) await keepRun(tx, act, id, { isWhole: step.since === null, counts, startedAt, trouble });
  await appendEvents(tx, act, [{ type: 'crm.changed', data: { connectionId: id } }]);
  return { state: 'waits', nextAt };
}

async function keepRun(tx: Tx, act: Act, id: number, { isWhole, counts, startedAt, trouble }: { isWhole: boolean; counts: CrmCounts; startedAt: string; trouble: CrmTrouble | null }): Promise<void> {
  await tx.run(sql`
    INSERT INTO crm_runs (account_id, connection_id, is_whole, counts, started_at, finished_at, problem_key, problem_text, problem_values)
    VALUES (${tx.accountId}, ${id}, ${isWhole}, ${JSON.stringify(counts)}::jsonb, ${startedAt}, ${act.now}, ${trouble?.key ?? null}, ${trouble?.message.slice(0, 1_000) ?? null}, ${JSON.stringify(trouble?.values ?? {})}::jsonb)`);
  await tx.run(sql`
    DELETE FROM crm_runs WHERE account_id = ${tx.accountId} AND connection_id = ${id}
      AND id < (SELECT min(id) FROM (SELECT id FROM crm_runs WHERE account_id = ${tx.accountId} AND connection_id = ${id} ORDER BY id DESC LIMIT 50) k)`);
}

/** A secret that the server's key does not open is trouble that an administrator can mend; every other error is a fault of ours. */
function asTrouble(error: unknown): CrmTrouble | null {
  if (error instanceof CrmTrouble) return error;
  return error instanceof CoreError && error.code === 'unavailable' ? new CrmTrouble('away', error.safeText, 'crm-away', { cause: error }) : null;
}

function add(counts: CrmCounts, more: Partial<CrmCounts>): CrmCounts {
  return { contacts: counts.contacts + (more.contacts ?? 0), deals: counts.deals + (more.deals ?? 0), removed: counts.removed + (more.removed ?? 0), written: counts.written + (more.written ?? 0), read: counts.read + (more.read ?? 0) };
}

/** Connections whose next run is so long overdue that its job must be lost. */
export async function findOverdueSyncs(tx: Tx, act: Act, before: string): Promise<{ syncs: number[]; erasing: number[] }> {
  requirePermission(act, 'settings.write');
  const rows = await tx.rows(sql<{ id: number; state: string }>`
    SELECT id, state FROM crm_connections WHERE account_id = ${tx.accountId} AND (state = 'erasing' OR (state = 'connected' AND next_sync_at < ${before})) ORDER BY id`);
  return { syncs: rows.filter(({ state }) => state === 'connected').map(({ id }) => id), erasing: rows.filter(({ state }) => state === 'erasing').map(({ id }) => id) };
}
