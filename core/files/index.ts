export { openFileStore, type FileStore, type StoredFile } from './file-store.ts';
export { recordFiles } from './record-files.ts';
