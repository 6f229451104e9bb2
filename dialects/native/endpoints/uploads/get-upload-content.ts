import { Type } from '@sinclair/typebox';
import { getUploads, serveStored } from '#core/files/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { fileOperation, type Operation } from '#http/index.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getUploadContent = (outside: Outside): Operation => fileOperation({
  id: 'uploads.content',
  path: '/native/v1/uploads/{id}/content',
  tag: 'Files',
  summary: 'The bytes of an upload of one\'s own. `inline`: shown in the page where that is harmless.',
  mediaTypes: ['application/octet-stream', 'image/*', 'audio/*', 'video/*', 'text/plain'],
  params: IdParams,
  query: Type.Object({ inline: Type.Optional(Type.Boolean()) }),
  async handle({ act, params, query, snapshot }) {
    const [upload] = await snapshot((tx) => getUploads(tx, act, [params.id]));
    return serveStored(outside.files, act.accountId, upload!, { isInline: query.inline ?? false });
  },
});
