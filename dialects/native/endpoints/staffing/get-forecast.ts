import { accountZone, findForecast } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { Forecast, ForecastQuery } from '../../schemas/staffing.ts';

export const getForecast = operation({
  id: 'staffing.forecast',
  method: 'GET',
  path: '/native/v1/staffing/forecast',
  tag: 'Staffing',
  summary: 'The coming seven days of a queue: what will come, how many people it needs, what is planned, and where people are missing',
  query: ForecastQuery,
  response: Forecast,
  handle: ({ act, snapshot, query }) => snapshot(async (tx) => {
    const { intervals, gaps, ...forecast } = await findForecast(tx, act, { zone: await accountZone(tx), ...query });
    return { ...forecast, intervals: [...intervals], gaps: [...gaps] };
  }),
});
