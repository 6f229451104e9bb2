import { arrowBetween } from './arrow-between.ts';
import { CORE_ORDER } from './core-order.ts';
import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { COMPUTED_IMPORTS, CONFORMANCE, FREE_LAYERS, MAY_IMPORT, placeOf } from './house.ts';
import { findImports } from './source/find-imports.ts';
import { isTest, isTypeScript } from './source/is-test.ts';
import { resolveImport } from './source/resolve-import.ts';

/** Who may import whom: the table in ARCHITECTURE.md, over every import of every file that is not a test. */
export const arrows: Guard = {
  name: 'arrows',
  check: (tree) => tree.paths.filter((path) => isTypeScript(path) && !isTest(path)).flatMap((path) => checkFile(tree, path)),
};

function checkFile(tree: FileTree, path: string): Problem[] {
  const place = placeOf(path);
  const isAtRoot = !path.includes('/');
  if (isAtRoot || FREE_LAYERS.has(place.layer) || path.startsWith(CONFORMANCE)) return [];
  if (!Object.hasOwn(MAY_IMPORT, place.layer)) {
    return [{ file: path, line: 0, problem: `${place.layer}/ is no room of the house`, remedy: 'move the file, or give the folder its arrows in tools/guards/house.ts' }];
  }
  const problems: Problem[] = [];
  if (place.layer === 'core' && place.module !== null && !CORE_ORDER.includes(place.module)) {
    problems.push({ file: path, line: 0, problem: `core/${place.module} has no place in the order`, remedy: 'give it one in tools/guards/core-order.ts' });
  }
  const imports = findImports(tree.read(path));
  if (Object.hasOwn(COMPUTED_IMPORTS, path) && imports.every(({ specifier }) => specifier !== null)) problems.push({ file: path, line: 0, problem: 'is allowed a computed import and has none', remedy: 'take it out of COMPUTED_IMPORTS in tools/guards/house.ts' });
  for (const found of imports) {
    if (found.specifier === null) {
      if (Object.hasOwn(COMPUTED_IMPORTS, path)) continue;
      problems.push({ file: path, line: found.line, problem: 'a computed import cannot be checked', remedy: 'name the file in the import, or load it from server' });
      continue;
    }
    const target = resolveImport(path, found.specifier);
    if (target === null) continue;
    const wrong = isTest(target) ? { problem: `${target} is a test`, remedy: 'move what is shared out of the test' } : arrowBetween(path, target, found.isTypeOnly);
    if (wrong !== null) problems.push({ file: path, line: found.line, ...wrong });
  }
  return problems;
}
