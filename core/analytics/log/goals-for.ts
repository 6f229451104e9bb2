import { getOwnGoalVersions, getSettingVersions, settingAt, type OwnGoals, type SettingVersion } from '#core/settings/index.ts';
import type { Tx } from '#storage/index.ts';
import type { Goals } from './log-context.ts';
import type { Party } from './log-filter.ts';

/**
 * The goals by which a report about this party is judged, oldest version first. A team or group mailbox may have goals of its own, one for each metric (first reply, all replies, close);
 * where it has none for a metric, and for every other party, the account's goal holds.
 */
export async function goalsFor(tx: Tx, party: Party): Promise<SettingVersion<Goals>[]> {
  const account = await getSettingVersions(tx, 'reply-goals');
  if (party.kind !== 'agents' || !party.goalsOf) return account;
  return overlayGoals(account, await getOwnGoalVersions(tx, party.goalsOf));
}

/** One version for each instant at which either list changes. In each, a metric's goal is the own one that holds then, else the account's; its bands are always the account's. */
export function overlayGoals(account: readonly SettingVersion<Goals>[], own: readonly SettingVersion<OwnGoals>[]): SettingVersion<Goals>[] {
  const instants = [...new Set([...account, ...own].map(({ validFromMs }) => validFromMs ?? -Infinity))].sort((a, b) => a - b);
  return instants.map((at, index) => {
    const [theirs, ours] = [settingAt(account, at), settingAt(own, at)];
    const goal = (metric: keyof Goals) => ({ goal: ours?.[metric] ?? theirs?.[metric].goal ?? null, bands: theirs?.[metric].bands ?? [] });
    return { version: index + 1, validFromMs: at === -Infinity ? null : at, body: { firstReply: goal('firstReply'), overall: goal('overall'), close: goal('close') } };
  });
}
