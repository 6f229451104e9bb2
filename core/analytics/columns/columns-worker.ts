import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '#storage/index.ts';
import { ColumnsPool } from './columns-pool.ts';
import type { WorkerAnswer, WorkerQuestion, WorkerStart } from './worker-messages.ts';

/** The thread of `open-figure-columns.ts`: its loops over millions of rows hold up no request. It has connections of its own: one may load while others are asked. */
if (parentPort === null) throw new Error('columns-worker.ts runs in a worker thread');
const port = parentPort;
const { connection, limits } = workerData as WorkerStart;
const say = (answer: WorkerAnswer): void => { port.postMessage(answer); };
const pool = new ColumnsPool(openDatabase(connection, { size: 3 }), limits, (news) => say({ kind: 'news', news }));

port.on('message', (asked: WorkerQuestion) => {
  const found = asked.kind === 'count' ? pool.count(asked.accountId, asked.question, asked) : pool.loaded(asked.accountId);
  void found.catch(() => null).then((answer) => say({ kind: 'answer', id: asked.id, found: answer }));
});

setInterval(() => pool.sweep(), Math.max(100, Math.min(30_000, limits.idleMs / 4))).unref();
