export interface TestOptions {
  /** Part of the path of the test files to run, or the name of a check; null runs everything. */
  readonly only: string | null;
  /** Leaves out files named *.slow.test.ts. */
  readonly isQuick: boolean;
}

export const USAGE = `Usage: npm test -- [--quick] [--only PATTERN]

  --only PATTERN   only test files whose path contains PATTERN (or matches it as a regular expression),
                   and the checks named so: guards, tsc, oxlint
  --quick          without the files named *.slow.test.ts`;

/** Null where the arguments make no sense. */
export function readOptions(args: readonly string[]): TestOptions | null {
  let only: string | null = null;
  let isQuick = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--quick') isQuick = true;
    else if (arg.startsWith('--only=')) only = arg.slice('--only='.length);
    else if (arg === '--only' && args[at + 1] !== undefined) only = args[++at] ?? '';
    else return null;
  }
  if (only === '' || (only !== null && !compiles(only))) return null;
  return { only, isQuick };
}

function compiles(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

export function isWanted(options: TestOptions, name: string): boolean {
  return options.only === null || name.includes(options.only) || new RegExp(options.only).test(name);
}
