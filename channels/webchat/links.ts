import { signContactFileLink } from '#core/files/index.ts';
import type { LinkTo } from './chat-state.ts';
import type { WebchatDeps } from './webchat-deps.ts';
import type { VisitorCall } from './widget-operation.ts';

/** Addresses of files for this visitor. Reads the server's key, so it is made before the transaction. */
export async function linksFor({ outside }: WebchatDeps, { call: { head, clock }, visitor }: Pick<VisitorCall<unknown, unknown>, 'call' | 'visitor'>): Promise<LinkTo> {
  const key = await outside.key();
  return (attachmentId) => `${head.base}/widget/api/files?key=${signContactFileLink(key, { ...visitor, attachmentId }, clock.nowMs())}`;
}
