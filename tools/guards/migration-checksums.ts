import { createHash } from 'node:crypto';
import type { FileTree } from './file-tree.ts';

export const CHECKSUMS = 'storage/migrations/checksums.txt';

export interface Checksum {
  readonly path: string;
  readonly sha256: string;
  readonly line: number;
}

export const isMigration = (path: string): boolean => /^storage\/migrations\/[^/]+\.sql$/.test(path);
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Lines as sha256sum writes them: hash, two spaces, file name. */
export function readChecksums(tree: FileTree): readonly Checksum[] {
  return tree.read(CHECKSUMS).split('\n').flatMap((text, index) => {
    const [sha256 = '', name = ''] = text.trim().split(/\s+/);
    return name === '' ? [] : [{ path: `storage/migrations/${name}`, sha256, line: index + 1 }];
  });
}
