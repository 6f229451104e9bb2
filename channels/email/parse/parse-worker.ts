import { parentPort } from 'node:worker_threads';
import { MailRejected } from './mail-rejected.ts';
import { parseMail } from './parse-mail.ts';
import type { PoolParseOptions, WorkerReply } from './parse-pool-messages.ts';
import { sanitizeMailHtml } from './sanitize-mail-html.ts';

/**
 * One thread of the pool. It answers in two steps, so that the pool still holds the parsed mail when sanitising its
 * HTML takes too long and the thread is ended.
 */
if (parentPort === null) throw new Error('parse-worker.ts runs in a worker thread');
const port = parentPort;

port.on('message', (job: { raw: Uint8Array; options: PoolParseOptions }) => {
  let html: string | null = null;
  try {
    const mail = parseMail(job.raw, job.options);
    html = mail.html;
    const isLast = html === null || job.options.sanitize === false;
    send({ kind: 'parsed', mail, isLast }, mail.attachments.map((attachment) => attachment.content.buffer));
    if (isLast) return;
  } catch (error) {
    const { code, safeText } = error instanceof MailRejected ? error : new MailRejected('parse-failed', 'The mail could not be read.');
    send({ kind: 'rejected', code, safeText }, []);
    return;
  }
  try {
    send({ kind: 'sanitized', result: sanitizeMailHtml(html ?? '') }, []);
  } catch {
    send({ kind: 'sanitized', result: null }, []);
  }
});

function send(reply: WorkerReply, transfer: ArrayBuffer[]): void {
  port.postMessage(reply, [...new Set(transfer)]);
}
