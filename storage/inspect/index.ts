export { inspectDatabase, type DatabaseState } from './inspect-database.ts';
export { inspectWork, type StoredFileName, type WorkState } from './inspect-work.ts';
export { tryConnection, type ConnectionProblem } from './try-connection.ts';
