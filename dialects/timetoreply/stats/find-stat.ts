import { InvalidInput } from '#http/index.ts';
import { bandStat } from './band-stat.ts';
import { dayStat } from './day-stat.ts';
import { durationStats } from './duration-stats.ts';
import { messageStats } from './message-stats.ts';
import type { StatEntry } from './stat-entry.ts';
import { threadStats } from './thread-stats.ts';

const byName: ReadonlyMap<string, StatEntry> = new Map([...threadStats, ...messageStats, ...durationStats].map((entry) => [entry.name, entry]));
const labelPrefix = 'threads.labels.list.';

export const statNames: readonly string[] = [...byName.keys()];

/** What a dotted path opens. A label's count is found by the label's own name, a percentile rank by its band's seconds, a day's figure by its date. */
export function findStat(name: string): StatEntry {
  const found = byName.get(name) ?? bandStat(name) ?? dayStat(name, (leaf) => byName.get(leaf));
  if (found) return found;
  const label = name.startsWith(labelPrefix) ? name.slice(labelPrefix.length) : '';
  if (label === '') throw new InvalidInput([{ field: 'stat', problem: 'The selected stat is invalid.' }]);
  return { name, core: `${labelPrefix}${label}`, friendlyName: `Conversations Labelled ${label}`, explainer: 'Conversations that carry this label.', showColumn: null };
}
