import { Type } from '@sinclair/typebox';
import type { Outside } from '#core/channels/index.ts';
import { getLinkedFile } from '#core/desk/index.ts';
import { readFileLink, serveStored } from '#core/files/index.ts';
import { notFound, nowText } from '#core/kernel/index.ts';
import { openFileOperation, type Operation } from '#http/index.ts';
import { downloadLinks, filesPath } from '../../file-links.ts';

/** The link is the right: bound to account, person and file, over in eight days at most, and asked again at each read whether the person may still read. */
export const getFile = (outside: Outside): Operation => openFileOperation({
  id: 'files.get',
  path: filesPath,
  tag: 'Messages',
  summary: 'A file of a message by the link in its `data_url`',
  mediaTypes: ['application/octet-stream', 'image/*', 'audio/*', 'video/*', 'text/plain'],
  query: Type.Object({ key: Type.String({ maxLength: 200 }) }),
  async handle({ query, database, clock }) {
    const link = readFileLink(await outside.key(), downloadLinks, query.key, clock.nowMs());
    if (!link) throw notFound('file');
    const file = await database.withAccount(link.accountId, (tx) => getLinkedFile(tx, link, { source: 'api:nimchat', now: nowText(clock) }), { readOnly: true });
    return {
      ...serveStored(outside.files, link.accountId, file, { isInline: true }),
      // Pictures stand in other people's pages.
      headers: { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'private, max-age=600' },
    };
  },
});
