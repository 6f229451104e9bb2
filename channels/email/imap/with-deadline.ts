import type { ImapFlow } from 'imapflow';
import { MailboxError } from './mailbox-error.ts';

/** The work of one command, or the connection is closed and this throws: a server that hangs holds nobody up. */
export async function withDeadline<T>(client: Pick<ImapFlow, 'close'>, ms: number, work: () => Promise<T>): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new MailboxError('read', `The server did not answer within ${Math.ceil(ms / 1_000)} s.`));
    client.close();
  }, ms);
  const working = work();
  working.catch(() => {}); // may fail later, by the close
  try {
    return await Promise.race([working, over]);
  } finally {
    clearTimeout(timer);
  }
}
