import { getChannel } from '#core/channels/index.ts';
import { reclassifyMail, undoImport } from '#core/conversations/index.ts';
import { CoreError, nowText, type Act, type Origin } from '#core/kernel/index.ts';
import type { Job, JobHandler } from '#jobs/index.ts';
import type { WorkContext } from './standing-work.ts';
import { withStoredFile } from './with-stored-file.ts';

/** What the settings leave for later (`createHouse`). Whoever asked was allowed to: here nobody is asked again. */
export function settingsJobs({ config, database, files, clock, wake }: WorkContext): Readonly<Record<string, JobHandler>> {
  const actOf = ({ accountId, payload }: Job, origin: Origin = 'live'): Act => {
    const userId = payload['userId'];
    const actor = typeof userId === 'number' ? { kind: 'user', id: userId, permissions: 'all' } as const : { kind: 'system', id: null, permissions: 'all' } as const;
    return { accountId: accountId!, actor, source: 'settings', origin, now: nowText(clock) };
  };

  return {
    'reclassify-mail': async (job) => {
      const act = actOf(job);
      await database.withAccount(act.accountId, (tx) => reclassifyMail(tx, act), { timeoutMs: 600_000 });
      wake();
    },

    'import-mail': async (job) => {
      const act = actOf(job, 'import');
      const { batchId, channelId, sha256, zone } = job.payload as { batchId: number; channelId: number; sha256: string; zone: string | null };
      const { ImportFailed, importMail } = await import('#channels/email/import/index.ts');
      const channel = await database.withAccount(act.accountId, (tx) => getChannel(tx, act, channelId));
      await withStoredFile({ files, dataDir: config.dataDir }, act.accountId, sha256, (path) => importMail(database, files, act, { paths: [path], batchId, channel, zone, threads: 1 }))
        .catch((error: unknown) => { if (!(error instanceof ImportFailed)) throw error; }); // its row says how far it came
      wake();
    },

    'undo-import': async (job) => {
      const { batchId } = job.payload as { batchId: number };
      await undoImport(database, actOf(job), batchId).catch((error: unknown) => { if (!(error instanceof CoreError && error.code === 'conflict')) throw error; }); // undone before
      wake();
    },
  };
}
