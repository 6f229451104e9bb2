import { Worker } from 'node:worker_threads';
import type { ReportFormat } from '#core/reports/index.ts';
import type { ReportDocument } from './report-document.ts';

/** The largest report (10,000 lines as PDF) takes some seconds; nothing that a report holds may take for ever. */
const timeoutMs = 300_000;

/** Makes a file in a thread of its own, so that no request waits for it. Throws where that took too long or too much memory; `signal` ends it. */
export async function renderInThread(report: ReportDocument, format: ReportFormat, signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { workerData: { report, format }, resourceLimits: { maxOldGenerationSizeMb: 512 } });
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the thread that makes a report ended without one')));
  const onAbort = (): void => reject(new Error('the making of a report was stopped'));
  signal.addEventListener('abort', onAbort);
  const timer = setTimeout(() => reject(new Error('a report took too long to make')), timeoutMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
