import type { Outside } from '#core/channels/index.ts';
import { findSent, type ComposeResult, type OutgoingAttachment, type PostedFile } from '#core/conversations/index.ts';
import { contentIdOf, getUploads } from '#core/files/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';

type Typed = { readonly text: string; readonly html?: string | null };

/** Text and HTML as they may be kept: HTML made safe (outside the transaction: it is work for a thread), its text where none was written. */
export async function cleanContent(outside: Outside, { text, html }: Typed): Promise<{ text: string; html: string | null }> {
  if (html === undefined || html === null || html.trim() === '') return { text, html: null };
  const clean = await outside.cleanHtml(html);
  return { text: text.trim() === '' ? clean.text : text, html: clean.html };
}

/** Files that the acting person sent ahead, as a message takes them. A picture that the HTML names stands in it (once, however often it was sent ahead); the others are attached. */
export async function attachmentsOf(tx: Tx, act: Act, uploadIds: readonly number[] = [], html: string | null = null): Promise<OutgoingAttachment[]> {
  const uploads = uploadIds.length === 0 ? [] : await getUploads(tx, act, uploadIds);
  const named = new Set<string>();
  return uploads.flatMap((upload): OutgoingAttachment[] => {
    const { sha256, fileName, sniffedType } = upload;
    const contentId = contentIdOf(upload);
    const isInline = sniffedType.startsWith('image/') && html !== null && html.includes(`src="cid:${contentId}"`);
    if (!isInline) return [{ sha256, fileName, mediaType: sniffedType, sniffedType, disposition: 'attachment' }];
    if (named.has(contentId)) return [];
    named.add(contentId);
    return [{ sha256, fileName, mediaType: sniffedType, sniffedType, disposition: 'inline', contentId }];
  });
}

/** The same for a note, which nobody is mailed. */
export async function noteFilesOf(tx: Tx, act: Act, uploadIds: readonly number[] = [], html: string | null = null): Promise<PostedFile[]> {
  const sizes = new Map((uploadIds.length === 0 ? [] : await getUploads(tx, act, uploadIds)).map(({ sha256, byteCount }) => [sha256, byteCount]));
  return (await attachmentsOf(tx, act, uploadIds, html)).map(({ sha256, fileName, mediaType, disposition, contentId = null }) => (
    { sha256, byteCount: sizes.get(sha256)!, fileName, mediaType, sniffedType: mediaType, disposition, contentId }));
}

/** What the key stands for, as `findSent` takes it. */
export type KeyedCall = Parameters<typeof findSent>[2];

/** What an earlier call with the same key sent, else the files of this one. That call used the uploads up: it may have ended between the two looks. */
export async function sentOrFiles(tx: Tx, act: Act, call: KeyedCall, { uploadIds, html }: { uploadIds: readonly number[] | undefined; html: string | null }): Promise<{ sent: ComposeResult } | { files: OutgoingAttachment[] }> {
  const sent = await findSent(tx, act, call);
  if (sent) return { sent };
  try {
    return { files: await attachmentsOf(tx, act, uploadIds, html) };
  } catch (error) {
    const meanwhile = await findSent(tx, act, call);
    if (meanwhile) return { sent: meanwhile };
    throw error;
  }
}
