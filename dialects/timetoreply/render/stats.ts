import type { Static } from '@sinclair/typebox';
import type { BandStats, DayStats, DirectionStats, DurationStats, GoalStats, LogStats } from '../ports.ts';
import { hours, weekdays, type Stats } from '../schemas/stats.ts';
import { friendlyMean } from './duration.ts';
import { mapOrEmptyList } from './map-or-empty-list.ts';

/** Core's figures in the document's names and order. */
export function renderStats({ threads, messages, overallReply, initialReply, forward, close, days }: LogStats): Static<typeof Stats> {
  return {
    threads: {
      total: threads.total,
      internal: threads.internal,
      inbound: threads.inbound,
      outbound: threads.outbound,
      sent_internally: threads.sentInternally,
      await_customer: threads.awaitCustomer,
      await_agent: threads.awaitAgent,
      closed: threads.closed,
      have_replies: threads.haveReplies,
      have_replies_from_agents: threads.haveRepliesFromAgents,
      have_no_replies_from_agents: threads.haveNoRepliesFromAgents,
      completionRatio: { ratio: threads.completion.ratio, numerator: threads.completion.numerator, denominator: threads.completion.denominator },
      labels: { total: threads.labels.total, list: mapOrEmptyList(Object.fromEntries(threads.labels.list.map(({ name, count }) => [name, count]))) },
    },
    messages: {
      count: messages.count,
      initial: messages.initial,
      replies: messages.replies,
      forward: messages.forward,
      follow_up: messages.followUp,
      received: direction(messages.received),
      sent: direction(messages.sent),
    },
    overallTTR: { ...duration(overallReply), ...ranks(overallReply), ...goal(overallReply, true), ...excluded(overallReply) },
    initialTTR: { ...duration(initialReply), ...ranks(initialReply), ...goal(initialReply, true), ...excluded(initialReply) },
    overallTTF: duration(forward),
    // Time to close has no line for what has no goal, so its shares are of those with one.
    overallTTC: { ...duration(close), ...ranks(close), ...goal(close, false) },
    dailyStats: days.map(renderDay),
  };
}

function direction(stats: DirectionStats): Static<typeof Stats>['messages']['sent'] {
  return {
    count: stats.count,
    initial: stats.initial,
    replies: stats.replies,
    forward: stats.forward,
    follow_up: stats.followUp,
    initial_replies: stats.initialReplies,
    dayOfWeek: Object.fromEntries(weekdays.map((name, day) => [name, stats.byWeekday[day] ?? 0])),
    hourOfDay: Object.fromEntries(hours.map((name, hour) => [name, stats.byHour[hour] ?? 0])),
  };
}

function duration({ mean, meanRaw }: DurationStats) {
  return { friendly: friendlyMean(mean), raw: mean, friendly_no_business: friendlyMean(meanRaw), raw_no_business: meanRaw };
}

/** Of each band of the goals: the percentage of the spans that took no longer. Without bands the document's empty list. */
function ranks({ bands, count }: DurationStats & BandStats) {
  const by = (leaf: 'within' | 'withinRaw') => mapOrEmptyList(Object.fromEntries(bands.map((band) => [String(band.seconds), percentage(band[leaf], count)])));
  return { percentileRanks: by('within'), percentileRanksRaw: by('withinRaw') };
}

function renderDay({ day, threads, messages, overallReply, initialReply, forward, close }: DayStats): Static<typeof Stats>['dailyStats'][number] {
  return {
    date: day,
    threads: { total: threads.total, inbound: threads.inbound, outbound: threads.outbound, internal: threads.internal },
    messages: { count: messages.count, received: { count: messages.received }, sent: { count: messages.sent } },
    overallTTR: { ...duration(overallReply), ...goal(overallReply, true), ...excluded(overallReply) },
    initialTTR: { ...duration(initialReply), ...goal(initialReply, true), ...excluded(initialReply) },
    overallTTF: duration(forward),
    overallTTC: { ...duration(close), ...goal(close, false) },
  };
}

function goal({ withinGoal, overGoal, excluded: without }: GoalStats, countExcluded: boolean) {
  const all = withinGoal + overGoal + (countExcluded ? without : 0);
  return {
    within_sla: withinGoal, within_sla_percentage_friendly: percentage(withinGoal, all),
    sla_breach: overGoal, sla_breach_percentage_friendly: percentage(overGoal, all),
  };
}

function excluded({ withinGoal, overGoal, excluded: without }: GoalStats) {
  return { excluded_from_sla: without, excluded_from_sla_percentage_friendly: percentage(without, withinGoal + overGoal + without) };
}

/** 0 to 100 with two decimals, as completionRatio has them; 0 of nothing. */
function percentage(part: number, all: number): number {
  return all === 0 ? 0 : Math.round((part / all) * 10_000) / 100;
}
