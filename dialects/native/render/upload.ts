import { contentIdOf, mayShowInline, type Upload as StoredUpload } from '#core/files/index.ts';
import type { Upload } from '../schemas/files.ts';

export function renderUpload(upload: StoredUpload): Upload {
  const { id, fileName, sniffedType, byteCount, createdAt, expiresAt } = upload;
  return { id, fileName, mediaType: sniffedType, byteCount, isInline: mayShowInline(sniffedType), contentId: contentIdOf(upload), createdAt, expiresAt };
}
