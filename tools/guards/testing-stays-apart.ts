import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { findImports } from './source/find-imports.ts';
import { isTest, isTypeScript } from './source/is-test.ts';

const fromTesting = /(^|\/)testing\/|^#testkit\//;
const free = /^(testkit|bench|tools)\//;

/** What only tests use is not part of the running server: no file of it imports from a `testing` folder or from testkit. */
export const testingStaysApart: Guard = {
  name: 'testing-stays-apart',
  check: (tree) => tree.paths.filter((path) => isTypeScript(path) && !isTest(path) && !free.test(path)).flatMap((path) => checkFile(tree, path)),
};

function checkFile(tree: FileTree, path: string): Problem[] {
  return findImports(tree.read(path))
    .filter((found) => found.specifier !== null && fromTesting.test(found.specifier))
    .map((found) => ({ file: path, line: found.line, problem: `imports what only tests use (${found.specifier})`, remedy: 'move what the server needs out of the testing folder' }));
}
