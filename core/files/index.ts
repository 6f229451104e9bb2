export { openFileStore, type FileStore, type StoredFile } from './file-store.ts';
export { sweepUnnamedFiles } from './sweep-files.ts';
export { recordFiles } from './record-files.ts';
