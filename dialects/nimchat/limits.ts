import type { OwnLimit, RateWindow } from '#http/index.ts';

/** 3,000 requests a minute for each address. */
export const limits: readonly RateWindow[] = [{ seconds: 60, most: 3_000 }];

/** Of all reports together, for each address. */
export const reportsLimit: OwnLimit = { name: 'reports', windows: [{ seconds: 60, most: 1_000 }] };
/** Of searches for contacts, for each address. */
export const contactSearchLimit: OwnLimit = { name: 'contact-search', windows: [{ seconds: 60, most: 100 }] };
