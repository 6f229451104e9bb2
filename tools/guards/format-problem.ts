import type { Problem } from './guard.ts';

/** `file:line: [rule] what is wrong` and, under it, what to do. */
export function formatProblem(guardName: string, problem: Problem): string {
  const place = problem.line > 0 ? `${problem.file}:${problem.line}` : problem.file;
  return `${place}: [${guardName}] ${problem.problem}\n    do: ${problem.remedy}`;
}
