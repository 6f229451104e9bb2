import { allGuards } from './all-guards.ts';
import { describeFileSizes } from './file-sizes.ts';
import { formatProblem } from './format-problem.ts';
import { readTree } from './read-tree.ts';

export interface GuardTotals {
  readonly passed: number;
  readonly failed: number;
}

/** Runs every guard on the repository and tells, line by line, what it found. */
export async function runGuards(root: string, tell: (line: string) => void): Promise<GuardTotals> {
  const tree = readTree(root);
  let passed = 0;
  let failed = 0;
  for (const guard of allGuards(root)) {
    const problems = await guard.check(tree);
    if (problems.length === 0) passed++;
    else failed++;
    tell(`${problems.length === 0 ? 'ok  ' : 'FAIL'} guard ${guard.name}${problems.length === 0 ? '' : `: ${problems.length} found`}`);
    for (const problem of problems) tell(formatProblem(guard.name, problem));
  }
  tell(describeFileSizes(tree));
  return { passed, failed };
}
