import { mayShowInline, type FileStore } from '#core/files/index.ts';
import type { FileAnswer } from '#http/index.ts';

export interface ServedFile { readonly fileName: string | null; readonly sniffedType: string; readonly sha256: string; readonly byteCount: number }

/** A stored file as an answer: a download, or in the page where asked for and harmless. The type is what the bytes prove. */
export function serveStored(files: FileStore, accountId: number, file: ServedFile, { isInline = false }: { isInline?: boolean } = {}): FileAnswer {
  const isShown = isInline && mayShowInline(file.sniffedType);
  return {
    mediaType: file.sniffedType === 'text/plain' ? 'text/plain; charset=utf-8' : mayShowInline(file.sniffedType) ? file.sniffedType : 'application/octet-stream',
    byteCount: file.byteCount,
    fileName: file.fileName ?? 'file',
    disposition: isShown ? 'inline' : 'attachment',
    contentName: file.sha256,
    open: (part) => (part === null ? files.open(accountId, file.sha256) : files.openPart(accountId, file.sha256, part)),
  };
}
