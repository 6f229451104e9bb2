import type { House } from '#core/channels/index.ts';
import type { FileStore } from '#core/files/index.ts';
import { CoreError, invalid } from '#core/kernel/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Database } from '#storage/index.ts';
import { deliverKind, releaseKind, replayKind, webhookQueue } from './webhooks/enqueue.ts';
import { passwordResetKind } from './account-mail-jobs.ts';
import { hasDemo } from './load-demo.ts';
import type { DemoJob } from './pages/demo-job.ts';
import { withStoredFile } from './with-stored-file.ts';

export interface HouseOptions {
  readonly database: Database;
  readonly files: FileStore;
  /** For copies that live for a moment. */
  readonly dataDir: string;
  readonly apis: () => readonly { readonly name: string; readonly title: string }[];
  readonly demo: () => DemoJob;
  /** Whether a mail of the server's own could go out for an account. */
  readonly canMail: (accountId: number) => Promise<boolean>;
  /** A relay and a public address are set: people who forgot their password are sent a link. */
  readonly hasPasswordReset: boolean;
}

const webhookKinds: ReadonlySet<string> = new Set([deliverKind, releaseKind, replayKind]);

/** What the settings need of the server around them. The handlers of the work are in settings-jobs.ts and desk-jobs.ts. */
export function createHouse({ database, files, dataDir, apis, demo, canMail, hasPasswordReset }: HouseOptions): House {
  return {
    enqueue: async (tx, act, { kind, ...payload }) => {
      const queue = kind === 'bulk' ? 'desk' : webhookKinds.has(kind) ? webhookQueue : 'settings';
      await enqueueJob(tx, { queue, kind, payload: { ...payload, userId: act.actor.kind === 'user' ? act.actor.id : null }, runAt: act.now, attemptsMax: queue === webhookQueue ? 10 : 4 });
    },
    canMail,
    passwordReset: hasPasswordReset ? { later: async (tx, email, now) => { await enqueueJob(tx, { queue: 'settings', kind: passwordResetKind, payload: { email }, runAt: now, attemptsMax: 3 }); } } : null,
    checkMailFile: async (accountId, sha256) => {
      const { openMailPaths } = await import('#channels/email/import/index.ts'); // parse workers only where they are needed
      await withStoredFile({ files, dataDir }, accountId, sha256, (path) => openMailPaths([path])).catch((error: unknown) => {
        if (!(error instanceof CoreError) || error.code !== 'invalid') throw error;
        if (error.key === 'mbox-malformed') {
          const { line, found } = error.values!;
          throw invalid('uploadId', `holds no mail: line ${line} is "${found}", but in an mbox each mail begins with "From ", the sender's address and a time, such as "From bo@home.example Mon May  6 08:00:00 2024".`, 'mbox-malformed', { line: line!, found: found! });
        }
        throw new CoreError('invalid', 'This file holds no mail: an mbox file or a single mail (.eml) can be imported, also packed by gzip or xz.', { key: 'no-mail-file', fields: [{ field: 'uploadId', problem: 'is no file of mail' }], cause: error });
      });
    },
    retryQuarantined: async (act, id) => {
      const [{ retryQuarantined }, { createParsePool }, { openMailVerifier }] = await Promise.all([
        import('#channels/email/take-in/retry-quarantined.ts'), import('#channels/email/parse/create-parse-pool.ts'), import('#channels/email/prove/create-mail-verifier.ts'),
      ]);
      const [pool, verifier] = [createParsePool({ threads: 1 }), openMailVerifier()];
      try {
        return await retryQuarantined({ database, files, pool, verifier }, act, id);
      } finally {
        await Promise.all([pool.close(), verifier.close()]);
      }
    },
    apis: () => apis().map(({ name, title }) => ({ name, title })),
    demo: {
      state: () => (hasDemo() ? demo().progress : { state: 'unavailable', text: '' }),
      start: (by) => {
        if (!hasDemo()) throw new CoreError('unavailable', 'This version comes without demo data.', { key: 'no-demo' });
        demo().start(by);
      },
    },
  };
}
