import type { Outside } from '#core/channels/index.ts';
import { composeMessage, postMessageWithFiles, type PostedFile } from '#core/conversations/index.ts';
import { recordFiles } from '#core/files/index.ts';
import { safeFileName, sniffMediaType } from '#core/kernel/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { FilePart, Tx } from '#http/index.ts';

export interface Posting {
  readonly channelKind: string;
  readonly conversationId: number;
  readonly direction: 'incoming' | 'outgoing' | 'note';
  readonly text: string;
  readonly agentId: number | null;
  /** A bot wrote it: no person's answer. */
  readonly isBot?: boolean;
  readonly files: readonly PostedFile[];
}

/**
 * The one place where a message of this API enters core. An answer in a mailbox leaves as mail, at once: software has no use for time to
 * think it over. Everything else is simply there.
 */
export async function post(tx: Tx, act: Act, { channelKind, conversationId, direction, text, agentId, isBot = false, files }: Posting): Promise<{ messageId: number; conversationId: number }> {
  if (channelKind !== 'email' || direction !== 'outgoing') return postMessageWithFiles(tx, act, { conversationId, direction, text, agentId, isBot, files });
  await recordFiles(tx, act, files.map(({ sha256, byteCount }) => ({ sha256, byteCount })));
  return composeMessage(tx, act, {
    conversationId, kind: 'reply', text, html: null, undoSeconds: 0, ...(agentId !== null && { agentId }),
    attachments: files.map(({ sha256, fileName, mediaType, sniffedType }) => ({ sha256, fileName: fileName ?? 'file', mediaType: mailType(mediaType), sniffedType, disposition: 'attachment' })),
  });
}

/** As it may stand in the head of a mail. */
function mailType(mediaType: string): string {
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}$/.test(mediaType) ? mediaType : 'application/octet-stream';
}

/** Into the file store, before the transaction that names them. */
export async function storeFiles({ files: store }: Outside, accountId: number, files: readonly FilePart[]): Promise<PostedFile[]> {
  const stored = await store.putMany(accountId, files.map(({ bytes }) => bytes));
  return stored.map(({ sha256, byteCount }, at) => {
    const { fileName, mediaType, bytes } = files[at]!;
    return { sha256, byteCount, fileName: safeFileName(fileName), mediaType, sniffedType: sniffMediaType(bytes) };
  });
}
