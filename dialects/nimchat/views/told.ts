import { getOwnAccount } from '#core/accounts/index.ts';
import { signFileLink } from '#core/files/index.ts';
import type { FormatSurroundings } from '#core/webhooks/index.ts';
import type { Tx } from '#http/index.ts';
import { downloadLinks, filesPath, type LinkTo } from '../file-links.ts';
import type { AccountName } from './agents.ts';

export interface ToldSurroundings { readonly account: AccountName; readonly linkTo: LinkTo; readonly base: string }

/** Links to files open with the rights of whoever set the webhook up; without such a person, or without a public address, there are none. */
export async function surroundingsOf(tx: Tx, { webhook, base, key, nowMs }: FormatSurroundings): Promise<ToldSurroundings> {
  const { id, name } = await getOwnAccount(tx);
  const userId = webhook.createdBy;
  return {
    account: { id, name }, base,
    linkTo: (attachmentId) => (userId === null || base === '' ? '' : `${base}${filesPath}?key=${signFileLink(key, downloadLinks, { accountId: id, userId, attachmentId }, nowMs)}`),
  };
}
