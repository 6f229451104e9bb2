export { BackupUnusable } from './backup-unusable.ts';
export { loadDatabase, type Loader, type LoadOptions } from './load-database.ts';
export { openSnapshot, type AppliedMigration, type SequenceValue, type Snapshot } from './open-snapshot.ts';
export type { TableShape, TableSum } from './table-shape.ts';
