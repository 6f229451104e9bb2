import type { RateWindow } from '#http/index.ts';

/** "The system limits requests to a rate of 1 request per second per customer." */
export const documentedPerSecond = 1;

/** A fixed window that begins with its first request (setting PATCHBAY_CCAI_PER_SECOND); 0: no limit. */
export function limitsOf(perSecond: number): readonly RateWindow[] {
  return perSecond === 0 ? [] : [{ seconds: 1, most: perSecond }];
}
