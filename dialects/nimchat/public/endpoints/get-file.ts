import { Type } from '@sinclair/typebox';
import type { Outside } from '#core/channels/index.ts';
import { getContactFile } from '#core/conversations/index.ts';
import { readContactFileLink, serveStored } from '#core/files/index.ts';
import { notFound } from '#core/kernel/index.ts';
import { openFileOperation, type Operation } from '#http/index.ts';
import { publicFilesPath } from '../../views/public.ts';

/** The link is the right: bound to account, contact and file, over in three days at most, and asked again at each read whether the contact may still see it. */
export const getPublicFile = (outside: Outside): Operation => openFileOperation({
  id: 'public.files.get', path: publicFilesPath, tag: 'Public client API', summary: 'A file of a message by the link in its `data_url`',
  mediaTypes: ['application/octet-stream', 'image/*', 'audio/*', 'video/*', 'text/plain'],
  query: Type.Object({ key: Type.String({ maxLength: 900 }) }),
  async handle({ query, database, clock }) {
    const link = readContactFileLink(await outside.key(), query.key, clock.nowMs());
    if (!link) throw notFound('file');
    const file = await database.withAccount(link.accountId, (tx) => getContactFile(tx, link, link.attachmentId), { readOnly: true });
    return { ...serveStored(outside.files, link.accountId, file, { isInline: true }), headers: { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': 'private, max-age=600' } };
  },
});
