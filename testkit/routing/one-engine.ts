import { findImports } from '../../tools/guards/source/find-imports.ts';
import { isTest, isTypeScript } from '../../tools/guards/source/is-test.ts';
import { resolveImport } from '../../tools/guards/source/resolve-import.ts';
import type { FileTree } from '../../tools/guards/file-tree.ts';

const ENGINE = 'core/routing/engine/';
/** Where the simulation begins, and where the server does. */
const SIMULATION = ['testkit/routing/simulation/simulate.ts'];
const SERVER = ['core/routing/index.ts', 'server/standing-work.ts'];
/** What only a rule does: change an interaction, hold work out, put it in a line, set a timer. */
const RULE = /\bapplyToInteraction\(|\.(?:saveOffer|putEntry|removeEntry|setTimer|dropTimer)\(/;
/** The value itself, and the two stores that carry out what rules say. */
const NOT_RULES = [ENGINE, 'core/interactions/', 'core/routing/store/'];
const LAYERS = ['core/', 'server/', 'dialects/', 'channels/', 'jobs/', 'http/', 'realtime/'];

/** That the simulation runs the rules that the server runs, all of them, and that there are no others. Each problem as a sentence. */
export function checkOneEngine(tree: FileTree): string[] {
  const rules = tree.paths.filter((path) => path.startsWith(ENGINE) && isTypeScript(path) && !isTest(path));
  const problems: string[] = [];
  for (const [who, entries] of [['the simulation', SIMULATION], ['the server', SERVER]] as const) {
    const reached = reach(tree, entries.filter((path) => tree.paths.includes(path)));
    for (const rule of rules) if (!reached.has(rule)) problems.push(`${rule} is not reached from ${who}`);
  }
  for (const path of tree.paths) {
    if (!isTypeScript(path) || isTest(path) || !LAYERS.some((layer) => path.startsWith(layer)) || NOT_RULES.some((place) => path.startsWith(place))) continue;
    if (RULE.test(tree.read(path))) problems.push(`${path} holds a rule of routing outside ${ENGINE}`);
  }
  return problems;
}

/** Files that these load, over any number of steps; types count, for `store.ts` is one. */
function reach(tree: FileTree, from: readonly string[]): Set<string> {
  const known = new Set(tree.paths);
  const reached = new Set(from);
  for (const path of reached) {
    for (const { specifier } of findImports(tree.read(path))) {
      const target = specifier === null ? null : resolveImport(path, specifier);
      if (target !== null && known.has(target)) reached.add(target);
    }
  }
  return reached;
}
