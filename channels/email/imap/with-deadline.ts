import type { ImapFlow } from 'imapflow';
import { sayOfMail } from '#core/channels/index.ts';
import { asMailboxError, MailboxError } from './mailbox-error.ts';

/** What the connection said before it closed: the reason, where the command under way learns only that it is over. */
const lastErrors = new WeakMap<object, unknown>();

export function noteClientError(client: object, error: unknown): void {
  lastErrors.set(client, error);
}

/** The work of one command. Throws where it takes too long (the connection is closed then) or the connection ends: a server that hangs or goes holds nobody up. */
export async function withDeadline<T>(client: Pick<ImapFlow, 'close' | 'on' | 'off' | 'isClosed'>, ms: number, work: () => Promise<T>): Promise<T> {
  if (client.isClosed) throw new MailboxError('read', sayOfMail('server-closed'));
  const { promise: over, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new MailboxError('read', sayOfMail('silent-seconds', { seconds: Math.ceil(ms / 1_000) })));
    client.close();
  }, ms);
  // A FETCH whose connection is lost between two of its answers would wait for the next for ever.
  const onClose = (): void => reject(asMailboxError(lastErrors.get(client) ?? { code: 'NoConnection' }, 'read'));
  client.on('close', onClose);
  const working = work();
  working.catch(() => {}); // may fail later, by the close
  try {
    return await Promise.race([working, over]);
  } finally {
    clearTimeout(timer);
    client.off('close', onClose);
  }
}
