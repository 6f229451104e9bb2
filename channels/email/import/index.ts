export { importMail, type ImportInput, type ImportProgress, type ImportResult } from './import-mail.ts';
