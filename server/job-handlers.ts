import type { JobHandler } from '#jobs/index.ts';
import type { WorkContext } from './standing-work.ts';

/** Queue -> kind -> handler: all work that commands leave for later. */
export function jobHandlers(_context: WorkContext): Readonly<Record<string, Readonly<Record<string, JobHandler>>>> {
  return {};
}
