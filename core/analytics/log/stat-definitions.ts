import { invalid } from '#core/kernel/index.ts';
import { closeSpans, conversationStats, initialReplySpans, labelStat } from './conversation-stats.ts';
import { bandStats } from './duration-stats.ts';
import { messageStats, replySpans } from './message-stats.ts';
import type { StatDefinition } from './stat-definition.ts';
import type { StatName } from './stats.ts';

const definitions: ReadonlyMap<string, StatDefinition> = new Map([...conversationStats, ...messageStats].map((each) => [each.name, each]));

/** Every leaf that is always there; the counts of single labels come on top. */
export const statNames: readonly StatName[] = [...definitions.values()].map((each) => each.name);

const labelPrefix = 'threads.labels.list.';

const bandForm = /^(overallReply|initialReply|close)\.(?:bands|bandsRaw)\.([1-9]\d{0,9})$/;
const spansOf = { overallReply: replySpans, initialReply: initialReplySpans, close: closeSpans } as const;
const dayForm = /^days\.(\d{4}-\d{2}-\d{2})\.(.+)$/;

/** Figures that each day has, in the order in which they are counted. */
const isOfDay = (name: string): boolean => /^threads\.(?:total|inbound|outbound|internal)$|^messages\.(?:count|(?:received|sent)\.count)$|^(?:overallReply|initialReply|forward|close)\./.test(name);
export const dayMessageStats: readonly StatDefinition[] = messageStats.filter(({ name }) => isOfDay(name));
export const dayConversationStats: readonly StatDefinition[] = conversationStats.filter(({ name }) => isOfDay(name));

export function isStatName(text: string): text is StatName {
  return definitions.has(text) || (text.startsWith(labelPrefix) && text.length > labelPrefix.length) || bandForm.test(text) || dayOf(text) !== null;
}

/** What day a figure is of, and which; null: of none. */
function dayOf(name: string): { day: string; definition: StatDefinition } | null {
  const [, day, leaf] = dayForm.exec(name) ?? [];
  const definition = leaf !== undefined && isOfDay(leaf) ? definitions.get(leaf) : undefined;
  return day !== undefined && definition ? { day, definition } : null;
}

/** `day`: only rows that stand on this local day. Throws `invalid` for a name that is no figure. */
export function statDefinition(name: StatName): StatDefinition & { readonly day?: string } {
  const found = definitions.get(name);
  if (found) return found;
  const [, metric, seconds] = bandForm.exec(name) ?? [];
  if (metric !== undefined) return bandStats(metric as keyof typeof spansOf, spansOf[metric as keyof typeof spansOf], [Number(seconds)]).find((each) => each.name === name)!;
  const ofDay = dayOf(name);
  if (ofDay) return { ...ofDay.definition, day: ofDay.day };
  if (!isStatName(name)) throw invalid('stat', 'there is no such figure');
  return labelStat(name, String(name).slice(labelPrefix.length));
}
