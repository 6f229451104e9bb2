import type { FileTree } from './file-tree.ts';

/** One broken rule, at one place, with what to do about it. */
export interface Problem {
  readonly file: string;
  /** Counted from 1; 0 when the whole file is meant. */
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

/** A rule over the whole repository. */
export interface Guard {
  readonly name: string;
  readonly check: (tree: FileTree) => readonly Problem[] | Promise<readonly Problem[]>;
}
