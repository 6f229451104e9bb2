import type { Outside } from '#core/channels/index.ts';
import type { OutgoingAttachment } from '#core/conversations/index.ts';
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
