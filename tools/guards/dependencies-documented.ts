import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { readJson } from './read-json.ts';

export const DEPENDENCIES_PAGE = 'docs/dependencies.md';
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Every direct dependency is pinned and has a row in docs/dependencies.md with that version; the page names none that is gone. */
export const dependenciesDocumented: Guard = {
  name: 'dependencies-documented',
  check: (tree) => {
    const versions = directDependencies(tree);
    const rows = readRows(tree);
    const problems: Problem[] = [];
    for (const [name, version] of versions) {
      const row = rows.get(name);
      if (!/^\d/.test(version)) problems.push({ file: 'package.json', line: 0, problem: `${name} is not pinned: ${version}`, remedy: 'write the exact version' });
      if (row === undefined) problems.push({ file: DEPENDENCIES_PAGE, line: 0, problem: `${name} has no row`, remedy: 'add: need, package, version, licence, last release, weight, why' });
      else if (row.version !== version) problems.push({ file: DEPENDENCIES_PAGE, line: row.line, problem: `${name} is ${version} in package.json, ${row.version} here`, remedy: 'bring the row up to date' });
    }
    for (const [name, row] of rows) if (!versions.has(name)) problems.push({ file: DEPENDENCIES_PAGE, line: row.line, problem: `${name} is no dependency`, remedy: 'remove the row' });
    return problems;
  },
};

function directDependencies(tree: FileTree): Map<string, string> {
  const manifest = readJson(tree, 'package.json');
  return new Map(SECTIONS.flatMap((section) => Object.entries((manifest[section] ?? {}) as Record<string, string>)));
}

/** Rows look like: | need | `package` | version | ... */
function readRows(tree: FileTree): Map<string, { version: string; line: number }> {
  const rows = new Map<string, { version: string; line: number }>();
  tree.read(DEPENDENCIES_PAGE).split('\n').forEach((text, index) => {
    const cells = text.split('|').map((cell) => cell.trim());
    for (const [, name = ''] of (cells[2] ?? '').matchAll(/`([^`]+)`/g)) rows.set(name, { version: cells[3] ?? '', line: index + 1 });
  });
  return rows;
}
