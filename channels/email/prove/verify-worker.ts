import { parentPort } from 'node:worker_threads';
import type { ToWorker, FromWorker } from './verify-messages.ts';
import { verifyMail } from './verify-mail.ts';

/** The thread in which mails are verified. It has no DNS of its own: it asks the thread that started it. */
if (parentPort === null) throw new Error('verify-worker.ts runs in a worker thread');
const port = parentPort;
const asked = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
let questions = 0;

port.on('message', (message: ToWorker) => {
  if (message.kind === 'mail') return void work(message);
  const question = asked.get(message.question);
  asked.delete(message.question);
  if (message.error === null) question?.resolve(message.answer);
  else question?.reject(Object.assign(new Error(message.error), { code: message.error }));
});

async function work({ job, raw, client }: Extract<ToWorker, { kind: 'mail' }>): Promise<void> {
  const ask = (name: string, type: string): Promise<unknown> => new Promise((resolve, reject) => {
    questions += 1;
    asked.set(questions, { resolve, reject });
    say({ kind: 'question', job, question: questions, name, type });
  });
  try {
    say({ kind: 'verified', job, mail: await verifyMail({ raw, client }, ask) });
  } catch {
    say({ kind: 'verified', job, mail: null });
  }
}

function say(message: FromWorker): void {
  port.postMessage(message);
}
