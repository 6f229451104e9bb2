import { Type } from '@sinclair/typebox';
import { getLinkedFile as findLinkedFile } from '#core/desk/index.ts';
import { mayShowInline, readFileLink, serveStored } from '#core/files/index.ts';
import { nowText, notFound } from '#core/kernel/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { openFileOperation, type Operation } from '#http/index.ts';
import { imageLinks, linkedFilesPath } from '../messages/get-html.ts';

/**
 * Images of a mail for its sandboxed document, which has an origin of its own and sends no cookie. The link is the right: bound to account,
 * person and file, over in twenty minutes at most, and asked again at each read whether the person may still read.
 */
export const getLinkedFile = (outside: Outside): Operation => openFileOperation({
  id: 'files.linked',
  path: linkedFilesPath,
  tag: 'Files',
  summary: 'An image of a mail by the signed link that its document holds.',
  mediaTypes: ['image/*'],
  query: Type.Object({ key: Type.String({ maxLength: 200 }) }),
  async handle({ query, database, clock }) {
    const link = readFileLink(await outside.key(), imageLinks, query.key, clock.nowMs());
    if (!link) throw notFound('file');
    const file = await database.withAccount(link.accountId, (tx) => findLinkedFile(tx, link, { source: 'api:native', now: nowText(clock) }), { readOnly: true });
    if (!file.sniffedType.startsWith('image/') || !mayShowInline(file.sniffedType)) throw notFound('file');
    return {
      ...serveStored(outside.files, link.accountId, file, { isInline: true }),
      // The document that shows it has an opaque origin: `same-origin` would keep it out.
      headers: { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'private, max-age=600' },
    };
  },
});
