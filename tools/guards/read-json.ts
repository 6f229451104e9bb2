import type { FileTree } from './file-tree.ts';

/** A JSON object of the tree; an absent file is an empty one. */
export function readJson(tree: FileTree, path: string): Record<string, unknown> {
  const text = tree.read(path);
  return text === '' ? {} : JSON.parse(text) as Record<string, unknown>;
}
