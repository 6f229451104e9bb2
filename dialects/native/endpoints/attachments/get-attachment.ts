import { Type } from '@sinclair/typebox';
import { getAttachment as getAttachmentFile } from '#core/desk/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { serveStored } from '#core/files/index.ts';
import { fileOperation, type Operation } from '#http/index.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getAttachment = (outside: Outside): Operation => fileOperation({
  id: 'attachments.get',
  path: '/native/v1/attachments/{id}',
  tag: 'Files',
  summary: 'A file of a message: a download. `inline`: shown in the page where that is harmless (raster images, audio, video, plain text, by what the bytes prove).',
  mediaTypes: ['application/octet-stream', 'image/*', 'audio/*', 'video/*', 'text/plain'],
  params: IdParams,
  query: Type.Object({ inline: Type.Optional(Type.Boolean()) }),
  async handle({ act, params, query, snapshot }) {
    const file = await snapshot((tx) => getAttachmentFile(tx, act, params.id));
    return serveStored(outside.files, act.accountId, file, { isInline: query.inline ?? false });
  },
});
