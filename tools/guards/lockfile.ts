import type { Guard, Problem } from './guard.ts';
import { readAllowList } from './read-allow-list.ts';
import { readJson } from './read-json.ts';

const LOCK = 'package-lock.json';
/** A lock file of a test has fewer: nothing is asked of what it lacks. */
const manyPackages = 50;
export const INSTALL_SCRIPTS_ALLOWED = 'tools/guards/install-scripts-allowed.txt';
/** Licences that ask for no more than a notice; MPL-2.0 only of files that are changed, and we change none (decision 0012). */
const LICENCES = new Set(['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0', 'Python-2.0', 'MPL-2.0']);

/** Packages that name no licence of the list and have one that asks for no more: package -> why (decision 0054). One that is gone, or names such a licence by now, fails. */
export const LICENCES_READ: ReadonlyMap<string, string> = new Map([
  ['png-js', 'has no field; its file LICENSE is the MIT License'],
  ['dejavu-fonts-ttf', 'Bitstream Vera with public domain changes: fonts may be shipped and embedded; only a changed font needs another name, and we change none'],
]);

interface LockEntry {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

/** What `npm ci` will put on a machine: checked by hash, from the public registry, with a licence we can ship, running nothing. */
export const lockfile: Guard = {
  name: 'lockfile',
  check: (tree) => {
    const allowed = readAllowList(tree, INSTALL_SCRIPTS_ALLOWED);
    const used = new Set<string>();
    const read = new Set<string>();
    const problems: Problem[] = [];
    const lines = tree.read(LOCK).split('\n');
    const report = (path: string, problem: string, remedy: string): void => {
      problems.push({ file: LOCK, line: lines.findIndex((line) => line.includes(`"${path}": {`)) + 1, problem: `${path.replace('node_modules/', '')} ${problem}`, remedy });
    };
    const packages = (readJson(tree, LOCK)['packages'] ?? {}) as Record<string, LockEntry>;
    for (const [path, entry] of Object.entries(packages)) {
      if (path === '') continue;
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      if (entry.integrity === undefined) report(path, 'has no integrity hash', 'install it from the registry, not from a folder or from git');
      if (entry.resolved !== undefined && !entry.resolved.startsWith('https://registry.npmjs.org/')) report(path, `comes from ${entry.resolved}`, 'install it from the public registry');
      if (LICENCES_READ.has(name)) {
        read.add(name);
        if (isAllowedLicence(entry.license)) report(path, 'names a licence of the list by now', 'take it out of LICENCES_READ in tools/guards/lockfile.ts');
      } else if (!isAllowedLicence(entry.license)) report(path, `has the licence ${entry.license ?? '(none)'}`, 'choose another package, or add the licence in tools/guards/lockfile.ts with a decision');
      if (entry.hasInstallScript !== true) continue;
      if (allowed.reasons.has(name)) used.add(name);
      else report(path, 'runs a script when it is installed', `choose another package, or list it with a reason in ${INSTALL_SCRIPTS_ALLOWED}`);
    }
    if (used.size > 0 && !/^ignore-scripts\s*=\s*true$/m.test(tree.read('.npmrc'))) {
      problems.push({ file: '.npmrc', line: 0, problem: 'install scripts are not switched off', remedy: 'add the line ignore-scripts=true' });
    }
    for (const name of LICENCES_READ.keys()) {
      if (!read.has(name) && Object.keys(packages).length > manyPackages) problems.push({ file: LOCK, line: 0, problem: `${name} is not there any more`, remedy: 'take it out of LICENCES_READ in tools/guards/lockfile.ts' });
    }
    return [...problems, ...allowed.problems, ...allowed.staleAmong(used)];
  },
};

/** `(MIT OR GPL-3.0)` is fine by its first half; with AND every part must be. */
function isAllowedLicence(expression: string | undefined): boolean {
  if (expression === undefined) return false;
  const choices = expression.replaceAll(/[()]/g, '').split(/ OR /);
  return choices.some((choice) => choice.split(/ AND /).every((licence) => LICENCES.has(licence.trim())));
}
