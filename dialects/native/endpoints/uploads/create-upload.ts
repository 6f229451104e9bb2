import { createUpload as createUploadRow, storeUpload } from '#core/files/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { InvalidInput, operation, type Operation } from '#http/index.ts';
import { renderUpload } from '../../render/upload.ts';
import { Upload, uploadBytesMax } from '../../schemas/files.ts';

export const createUpload = (outside: Outside): Operation => operation({
  id: 'uploads.create',
  method: 'POST',
  path: '/native/v1/uploads',
  tag: 'Files',
  summary: 'Send a file ahead: the body is the file as it is, its name percent-encoded in the header X-File-Name. 25 MB at most.',
  status: 201,
  takesBytes: true,
  bodyBytesMax: uploadBytesMax,
  response: Upload,
  async handle({ act, body, head, change }) {
    const fileName = decodeFileName(head.headers['x-file-name']);
    const stored = await storeUpload(outside.files, act, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
    return renderUpload(await change((tx) => createUploadRow(tx, act, stored, fileName)));
  },
});

/** Percent-encoded UTF-8, as headers hold no other text than ASCII. */
function decodeFileName(header: string | readonly string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  try {
    return decodeURIComponent(header);
  } catch {
    throw new InvalidInput([{ field: 'X-File-Name', problem: 'must be percent-encoded UTF-8' }]);
  }
}
