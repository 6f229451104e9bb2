import type { StatEntry } from './stat-entry.ts';

const form = /^dailyStats\.(\d{4}-\d{2}-\d{2})\.(.+)$/;
const ofDay = /^threads\.(?:total|inbound|outbound|internal)$|^messages\.(?:count|(?:received|sent)\.count)$|^(?:overallTTR|initialTTR|overallTTF|overallTTC)\./;

/** `dailyStats.2023-02-01.messages.sent.count`: a figure of one day, opened as that of all days is. Null: the name is none of these. */
export function dayStat(name: string, find: (leaf: string) => StatEntry | undefined): StatEntry | null {
  const [, day, leaf] = form.exec(name) ?? [];
  const whole = leaf !== undefined && ofDay.test(leaf) ? find(leaf) : undefined;
  if (day === undefined || !whole || !isDay(day)) return null;
  return { ...whole, name, core: `days.${day}.${whole.core}` as StatEntry['core'], friendlyName: `${whole.friendlyName} On ${day}`, explainer: `${whole.explainer.slice(0, -1)}, on ${day}.` };
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}
