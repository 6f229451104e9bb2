import { friendlyDuration } from '../render/duration.ts';
import type { StatEntry } from './stat-entry.ts';

const metrics = {
  overallTTR: { core: 'overallReply', title: 'Overall Replies', of: 'Replies from your mailboxes', column: 'friendly_reply_time', rawColumn: 'friendly_raw_reply_time' },
  initialTTR: { core: 'initialReply', title: 'First Replies', of: 'First replies', column: 'friendly_initial_reply_time', rawColumn: 'friendly_raw_initial_reply_time' },
  overallTTC: { core: 'close', title: 'Closed Conversations', of: 'Conversations closed', column: 'friendly_time_to_close', rawColumn: 'friendly_raw_time_to_close' },
} as const;
const form = /^(overallTTR|initialTTR|overallTTC)\.(percentileRanks|percentileRanksRaw)\.([1-9]\d{0,9})$/;

/** `initialTTR.percentileRanks.1800`: the replies that took no longer than half an hour. Null: the name is none of these. */
export function bandStat(name: string): StatEntry | null {
  const [, group, list, band] = form.exec(name) ?? [];
  if (group === undefined) return null;
  const { core, title, of, column, rawColumn } = metrics[group as keyof typeof metrics];
  const seconds = Number(band);
  const isRaw = list === 'percentileRanksRaw';
  const within = friendlyDuration(seconds);
  return {
    name, core: `${core}.${isRaw ? 'bandsRaw' : 'bands'}.${seconds}`, friendlyName: `${title} Within ${within}${isRaw ? ' (Raw)' : ''}`,
    explainer: `${of} within ${within}, ${isRaw ? 'by the clock on the wall' : 'in business hours'}.`, showColumn: isRaw ? rawColumn : column,
  };
}
