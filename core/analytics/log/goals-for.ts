import { getOwnGoalVersions, getSettingVersions, settingAt, type OwnGoals, type SettingVersion } from '#core/settings/index.ts';
import type { Tx } from '#storage/index.ts';
import type { Goals } from './log-context.ts';
import type { Party } from './log-filter.ts';

/** The goals that judge a report of this party: its own where it has any, by metric, else the account's; oldest version first. */
export async function goalsFor(tx: Tx, party: Party): Promise<SettingVersion<Goals>[]> {
  const account = await getSettingVersions(tx, 'reply-goals');
  if (party.kind !== 'agents' || !party.goalsOf) return account;
  return overlayGoals(account, await getOwnGoalVersions(tx, party.goalsOf));
}

/** At each instant at which either changes: the own goal of a metric, and the account's where there is none. Bands stay the account's. */
export function overlayGoals(account: readonly SettingVersion<Goals>[], own: readonly SettingVersion<OwnGoals>[]): SettingVersion<Goals>[] {
  const instants = [...new Set([...account, ...own].map(({ validFromMs }) => validFromMs ?? -Infinity))].sort((a, b) => a - b);
  return instants.map((at, index) => {
    const [theirs, ours] = [settingAt(account, at), settingAt(own, at)];
    const goal = (metric: keyof Goals) => ({ goal: ours?.[metric] ?? theirs?.[metric].goal ?? null, bands: theirs?.[metric].bands ?? [] });
    return { version: index + 1, validFromMs: at === -Infinity ? null : at, body: { firstReply: goal('firstReply'), overall: goal('overall'), close: goal('close') } };
  });
}
