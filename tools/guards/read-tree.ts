import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from './file-tree.ts';

const FOLDERS_LEFT_OUT = new Set(['node_modules', '.git', '.cache', 'dist', 'data']);

/** The repository on disk as a tree; texts are read when a guard asks for them. */
export function readTree(root: string): FileTree {
  const paths: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        const isDataFolder = folder === '' && entry.name.startsWith('data.');
        if (!FOLDERS_LEFT_OUT.has(entry.name) && !isDataFolder) walk(path);
      } else if (entry.isFile()) paths.push(path);
    }
  };
  walk('');
  const texts = new Map<string, string>();
  return {
    paths: paths.toSorted(),
    has: (path) => existsSync(join(root, path)),
    read: (path) => {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const text = readOrEmpty(join(root, path));
      texts.set(path, text);
      return text;
    },
  };
}

/** A file may go while the guards run (an editor's temporary file): that is no reason to stop. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
