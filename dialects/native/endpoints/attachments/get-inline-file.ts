import { Type } from '@sinclair/typebox';
import { getInlineFile as findInlineFile } from '#core/desk/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { serveStored } from '#core/files/index.ts';
import { fileOperation, type Operation } from '#http/index.ts';
import { Id } from '../../schemas/shared.ts';

export const getInlineFile = (outside: Outside): Operation => fileOperation({
  id: 'messages.inline',
  path: '/native/v1/messages/{id}/inline/{cid}',
  tag: 'Files',
  summary: 'A file that the HTML of a message names by `cid:`.',
  mediaTypes: ['application/octet-stream', 'image/*'],
  params: Type.Object({ id: Id, cid: Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000]*$' }) }),
  async handle({ act, params, snapshot }) {
    const file = await snapshot((tx) => findInlineFile(tx, act, params.id, params.cid));
    return serveStored(outside.files, act.accountId, file, { isInline: true });
  },
});
