import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { readAllowList } from './read-allow-list.ts';
import { isTypeScript } from './source/is-test.ts';

export const LINES_MAX = 500;
export const LARGE_FILES = 'tools/guards/large-files.txt';

/** Nothing over 500 lines without a written reason. */
export const fileSizes: Guard = {
  name: 'file-sizes',
  check: (tree) => {
    const allowed = readAllowList(tree, LARGE_FILES);
    const large = tree.paths.filter((path) => isTypeScript(path) && linesOf(tree, path) > LINES_MAX);
    const problems: Problem[] = large.filter((path) => !allowed.reasons.has(path)).map((path) => ({
      file: path, line: LINES_MAX + 1, problem: `${linesOf(tree, path)} lines, more than ${LINES_MAX}`,
      remedy: `split it by what it holds, or list it with a reason in ${LARGE_FILES}`,
    }));
    return [...problems, ...allowed.problems, ...allowed.staleAmong(new Set(large))];
  },
};

/** The aim is a median under 80 lines and nine in ten under 200. */
export function describeFileSizes(tree: FileTree): string {
  const sizes = tree.paths.filter(isTypeScript).map((path) => linesOf(tree, path)).toSorted((a, b) => a - b);
  const at = (share: number): number => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] ?? 0;
  return `${sizes.length} TypeScript files: median ${at(0.5)} lines, 90th percentile ${at(0.9)}, longest ${at(1)}`;
}

function linesOf(tree: FileTree, path: string): number {
  return tree.read(path).split('\n').length - 1;
}
