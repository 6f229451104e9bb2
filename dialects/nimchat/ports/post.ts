import type { Outside } from '#core/channels/index.ts';
import { postMessageWithFiles, type PostedFile } from '#core/conversations/index.ts';
import { safeFileName, sniffMediaType } from '#core/kernel/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { FilePart, Tx } from '#http/index.ts';

export interface Posting {
  readonly conversationId: number;
  readonly direction: 'incoming' | 'outgoing' | 'note';
  readonly text: string;
  readonly agentId: number | null;
  readonly files: readonly PostedFile[];
}

/**
 * The one place where a message of this API enters core. Answers in mailboxes are stored like all others and do not leave as mail yet: when
 * core composes mail, they go that way from here.
 */
export function post(tx: Tx, act: Act, posting: Posting): Promise<{ messageId: number; conversationId: number }> {
  return postMessageWithFiles(tx, act, posting);
}

/** Into the file store, before the transaction that names them. */
export async function storeFiles({ files: store }: Outside, accountId: number, files: readonly FilePart[]): Promise<PostedFile[]> {
  const stored = await store.putMany(accountId, files.map(({ bytes }) => bytes));
  return stored.map(({ sha256, byteCount }, at) => {
    const { fileName, mediaType, bytes } = files[at]!;
    return { sha256, byteCount, fileName: safeFileName(fileName), mediaType, sniffedType: sniffMediaType(bytes) };
  });
}
