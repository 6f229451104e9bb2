import { findDealChoices, findFigures, findMessageLog, getReplyGoals, type FigureResult, type FigureSplit, type LogFilter, type ReplyGoals } from '#core/analytics/index.ts';
import { getOwnAccount } from '#core/accounts/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { toLogFilter } from '../resolve-report-party.ts';
import type { PeriodUnit, ReportSettings, ReportType } from '../report-settings.ts';
import type { ReportPeriod } from '../schedule/report-period.ts';
import { reportRowsMax, type ReportContent, type ReportMessage, type ReportPart } from './report-content.ts';

export interface ReportOrder extends ReportPeriod {
  readonly name: string;
  readonly type: ReportType;
  readonly settings: ReportSettings;
  readonly zone: string;
}

/** Keys of a split at most: what `findFigures` gives. */
const keysMax = 1_000;
const pageMax = 1_000;

/**
 * Counts all that a report says; writes nothing. For one snapshot: `tx` is repeatable read. Throws `invalid` where whom it is about is unknown by now.
 * All figures are `findFigures`' of the same filter, lines are those of the message log.
 */
export async function buildReport(tx: Tx, act: Act, order: ReportOrder): Promise<ReportContent> {
  requirePermission(act, 'reports.export');
  const { type, name, settings, zone } = order;
  const days = type === 'trend' ? trendDays(settings.trend, order) : { fromDay: order.fromDay, toDay: order.toDay };
  const filter = await toLogFilter(tx, settings.filter, { ...days, zone, nowMs: Date.parse(act.now) });
  const own = type === 'sla' ? settings.goals : null;
  const goals = own === null ? null : ownGoals(own);
  const ask = (split?: FigureSplit, of: LogFilter = filter): Promise<FigureResult> => findFigures(tx, { filter: of, limit: keysMax, ...(split && { split }), ...(goals && { goals }) });
  const total = await ask();
  const inForce = await getReplyGoals(tx, Date.parse(act.now));
  const before = daysBefore(days);
  const parts: ReportPart[] = [];
  for (const split of type === 'interactions' ? [] : splitsOf(type, settings, days)) {
    const { rows, keys } = await ask(split);
    parts.push({ kind: 'figures', split, rows, keys });
  }
  if (type === 'interactions') parts.push(await messages(tx, filter));
  return {
    ...days, type, name, zone, accountName: (await getOwnAccount(tx)).name, madeAt: act.now, completeUntil: total.completeUntil, percentiles: total.percentiles, filter: settings.filter, dealNames: await dealNames(tx, act, settings.filter.deal),
    goals: own ?? { firstReply: inForce.firstReply.goal, overall: inForce.overall.goal, close: inForce.close.goal }, hasOwnGoals: own !== null,
    total: total.rows[0]!,
    previous: type === 'overview' ? { ...before, figures: (await ask(undefined, { ...filter, ...before })).rows[0]! } : null,
    parts,
  };
}

function splitsOf(type: Exclude<ReportType, 'interactions'>, { trend }: ReportSettings, days: ReportPeriod): FigureSplit[] {
  switch (type) {
    case 'overview': return [timeSplit(days), 'hour-weekday', 'agent', 'channel', 'label'];
    case 'sla': return [timeSplit(days), 'agent', 'channel'];
    case 'comparative': return ['agent', 'channel'];
    case 'trend': return trend.showAgents ? [trend.unit, 'agent'] : [trend.unit];
    case 'contacts': return ['contact', 'domain'];
    case 'teams': return ['team'];
    case 'group-mailboxes': return ['channel'];
  }
}

/** As many columns as a chart can show. */
function timeSplit({ fromDay, toDay }: ReportPeriod): PeriodUnit {
  const length = dayCount({ fromDay, toDay });
  return length <= 62 ? 'day' : length <= 400 ? 'week' : 'month';
}

export function dayCount({ fromDay, toDay }: ReportPeriod): number {
  return Temporal.PlainDate.from(fromDay).until(Temporal.PlainDate.from(toDay), { largestUnit: 'days' }).days + 1;
}

function daysBefore(days: ReportPeriod): ReportPeriod {
  const from = Temporal.PlainDate.from(days.fromDay);
  return { fromDay: from.subtract({ days: dayCount(days) }).toString(), toDay: from.subtract({ days: 1 }).toString() };
}

/** Whole days, weeks (from Monday) or months; the last one is that of the report's last day and ends with it. */
export function trendDays({ unit, periods }: ReportSettings['trend'], { toDay }: ReportPeriod): ReportPeriod {
  const to = Temporal.PlainDate.from(toDay);
  const begin = unit === 'day' ? to : unit === 'week' ? to.subtract({ days: to.dayOfWeek - 1 }) : to.with({ day: 1 });
  return { fromDay: begin.subtract({ [`${unit}s`]: periods - 1 }).toString(), toDay };
}

const ownGoals = (own: NonNullable<ReportSettings['goals']>): ReplyGoals => ({
  firstReply: { goal: own.firstReply, bands: [] }, overall: { goal: own.overall, bands: [] }, close: { goal: own.close, bands: [] },
});

async function dealNames(tx: Tx, act: Act, deal: ReportSettings['filter']['deal']): Promise<ReportContent['dealNames']> {
  if (!deal?.stageIds && !deal?.ownerIds) return { stages: [], owners: [] };
  const { stages, owners } = await findDealChoices(tx, seesAll(act));
  return { stages: stages.filter(({ id }) => deal.stageIds?.includes(id)).map(({ label }) => label), owners: owners.filter(({ id }) => deal.ownerIds?.includes(id)).map(({ name }) => name) };
}

async function messages(tx: Tx, filter: LogFilter): Promise<ReportPart> {
  const rows: ReportMessage[] = [];
  let total = 0;
  for (let page = 1; rows.length < reportRowsMax; page += 1) {
    const found = await findMessageLog(tx, filter, { page, perPage: pageMax, direction: 'asc', sortBy: 'at' });
    total = found.total;
    rows.push(...found.rows.map(({ at, conversationId, subject, messageType, classification, from, to, spanBusiness, spanRaw, isOutlier }) => ({ at, conversationId, subject, messageType, classification, from, to, spanBusiness, spanRaw, isOutlier })));
    if (found.rows.length < pageMax) break;
  }
  return { kind: 'messages', rows: rows.slice(0, reportRowsMax), total };
}
