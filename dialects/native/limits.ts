import type { RateWindow } from '#http/index.ts';

/** Far above what a person at the console or a patient program asks, far below what would keep others waiting. */
export const limits: readonly RateWindow[] = [{ seconds: 60, most: 1_200 }];
