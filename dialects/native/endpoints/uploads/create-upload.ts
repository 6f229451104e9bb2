import { createUpload as createUploadRow, requireUploadRoom, storeUpload } from '#core/files/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { uploadedFile } from '../../parse/uploaded-file.ts';
import { renderUpload } from '../../render/upload.ts';
import { Upload, uploadBytesMax } from '../../schemas/files.ts';

/** What a form adds around the file. */
const formBytesMax = 16 * 1024;

export const createUpload = (outside: Outside): Operation => operation({
  id: 'uploads.create',
  method: 'POST',
  path: '/native/v1/uploads',
  tag: 'Files',
  summary: 'Send a file ahead: as `file` of a form, or the body is the file as it is and its name stands percent-encoded in the header X-File-Name. 25 MB at most.',
  status: 201,
  takesBytes: true,
  bodyBytesMax: uploadBytesMax + formBytesMax,
  response: Upload,
  async handle({ act, body, head, change }) {
    const { fileName, bytes } = uploadedFile(body, head.headers['x-file-name']);
    await change((tx) => requireUploadRoom(tx, act, bytes.byteLength));
    const stored = await storeUpload(outside.files, act, bytes);
    return renderUpload(await change((tx) => createUploadRow(tx, act, stored, fileName)));
  },
});
