import type { AppliedMigration, SequenceValue, TableSum } from '#storage/backup/index.ts';

/*
 * A backup is one gzip stream of records: a line of JSON, then as many bytes as its `bytes` says. First `begin`, last `end`, whose
 * sha256 is that of everything before it: what was cut off or changed is noticed, also where gzip's own check would not see it.
 */
export const archiveFormat = 1;

/** `none`: there was none, nothing was ever sealed. `elsewhere`: in PATCHBAY_SECRET_KEY, or left out on purpose. */
export type SecretKeyState = 'included' | 'elsewhere' | 'none';

export type ArchiveRecord =
  | { kind: 'begin'; format: number; version: string; createdAt: string; migrations: readonly AppliedMigration[]; secretKey: SecretKeyState; bytes: 0 }
  | { kind: 'secret-key'; bytes: number }
  | { kind: 'table'; name: string; columns: readonly string[]; bytes: 0 }
  | { kind: 'rows'; bytes: number }
  | { kind: 'table-end'; name: string; bytes: 0 } & TableSum
  | { kind: 'sequences'; values: readonly SequenceValue[]; bytes: 0 }
  /** `path` in the file store. `sha256` of the bytes; where it is not the file's name the file was damaged before the backup. */
  | { kind: 'file'; path: string; sha256: string; bytes: number }
  | { kind: 'manifest'; tables: Readonly<Record<string, TableSum>>; files: number; fileBytes: number; damagedFiles: readonly string[]; bytes: 0 }
  | { kind: 'end'; sha256: string; bytes: 0 };

export type Manifest = Extract<ArchiveRecord, { kind: 'manifest' }>;
