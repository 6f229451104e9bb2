import { createUpload as createUploadRow, requireUploadRoom, storeUpload } from '#core/files/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { FilePart, InvalidInput, operation, type Operation } from '#http/index.ts';
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
    const { fileName, bytes } = Buffer.isBuffer(body) || body === undefined
      ? { fileName: decodeFileName(head.headers['x-file-name']), bytes: body ?? Buffer.alloc(0) } : partOf(body);
    await change((tx) => requireUploadRoom(tx, act, bytes.byteLength));
    const stored = await storeUpload(outside.files, act, bytes);
    return renderUpload(await change((tx) => createUploadRow(tx, act, stored, fileName)));
  },
});

/** The one file of a form. */
function partOf(body: unknown): { fileName: string | null; bytes: Buffer } {
  const { file, ...rest } = body as Record<string, unknown>;
  if (!(file instanceof FilePart) || Object.keys(rest).length > 0) throw new InvalidInput([{ field: 'file', problem: 'must be one file, and nothing beside it' }]);
  return { fileName: file.fileName === '' ? null : file.fileName, bytes: file.bytes };
}

/** Percent-encoded UTF-8, as headers hold no other text than ASCII. */
function decodeFileName(header: string | readonly string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  try {
    return decodeURIComponent(header);
  } catch {
    throw new InvalidInput([{ field: 'X-File-Name', problem: 'must be percent-encoded UTF-8' }]);
  }
}
