import type { Static } from '@sinclair/typebox';
import type { DirectionStats, DurationStats, GoalStats, LogStats } from '../ports.ts';
import { hours, weekdays, type Stats } from '../schemas/stats.ts';
import { friendlyMean } from './duration.ts';
import { mapOrEmptyList } from './map-or-empty-list.ts';

/** Core's figures in the document's names and order. */
export function renderStats({ threads, messages, overallReply, initialReply, forward, close }: LogStats): Static<typeof Stats> {
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
    overallTTR: { ...duration(overallReply), ...ranks(), ...goal(overallReply, true), ...excluded(overallReply) },
    initialTTR: { ...duration(initialReply), ...ranks(), ...goal(initialReply, true), ...excluded(initialReply) },
    overallTTF: duration(forward),
    // Time to close has no line for what has no goal, so its shares are of those with one.
    overallTTC: { ...duration(close), ...ranks(), ...goal(close, false) },
    dailyStats: [],
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

function ranks(): { percentileRanks: []; percentileRanksRaw: [] } {
  return { percentileRanks: [], percentileRanksRaw: [] };
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
