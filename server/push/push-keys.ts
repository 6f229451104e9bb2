import { ensurePushKeys } from '#core/notifications/index.ts';
import { nowText } from '#core/kernel/index.ts';
import type { StandingWork } from '../standing-work.ts';

/** At the start: the pair of keys by which push services know this server. A database that is away, or another key than before, is told; the first push or the next start tries again. */
export const pushKeys: StandingWork = {
  name: 'push-keys',
  start: async ({ database, clock, key, logger }) => {
    const making = (async () => ensurePushKeys(database, await key(), nowText(clock)))().catch((error: unknown) => { logger.warn({ err: error }, 'the keys for Web Push could not be made or opened'); });
    return async () => { await making; };
  },
};
