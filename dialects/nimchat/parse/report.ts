import { accountZone, type ReportMetric, type ReportPeriod, type ReportScope } from '#core/analytics/index.ts';
import { getChannel } from '#core/channels/index.ts';
import { invalid, notFound, seesAll, type Act } from '#core/kernel/index.ts';
import { findLabels, labelNorm } from '#core/labels/index.ts';
import { getAgent, getTeam } from '#core/people/index.ts';
import type { Tx } from '#http/index.ts';
import type { metrics } from '../schemas/report.ts';

export const metricNames: Readonly<Record<(typeof metrics)[number], ReportMetric>> = {
  conversations_count: 'conversations', incoming_messages_count: 'incomingMessages', outgoing_messages_count: 'outgoingMessages', avg_first_response_time: 'firstReplyTime',
  avg_resolution_time: 'resolutionTime', resolutions_count: 'resolutions', reply_time: 'replyTime',
};

const daysDefault = 30;
/** Up to the year 2100. */
const secondsMax = 4_102_444_800;

export function periodOf({ since, until }: { since?: string; until?: string }, nowMs: number): ReportPeriod {
  const before = until === undefined || until === '' ? Math.floor(nowMs / 1_000) + 1 : secondsOf('until', until);
  const from = since === undefined || since === '' ? before - daysDefault * 86_400 : secondsOf('since', since);
  return { from: new Date(from * 1_000).toISOString(), before: new Date(before * 1_000).toISOString() };
}

/** A report that may take longer than other reads. */
export function isLong({ from, before }: ReportPeriod): boolean {
  return Date.parse(before) - Date.parse(from) > 100 * 86_400_000;
}

function secondsOf(field: string, text: string): number {
  const seconds = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (!(seconds <= secondsMax)) throw invalid(field, 'must be Unix seconds');
  return seconds;
}

/** `-8` -> `-08:00`; not given: the account's zone. */
export async function zoneOf(tx: Tx, offset: string | undefined): Promise<string> {
  if (offset === undefined || offset === '') return accountZone(tx);
  const minutes = /^[+-]?\d{1,2}(\.\d{1,4})?$/.test(offset) ? Math.round(Number(offset) * 60) : NaN;
  if (!(Math.abs(minutes) <= 14 * 60)) throw invalid('timezone_offset', 'must be hours between -14 and 14, such as -8 or 5.5');
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** What a report is of. An unknown id is not found. */
export async function scopeOf(tx: Tx, act: Act, { type, id }: { type: 'account' | 'agent' | 'inbox' | 'label' | 'team'; id?: string }): Promise<ReportScope> {
  if (type === 'account') return { kind: 'account' };
  if (id === undefined || id === '') throw invalid('id', 'must be given: of which one shall it be?');
  const reader = seesAll(act);
  if (type === 'label') return { kind: 'label', id: await labelIdOf(tx, reader, id) };
  if (!/^\d{1,15}$/.test(id)) throw notFound(type);
  if (type === 'agent') return { kind: 'agent', id: (await getAgent(tx, reader, Number(id))).id };
  if (type === 'inbox') return { kind: 'channel', id: (await getChannel(tx, reader, Number(id))).id };
  return { kind: 'team', id: (await getTeam(tx, reader, Number(id))).id };
}

/** By its id, else by its name: nothing else of this API shows a label's id. */
async function labelIdOf(tx: Tx, act: Act, text: string): Promise<number> {
  const labels = await findLabels(tx, act);
  const label = labels.find(({ id }) => String(id) === text) ?? labels.find(({ name }) => labelNorm(name) === labelNorm(text));
  if (!label) throw notFound('label');
  return label.id;
}
