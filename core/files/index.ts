export { openFileStore, type FileStore, type StoredFile } from './file-store.ts';
export { recordFiles } from './record-files.ts';
export { safeFileName } from './safe-file-name.ts';
export { sniffMediaType } from './sniff-media-type.ts';
