import { Readable } from 'node:stream';
import { findConversationFiles } from '#core/desk/index.ts';
import { CoreError, notFound } from '#core/kernel/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { fileOperation, type Operation } from '#http/index.ts';
import { storedZip, zipByteCount, zipMax } from '../../files/stored-zip.ts';
import { uniqueNames } from '../../files/unique-names.ts';
import { IdParams } from '../../schemas/shared.ts';

export const downloadAll = (outside: Outside): Operation => fileOperation({
  id: 'conversations.attachments-zip',
  path: '/native/v1/conversations/{id}/attachments.zip',
  tag: 'Files',
  summary: 'All files of a conversation in one archive. 404 where it has none.',
  mediaTypes: ['application/zip'],
  params: IdParams,
  async handle({ act, params, snapshot }) {
    const files = await snapshot((tx) => findConversationFiles(tx, act, params.id));
    if (files.length === 0) throw notFound('file');
    const names = uniqueNames(files.map(({ fileName }) => fileName));
    const entries = files.map(({ sha256, byteCount }, at) => ({ name: names[at]!, byteCount, read: () => outside.files.read(act.accountId, sha256) }));
    const byteCount = zipByteCount(entries);
    if (entries.length > zipMax.entries || byteCount > zipMax.bytes) throw new CoreError('too-large', 'These files are too many for one archive (10,000 files, 2 GB). Fetch them one by one.', { key: 'archive-too-large' });
    return {
      mediaType: 'application/zip', byteCount, fileName: `conversation-${params.id}.zip`, disposition: 'attachment',
      open: async () => Readable.from(storedZip(entries), { objectMode: false }),
    };
  },
});
