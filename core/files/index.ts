export { openFileStore, type FileStore, type StoredFile } from './file-store.ts';
export { sweepUnnamedFiles } from './sweep-files.ts';
export { recordFiles } from './record-files.ts';
export { mayShowInline } from './may-show-inline.ts';
export { contentIdOf, createUpload, findUploads, getUploads, keepUploads, removeUploads, requireUploadRoom, storeUpload, sweepUploads, uploadBytesMax, uploadsMax, type Upload } from './uploads.ts';
export { restoreUploads } from './restore-uploads.ts';
export { readFileLink, signFileLink, type FileLink, type FileLinkUse } from './file-link.ts';
export { serveStored, type ServedContent, type StoredContent } from './serve-stored.ts';
export { readContactFileLink, signContactFileLink, type ContactFileLink } from './contact-file-link.ts';
