export { ImportFailed, importMail, openMailPaths, type ImportInput, type ImportProgress, type ImportResult, type OpenedPath } from './import-mail.ts';
