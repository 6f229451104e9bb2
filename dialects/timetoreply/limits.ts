import type { LimitStanding, RateWindow } from '#http/index.ts';

/** "Our API is rate limited to 30 requests per minute and the lower limit of 900 requests per hour." */
export const limits: readonly RateWindow[] = [{ seconds: 60, most: 30 }, { seconds: 3600, most: 900 }];

/** The headers of Laravel's throttle, for the window with the least room. Retry-After comes with the refusal. */
export function limitHeaders({ limit, remaining, accepted, resetAtMs }: LimitStanding): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    ...(accepted ? {} : { 'x-ratelimit-reset': String(Math.ceil(resetAtMs / 1000)) }),
  };
}
