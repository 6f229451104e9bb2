import type { RateWindow } from '#http/index.ts';

/** 3,000 requests a minute for each address. */
export const limits: readonly RateWindow[] = [{ seconds: 60, most: 3_000 }];
