import { reportRatings as report } from '#core/ratings/index.ts';
import { operation } from '#http/index.ts';
import { RatingsReport, RatingsReportQuery } from '../../schemas/ratings.ts';

export const reportRatings = operation({
  id: 'ratings.report', method: 'GET', path: '/native/v1/ratings/report', tag: 'Ratings', summary: 'Of what was asked within a time (a year at most): how many, how they rated, mean, response rate, by agent',
  query: RatingsReportQuery, response: RatingsReport,
  async handle({ act, snapshot, query }) {
    const { distribution, byAgent, ...figures } = await snapshot((tx) => report(tx, act, query));
    return { ...figures, distribution: [...distribution], byAgent: byAgent.map((one) => ({ ...one })) };
  },
});
