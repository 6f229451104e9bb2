import { FilePart, InvalidInput } from '#http/index.ts';

/** One file: as `file` of a form, or the body as it is with its name percent-encoded in a header. */
export function uploadedFile(body: unknown, nameHeader: string | readonly string[] | undefined): { readonly fileName: string | null; readonly bytes: Buffer } {
  if (Buffer.isBuffer(body) || body === undefined) return { fileName: decodeFileName(nameHeader), bytes: body ?? Buffer.alloc(0) };
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
