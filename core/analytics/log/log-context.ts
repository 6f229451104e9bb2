import { invalid } from '#core/kernel/index.ts';
import type { GoalSetting, SettingVersion } from '#core/settings/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { checkDealFilter } from './deal-conditions.ts';
import { goalsFor } from './goals-for.ts';
import { loadInternalAddresses, type InternalAddresses } from './internal-addresses.ts';
import { localDays, type InstantRange } from './local-days.ts';
import type { LogFilter, Party } from './log-filter.ts';

export type Goals = Readonly<Record<'firstReply' | 'overall' | 'close', GoalSetting>>;

/** A filter with all that its SQL needs to know, read once. */
export interface LogContext {
  readonly accountId: number;
  readonly filter: LogFilter;
  readonly range: InstantRange;
  /** When our side may have written last. */
  readonly lastTouch: InstantRange;
  readonly party: Party;
  readonly other: Party;
  readonly internal: InternalAddresses;
  /** Ids of the filter's labels; null: no label filter; an unknown name has none, so under `labelsAll` nothing passes. */
  readonly labelIds: readonly number[] | null;
  readonly hasUnknownLabel: boolean;
  readonly goals: readonly SettingVersion<Goals>[];
  /**
   * Many rows are read, of a month or of all time: what a condition asks of others is found once and kept (a hashed subplan), not row by row. Statistics do not know who has how much (decision 0011), so the
   * planner cannot choose; lists that stop at their first rows must not have it. Whose mails are many (parties) is found so for more than a month only.
   */
  readonly reads?: 'a month' | 'all time';
  /** Of the conversation with this id only. */
  readonly only?: Sql;
}

/** `value IN (rows)` as a hashed subplan, never as a join: the planner takes any account for a small one, and would look each value up. */
export function isAmong(value: Sql, rows: Sql): Sql {
  return sql`((${value} IN (${rows})) IS TRUE)`;
}

const anybody: Party = { kind: 'anybody' };
const nobodyInside: InternalAddresses = { domains: [], ownIds: [], listIds: [], channelOnlyIds: [] };

/** Checks the filter and reads what it refers to. `goals`: instead of the account's, at any time. Throws `invalid` for days, zones, seconds and texts that are none. */
export async function prepareLog(tx: Tx, filter: LogFilter, { withGoals = false, goals }: { withGoals?: boolean; goals?: Goals | undefined } = {}): Promise<LogContext> {
  const range = localDays(filter);
  const { zone, lastTouchFromDay, lastTouchToDay } = filter;
  const lastTouch = localDays({ zone, ...(lastTouchFromDay !== undefined && { fromDay: lastTouchFromDay }), ...(lastTouchToDay !== undefined && { toDay: lastTouchToDay }) }, ['lastTouchFrom', 'lastTouchTo']);
  checkValues(filter);
  const party = filter.party ?? anybody;
  const other = filter.communicatingWith ?? anybody;
  const asksInside = filter.exclusive || other.kind === 'internal' || (party.kind === 'internal' && (filter.partyNotInCc || other.kind !== 'anybody'));
  const names = [...new Set((filter.labels ?? []).map((name) => name.trim().toLowerCase()))];
  const labels = names.length === 0 ? [] : await tx.rows(sql<{ id: number }>`
    SELECT id FROM labels WHERE account_id = ${tx.accountId} AND name_norm = ANY(${names}::text[])`);
  return {
    accountId: tx.accountId, filter, range, lastTouch, party, other,
    internal: asksInside ? await loadInternalAddresses(tx) : nobodyInside,
    labelIds: names.length === 0 ? null : labels.map((row) => row.id),
    hasUnknownLabel: labels.length < names.length,
    goals: goals ? [{ version: 1, validFromMs: null, body: goals }] : withGoals ? await goalsFor(tx, party) : [],
  };
}

const secondsMax = 1_000_000_000;
const timesMax = 1_000_000;

/** What PostgreSQL would refuse with an error of its own. */
function checkValues(filter: LogFilter): void {
  for (const name of ['repliesOverSeconds', 'closedOverSeconds', 'messageRepliesOverSeconds', 'noReplyForSeconds'] as const) {
    const seconds = filter[name];
    if (seconds !== undefined && !(Number.isInteger(seconds) && Math.abs(seconds) <= secondsMax)) throw invalid(name, `must be whole seconds, at most ${secondsMax}`);
  }
  for (const name of ['nudgesMin', 'touchesMin'] as const) {
    const times = filter[name];
    if (times !== undefined && !(Number.isInteger(times) && times >= 0 && times <= timesMax)) throw invalid(name, `must be a whole number from 0 to ${timesMax}`);
  }
  if (filter.deal) checkDealFilter(filter.deal);
  if (filter.search?.includes('\u0000')) throw invalid('search', 'must not hold the NUL character');
  if (filter.labels?.some((label) => label.includes('\u0000'))) throw invalid('labels', 'must not hold the NUL character');
}
