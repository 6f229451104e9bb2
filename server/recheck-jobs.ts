import { recheckSenderKind } from '#channels/email/prove/recheck-sender.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import type { JobHandler } from '#jobs/index.ts';
import type { WorkContext } from './standing-work.ts';

/** Mails that say they are from us, asked about once more after a silence of the DNS. Threads are there while one is asked about. */
export function recheckJobs({ database, files, clock, wake }: WorkContext): Readonly<Record<string, JobHandler>> {
  return {
    [recheckSenderKind]: async ({ accountId, payload }) => {
      const [{ recheckMail }, { createParsePool }, { openMailVerifier }] = await Promise.all([
        import('#channels/email/prove/recheck-sender.ts'), import('#channels/email/parse/create-parse-pool.ts'), import('#channels/email/prove/create-mail-verifier.ts'),
      ]);
      const [pool, verifier] = [createParsePool({ threads: 1 }), openMailVerifier()];
      try {
        const { messageId, tries } = payload as { messageId: number; tries: number };
        if (await recheckMail({ database, files, pool, verifier }, systemAct(accountId!, nowText(clock), 'channel:email'), { messageId, tries }) === 'proved') wake();
      } finally {
        await Promise.all([pool.close(), verifier.close()]);
      }
    },
  };
}
