import { mayShowInline, type Upload as StoredUpload } from '#core/files/index.ts';
import type { Upload } from '../schemas/files.ts';

export function renderUpload({ id, fileName, sniffedType, byteCount, createdAt, expiresAt }: StoredUpload): Upload {
  return { id, fileName, mediaType: sniffedType, byteCount, isInline: mayShowInline(sniffedType), createdAt, expiresAt };
}
