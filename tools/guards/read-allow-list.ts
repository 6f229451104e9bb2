import type { FileTree } from './file-tree.ts';
import type { Problem } from './guard.ts';

export interface AllowList {
  /** Entry to reason. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Entries without a reason. */
  readonly problems: readonly Problem[];
  /** A problem for each entry that no file needs any more, so that lists only shrink. */
  readonly staleAmong: (used: ReadonlySet<string>) => readonly Problem[];
}

/** Reads `entry | reason` lines; empty lines and lines that start with # are left out. */
export function readAllowList(tree: FileTree, path: string): AllowList {
  const reasons = new Map<string, string>();
  const lines = new Map<string, number>();
  const problems: Problem[] = [];
  tree.read(path).split('\n').forEach((text, index) => {
    if (text.trim() === '' || text.startsWith('#')) return;
    const [entry = '', reason = ''] = text.split(' | ').map((part) => part.trim());
    if (reason === '') problems.push({ file: path, line: index + 1, problem: `${entry} has no reason`, remedy: 'write the line as: entry | reason' });
    reasons.set(entry, reason);
    lines.set(entry, index + 1);
  });
  const staleAmong = (used: ReadonlySet<string>): Problem[] => [...lines].filter(([entry]) => !used.has(entry)).map(([entry, line]) => ({
    file: path, line, problem: `${entry} is listed but nothing needs it`, remedy: 'remove the line',
  }));
  return { reasons, problems, staleAmong };
}
