import { getSettingVersions, type SettingVersion } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { figureGroups } from '../figures/figure-groups.ts';
import { accountZone } from '../live/account-zone.ts';
import type { Goals, LogContext } from '../log/log-context.ts';

/** By what rollups are counted: the zone of their days, the goals that judge each span, whose last bands are counted, and what stands where in their arrays. */
export interface RollupBasis {
  readonly zone: string;
  readonly goals: readonly SettingVersion<Goals>[];
  readonly layout: readonly string[];
}

export interface KeptBasis {
  /** As `currentBasis` writes it. */
  readonly basis: string;
  /** Conversations up to this id are in the rollups; null: all. */
  readonly builtTo: number | null;
}

/** What holds now, as it is kept and compared. */
export async function currentBasis(tx: Tx): Promise<string> {
  const [zone, goals] = [await accountZone(tx), await getSettingVersions(tx, 'reply-goals')];
  const layout = figureGroups(bareContext(tx.accountId, zone, goals)).map(({ name, counts, metrics }) => `${name}: ${[...counts.map(([count]) => count), ...metrics.map(({ metric, bands }) => `${metric} ${bands.length}`)].join(', ')}`);
  return JSON.stringify({ zone, goals, layout } satisfies RollupBasis);
}

export async function keptBasis(tx: Tx): Promise<KeptBasis | null> {
  return tx.maybe(sql<KeptBasis>`SELECT basis, built_to AS "builtTo" FROM figure_bases WHERE account_id = ${tx.accountId}`);
}

/** Until the end of the transaction nobody else changes the account's rollups. */
export async function lockBasis(tx: Tx): Promise<KeptBasis | null> {
  return tx.maybe(sql<KeptBasis>`SELECT basis, built_to AS "builtTo" FROM figure_bases WHERE account_id = ${tx.accountId} FOR UPDATE`);
}

/** A filter that leaves nothing out, by the basis. */
export function contextOf(accountId: number, basis: string): LogContext {
  const { zone, goals } = JSON.parse(basis) as RollupBasis;
  return bareContext(accountId, zone, goals);
}

function bareContext(accountId: number, zone: string, goals: RollupBasis['goals']): LogContext {
  return {
    accountId, filter: { zone, nowMs: 0 }, range: { from: null, before: null }, lastTouch: { from: null, before: null }, party: { kind: 'anybody' }, other: { kind: 'anybody' },
    internal: { domains: [], ownIds: [], listIds: [], channelOnlyIds: [] }, labelIds: null, hasUnknownLabel: false, goals,
  };
}
