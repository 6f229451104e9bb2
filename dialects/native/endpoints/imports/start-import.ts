import { checkZone } from '#core/accounts/index.ts';
import { getChannel, type Outside } from '#core/channels/index.ts';
import { getImport, startImport as start } from '#core/conversations/index.ts';
import { getUploads } from '#core/files/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderImport } from '../../render/import.ts';
import { Import, NewImport } from '../../schemas/imports.ts';

export const startImport = ({ house }: Outside): Operation => operation({
  id: 'imports.start',
  method: 'POST',
  path: '/native/v1/imports',
  tag: 'Imports',
  summary: 'Reads an uploaded file of mail (mbox, .eml, also packed by gzip or xz) into a channel, beside the requests. Silent, repeatable, undoable',
  status: 201,
  body: NewImport,
  response: Import,
  async handle({ act, snapshot, change, body: { uploadId, channelId, zone = null } }) {
    requirePermission(act, 'imports.run');
    if (zone !== null) checkZone(zone);
    const upload = await snapshot(async (tx) => {
      await getChannel(tx, readingBack(act), channelId);
      return (await getUploads(tx, act, [uploadId]))[0]!;
    });
    await house.checkMailFile(act.accountId, upload.sha256);
    return renderImport(await change(async (tx) => {
      const batchId = await start(tx, act, { channelId, source: upload.fileName });
      await house.enqueue(tx, act, { kind: 'import-mail', batchId, channelId, sha256: upload.sha256, zone });
      return getImport(tx, act, batchId);
    }));
  },
});
