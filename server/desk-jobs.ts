import { runBulk } from '#core/desk/index.ts';
import { nowText } from '#core/kernel/index.ts';
import type { JobHandler } from '#jobs/index.ts';
import type { WorkContext } from './standing-work.ts';

/** What the desk leaves for later (`createHouse`). */
export function deskJobs({ database, clock, wake }: WorkContext): Readonly<Record<string, JobHandler>> {
  return {
    bulk: async ({ accountId, payload }, { signal }) => {
      const operation = await runBulk({ database, accountId: accountId!, operationId: payload['operationId'] as number, now: () => nowText(clock), signal, onRound: wake });
      // Stopped in between: the job stays, and goes on where it was.
      if (operation && (operation.state === 'running' || operation.state === 'undoing')) throw new Error('the runner stops; the rest is done at its next start');
    },
  };
}
