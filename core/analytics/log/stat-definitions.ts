import { invalid } from '#core/kernel/index.ts';
import { conversationStats, labelStat } from './conversation-stats.ts';
import { messageStats } from './message-stats.ts';
import type { StatDefinition } from './stat-definition.ts';
import type { StatName } from './stats.ts';

const definitions: ReadonlyMap<string, StatDefinition> = new Map([...conversationStats, ...messageStats].map((each) => [each.name, each]));

/** Every leaf that is always there; the counts of single labels come on top. */
export const statNames: readonly StatName[] = [...definitions.values()].map((each) => each.name);

const labelPrefix = 'threads.labels.list.';

export function isStatName(text: string): text is StatName {
  return definitions.has(text) || (text.startsWith(labelPrefix) && text.length > labelPrefix.length);
}

/** Throws `invalid` for a name that is no leaf. */
export function statDefinition(name: StatName): StatDefinition {
  const found = definitions.get(name);
  if (found) return found;
  if (!isStatName(name)) throw invalid('stat', `there is no figure "${String(name)}"`);
  return labelStat(name, String(name).slice(labelPrefix.length));
}
