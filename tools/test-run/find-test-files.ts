import { readTree } from '../guards/read-tree.ts';
import { isTestFile } from '../guards/source/is-test.ts';
import { isWanted } from './options.ts';
import type { TestOptions } from './options.ts';

/** The test files that these options ask for, in order of their paths. */
export function findTestFiles(root: string, options: TestOptions): readonly string[] {
  return readTree(root).paths.filter((path) => isTestFile(path) && isWanted(options, path) && !(options.isQuick && path.endsWith('.slow.test.ts')));
}
