import type { OutgoingAttachment, QuotedMail } from '#core/conversations/index.ts';

/** What pictures of a quoted mail travel on with an answer at most. */
const imagesMax = 20;
const imageBytesMax = 10 * 1024 * 1024;

/** The sanitiser writes attributes in double quotes and escapes `<` and `>` inside them. */
const imageTag = /<img\b[^<>]*>/gi;
const cidOf = (tag: string): string | null => / src="cid:([^"]*)"/i.exec(tag)?.[1] ?? null;

/** The pictures that stand in the HTML of a quoted mail, as files of the answer: named, few and small enough. What a reader cannot be given is left out of both. */
export function imagesOfQuote({ html, images }: Pick<QuotedMail, 'html' | 'images'>): OutgoingAttachment[] {
  const named = new Set((html?.match(imageTag) ?? []).flatMap((tag) => cidOf(tag) ?? []));
  const found: OutgoingAttachment[] = [];
  let bytes = 0;
  for (const { byteCount, ...image } of images) {
    const { contentId } = image;
    if (!contentId || !named.has(contentId) || !/^[\w.+@$-]{1,200}$/.test(contentId) || found.some((one) => one.contentId === contentId)) continue;
    bytes += byteCount;
    if (found.length >= imagesMax || bytes > imageBytesMax) break;
    found.push(image);
  }
  return found;
}

/**
 * Kept HTML as it goes out again: images of other servers stand where their sender had put them (here they wait in `data-remote-src`), and of those of
 * the mail itself only such as go with it.
 */
export function quotedHtml(html: string, contentIds: ReadonlySet<string>): string {
  return html.replaceAll(imageTag, (tag) => {
    const cid = cidOf(tag);
    if (cid !== null && !contentIds.has(cid)) return '';
    return tag.replace(/ data-remote-src="([^"]*)"/i, (_, url: string) => (/^https?:\/\//i.test(url) ? ` src="${url}"` : ''));
  });
}
