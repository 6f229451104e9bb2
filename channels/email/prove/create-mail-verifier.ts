import { Worker } from 'node:worker_threads';
import { noAnswer, systemAskDns, type AskDns } from './check-dns.ts';
import type { MailToVerify, VerifiedMail } from './verified-mail.ts';
import type { FromWorker, ToWorker } from './verify-messages.ts';

export interface MailVerifier {
  /** Resolves in every case; null: nothing could be found out. */
  verify(mail: MailToVerify): Promise<VerifiedMail | null>;
  close(): Promise<void>;
}

export interface MailVerifierOptions {
  readonly ask: AskDns;
  /** From a mail's first question; after it its questions go unanswered. */
  readonly dnsMs?: number;
  /** After such a silence, and what large mails take, the thread is ended: the library hangs. */
  readonly timeoutMs?: number;
  /** Extra time for a thread to say its first word, as it loads the library. */
  readonly startMs?: number;
  readonly questionsMax?: number;
  /** Another worker file, for tests of this one. */
  readonly workerUrl?: URL;
}

/** With the machine's DNS. Costs nothing until the first mail. */
export function openMailVerifier(): MailVerifier {
  return createMailVerifier({ ask: systemAskDns() });
}

interface Job { readonly settle: (mail: VerifiedMail | null) => void; readonly byteCount: number; dnsUntilMs: number | null; questions: number }

/** A body is hashed at a tenth of a second for each megabyte (measured: 100 to 130 ms of relaxed canonicalisation on the build machine), in up to four ways. */
const msPerByte = 0.5 / 1_000;

/**
 * Verifies mails in one thread, any number at a time. Those behind a large one wait for it, and their time for DNS begins with their first question; one
 * that hangs costs the thread, and those beside it count as not verified.
 */
export function createMailVerifier({ ask, dnsMs = 6_000, timeoutMs = 15_000, startMs = 15_000, questionsMax = 40, workerUrl }: MailVerifierOptions): MailVerifier {
  const jobs = new Map<number, Job>();
  let worker: Worker | null = null;
  let last = 0;
  let watch: NodeJS.Timeout | undefined;

  const settle = (id: number, mail: VerifiedMail | null): void => {
    const job = jobs.get(id);
    if (!job) return;
    jobs.delete(id);
    if (jobs.size === 0) {
      clearTimeout(watch);
      worker?.unref();
    }
    job.settle(mail);
  };
  const end = (ended: Worker): void => {
    if (worker !== ended) return;
    worker = null;
    void ended.terminate();
    for (const id of jobs.keys()) settle(id, null);
  };
  /** From each word of the thread on it may be silent for so long. */
  const watchOver = (watched: Worker, extraMs = 0): void => {
    clearTimeout(watch);
    const largest = Math.max(0, ...[...jobs.values()].map(({ byteCount }) => byteCount));
    watch = setTimeout(() => end(watched), timeoutMs + extraMs + largest * msPerByte);
  };
  const answer = async (from: Worker, { job: id, question, name, type }: Extract<FromWorker, { kind: 'question' }>): Promise<void> => {
    const reply = (found: unknown, error: string | null): void => from.postMessage({ kind: 'answer', question, answer: found, error } satisfies ToWorker);
    const job = jobs.get(id);
    try {
      if (!job) throw noAnswer();
      const leftMs = (job.dnsUntilMs ??= performance.now() + dnsMs) - performance.now();
      if (leftMs <= 0 || (job.questions += 1) > questionsMax) throw noAnswer();
      reply(await within(leftMs, ask(name, type)), null);
    } catch (error) {
      const { code } = error as { code?: unknown };
      reply(null, typeof code === 'string' ? code : 'ESERVFAIL');
    }
  };
  const start = (): Worker => {
    const started = new Worker(workerUrl ?? new URL('./verify-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 1_024 } });
    started.on('message', (message: FromWorker) => {
      if (worker !== started) return;
      watchOver(started);
      if (message.kind === 'verified') settle(message.job, message.mail);
      else void answer(started, message);
    });
    started.on('error', () => end(started));
    started.on('exit', () => end(started));
    return started;
  };

  return {
    verify: ({ raw, client }) => new Promise((resolve) => {
      const isNew = worker === null;
      const at = worker ??= start();
      at.ref();
      last += 1;
      jobs.set(last, { settle: resolve, byteCount: raw.byteLength, dnsUntilMs: null, questions: 0 });
      if (jobs.size === 1) watchOver(at, isNew ? startMs : 0);
      at.postMessage({ kind: 'mail', job: last, raw, client } satisfies ToWorker); // a copy: the caller keeps its own
    }),
    close: async () => {
      const at = worker;
      if (at) end(at);
      await at?.terminate();
    },
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(noAnswer()), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
