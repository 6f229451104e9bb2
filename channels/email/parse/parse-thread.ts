import { Worker } from 'node:worker_threads';
import type { ParsedMail } from './parsed-mail.ts';
import type { ParseOutcome, PoolParseOptions, WorkerReply } from './parse-pool-messages.ts';
import type { SanitizedHtml } from './sanitize-mail-html.ts';

export interface ThreadTimes {
  timeoutMs: number;
  sanitizeTimeoutMs: number;
  /** Added for the first job of a new thread: loading the parser on a busy machine is not the mail's fault. */
  startTimeoutMs: number;
}

interface Job {
  settle: (outcome: ParseOutcome) => void;
  timer: NodeJS.Timeout | null;
  mail: ParsedMail | null;
}

/** One worker thread with at most one job. A job that takes too long, or that ends the thread, costs a new thread and nothing else. */
export class ParseThread {
  readonly times: ThreadTimes;
  readonly workerUrl: URL;
  worker: Worker | null = null;
  job: Job | null = null;

  constructor(times: ThreadTimes, workerUrl: URL) {
    this.times = times;
    this.workerUrl = workerUrl;
  }

  /** Parses a copy of the bytes; the caller keeps its own. Resolves in every case. */
  run(raw: Uint8Array, options: PoolParseOptions): Promise<ParseOutcome> {
    const copy = new Uint8Array(raw.byteLength);
    copy.set(raw);
    return new Promise((resolve) => {
      this.job = { settle: resolve, timer: null, mail: null };
      const isNew = this.worker === null;
      this.worker ??= this.start();
      this.worker.ref();
      this.arm(this.times.timeoutMs + (isNew ? this.times.startTimeoutMs : 0));
      this.worker.postMessage({ raw: copy, options }, [copy.buffer]);
    });
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    this.settle({ ok: false, code: 'parse-failed', safeText: 'The server was stopped.' });
    await worker?.terminate();
  }

  start(): Worker {
    const worker = new Worker(this.workerUrl, { resourceLimits: { maxOldGenerationSizeMb: 1_024 } });
    worker.on('message', (reply: WorkerReply) => {
      if (this.worker === worker) this.onReply(reply);
    });
    worker.on('error', () => this.onDeath(worker));
    worker.on('exit', () => this.onDeath(worker));
    return worker;
  }

  onReply(reply: WorkerReply): void {
    if (reply.kind === 'rejected') return this.settle({ ok: false, code: reply.code, safeText: reply.safeText });
    if (reply.kind === 'sanitized') return this.finish(reply.result);
    if (this.job === null) return;
    this.job.mail = reply.mail;
    if (reply.isLast) this.settle({ ok: true, mail: reply.mail, safeHtml: null, remoteImages: 0 });
    else this.arm(this.times.sanitizeTimeoutMs);
  }

  finish(result: SanitizedHtml | null): void {
    const mail = this.job?.mail;
    if (!mail) return;
    const defect = result === null ? 'html-not-sanitized' : result.refusal;
    if (defect !== null) addDefect(mail, defect);
    this.settle({ ok: true, mail, safeHtml: result?.html ?? null, remoteImages: result?.remoteImages ?? 0 });
  }

  /** The mail is kept when only its HTML was too costly. */
  onTimeout(): void {
    const { worker } = this;
    this.worker = null;
    void worker?.terminate();
    this.giveUp('parse-timeout', 'Reading the mail took too long.', 'html-too-costly');
  }

  onDeath(worker: Worker): void {
    if (this.worker !== worker) return;
    this.worker = null;
    this.giveUp('parse-failed', 'The mail could not be read.', 'html-too-costly');
  }

  giveUp(code: 'parse-timeout' | 'parse-failed', safeText: string, defect: string): void {
    const mail = this.job?.mail;
    if (!mail) return this.settle({ ok: false, code, safeText });
    mail.html = null;
    addDefect(mail, defect);
    this.settle({ ok: true, mail, safeHtml: null, remoteImages: 0 });
  }

  arm(timeoutMs: number): void {
    const { job } = this;
    if (job === null) return;
    if (job.timer !== null) clearTimeout(job.timer);
    job.timer = setTimeout(() => this.onTimeout(), timeoutMs);
  }

  settle(outcome: ParseOutcome): void {
    const { job } = this;
    if (job === null) return;
    this.job = null;
    if (job.timer !== null) clearTimeout(job.timer);
    this.worker?.unref();
    job.settle(outcome);
  }
}

function addDefect(mail: ParsedMail, defect: string): void {
  mail.defects = [...new Set([...mail.defects, defect])].sort();
}
