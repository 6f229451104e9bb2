import type { Outside } from '#core/channels/index.ts';
import { signFileLink, type FileLinkUse } from '#core/files/index.ts';
import type { Call } from '#http/index.ts';

/** The absolute address of an attachment. */
export type LinkTo = (attachmentId: number) => string;

export const filesPath = '/api/v1/files';

/**
 * Valid for seven to eight days: software that fetches at once, at night or after a long weekend has the file; later it asks for the message
 * again. The deployed product's links last for ever; ours end, and with the right of whoever they were made for.
 */
export const downloadLinks: FileLinkUse = { name: 'download', windowSeconds: 86_400, windows: 8 };

/** Reads the server's key, so it is called before the transaction. */
export async function fileLinks(outside: Outside, { act, principal, head, clock }: Pick<Call, 'act' | 'principal' | 'head' | 'clock'>): Promise<LinkTo> {
  if (principal.userId === 0) return () => ''; // a bot is no person with whose rights a link could open
  const key = await outside.key();
  return (attachmentId) => `${head.base}${filesPath}?key=${signFileLink(key, downloadLinks, { accountId: act.accountId, userId: principal.userId, attachmentId }, clock.nowMs())}`;
}
