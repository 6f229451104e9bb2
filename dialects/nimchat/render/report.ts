import type { ReportBucket, ReportFigure, ReportFigures } from '#core/analytics/index.ts';
import type { metrics } from '../schemas/report.ts';
import { unixSeconds } from './unix-seconds.ts';

/** Seconds with two decimals; nothing to take a mean of shows as 0, as in the deployed product. */
const secondsOf = ({ mean }: ReportFigure): number => Math.round((mean ?? 0) * 100) / 100;

const isMean = (metric: (typeof metrics)[number]): boolean => !metric.endsWith('_count');

export function renderSeries(buckets: readonly ReportBucket[], metric: (typeof metrics)[number], isDeployed: boolean) {
  return buckets.map((bucket) => {
    const value = isMean(metric) ? secondsOf(bucket) : bucket.count;
    return { value: isDeployed ? value : String(value), timestamp: unixSeconds(bucket.at), ...(isDeployed && isMean(metric) ? { count: bucket.count } : {}) };
  });
}

export function renderFigures(figures: ReportFigures, isDeployed: boolean) {
  const seconds = (figure: ReportFigure): string | number => (isDeployed ? secondsOf(figure) : String(secondsOf(figure)));
  return {
    avg_first_response_time: seconds(figures.firstReplyTime), avg_resolution_time: seconds(figures.resolutionTime), conversations_count: figures.conversations.count,
    incoming_messages_count: figures.incomingMessages.count, outgoing_messages_count: figures.outgoingMessages.count, resolutions_count: figures.resolutions.count,
    ...(isDeployed ? { reply_time: seconds(figures.replyTime) } : {}),
  };
}
