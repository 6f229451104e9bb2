import type { Readable } from 'node:stream';
import type { FileStore } from './file-store.ts';
import { mayShowInline } from './may-show-inline.ts';

export interface StoredContent { readonly fileName: string | null; readonly sniffedType: string; readonly sha256: string; readonly byteCount: number }

/** A stored file as it is handed out. */
export interface ServedContent {
  /** What the bytes prove, where that is harmless to show. */
  readonly mediaType: string;
  readonly byteCount: number;
  readonly fileName: string;
  readonly disposition: 'attachment' | 'inline';
  readonly contentName: string;
  /** `part`: both ends included. */
  open(part: { readonly start: number; readonly end: number } | null): Promise<Readable>;
}

/** A stored file as an answer: a download, or in the page where asked for and harmless. The type is what the bytes prove. */
export function serveStored(files: FileStore, accountId: number, file: StoredContent, { isInline = false }: { isInline?: boolean } = {}): ServedContent {
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
