import { getMember, getUser } from '#core/accounts/index.ts';
import type { FileLink } from '#core/files/index.ts';
import { notFound, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { getAttachment, type AttachmentFile } from './get-attachment.ts';

/** The file of a link, in a transaction of its account. Asked again at each read: may the person for whom it was made still read? `not-found` for everything else. */
export async function getLinkedFile(tx: Tx, link: FileLink, { source, now }: Pick<Act, 'source' | 'now'>): Promise<AttachmentFile> {
  const [user, member] = [await getUser(tx, link.userId), await getMember(tx, link.userId)];
  if (!user || user.disabledAt !== null || !member?.permissions.has('conversations.read')) throw notFound('file');
  return getAttachment(tx, { accountId: link.accountId, actor: { kind: 'user', id: link.userId, permissions: member.permissions }, source, origin: 'live', now }, link.attachmentId);
}
