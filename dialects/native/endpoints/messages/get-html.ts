import { Type } from '@sinclair/typebox';
import { mayShowInline, signFileLink, type FileLinkUse } from '#core/files/index.ts';
import { getMessageContent } from '#core/desk/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { fileOperation, type Operation } from '#http/index.ts';
import { documentHeaders, messageDocument } from '../../render/message-document.ts';
import { IdParams, OneOf } from '../../schemas/shared.ts';

export const linkedFilesPath = '/native/v1/linked-files';
/** Valid for ten to twenty minutes (docs/decisions/0016). */
export const imageLinks: FileLinkUse = { name: 'image', windowSeconds: 600, windows: 2 };

export const getHtml = (outside: Outside): Operation => fileOperation({
  id: 'messages.html',
  path: '/native/v1/messages/{id}/html',
  tag: 'Files',
  summary: 'A message as a whole document for a sandboxed frame: `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" src="...">`. Remote images load with `images=1` only; `quotes=0` leaves the mail quoted at the end out; `theme=dark` is heeded where the mail has no colours; `measure=1` (with `allow-scripts`) tells the height by postMessage.',
  mediaTypes: ['text/html'],
  params: IdParams,
  query: Type.Object({ images: Type.Optional(OneOf(['0', '1'])), quotes: Type.Optional(OneOf(['0', '1'])), theme: Type.Optional(OneOf(['light', 'dark'])), measure: Type.Optional(OneOf(['0', '1'])) }),
  async handle({ act, principal, params, query, head, clock, snapshot }) {
    const content = await snapshot((tx) => getMessageContent(tx, act, params.id));
    const key = await outside.key();
    const filesUrl = `${head.base}${linkedFilesPath}`;
    // Of two files with one name the first counts, as in mail programs; so it is set last.
    const links = new Map(content.inlineFiles.filter(({ sniffedType }) => sniffedType.startsWith('image/') && mayShowInline(sniffedType)).toReversed().map(({ id, contentId }) => (
      [contentId, `${filesUrl}?key=${signFileLink(key, imageLinks, { accountId: act.accountId, userId: principal.userId, attachmentId: id }, clock.nowMs())}`])));
    const options = { filesUrl, links, withRemoteImages: query.images === '1', isDark: query.theme === 'dark', foldsQuote: query.quotes === '0', measures: query.measure === '1' };
    const document = Buffer.from(messageDocument(content, options));
    return {
      mediaType: 'text/html; charset=utf-8', byteCount: document.byteLength, fileName: `message-${content.id}.html`, disposition: 'inline',
      headers: documentHeaders(options),
      open: async () => document,
    };
  },
});
