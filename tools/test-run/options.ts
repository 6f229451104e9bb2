export interface TestOptions {
  /** Part of the path of the test files to run, or the name of a check; null runs everything. */
  readonly only: string | null;
  /** Leaves out files named *.slow.test.ts. */
  readonly isQuick: boolean;
  /** Where the time of every file is written, a line of JSON each; null writes none. */
  readonly times: string | null;
  /** Long walks go their whole way, not the share of a day (testkit/walks). */
  readonly isWhole: boolean;
  /** Whose share of the walks, counted from 1970; null: today's. */
  readonly day: number | null;
}

export const USAGE = `Usage: npm test -- [--quick] [--only PATTERN] [--whole | --day N] [--times FILE]

  --only PATTERN   only test files whose path contains PATTERN (or matches it as a regular expression),
                   and the checks named so: guards, tsc, oxlint
  --quick          without the files named *.slow.test.ts
  --whole          long walks go their whole way, not the share of a day
  --day N          the share of day N, as the run printed it that is to be repeated
  --times FILE     writes what each test file and the database took, in milliseconds, by the clock and of a core`;

/** Null where the arguments make no sense. */
export function readOptions(args: readonly string[]): TestOptions | null {
  let only: string | null = null;
  let isQuick = false;
  let times: string | null = null;
  let isWhole = false;
  let day: string | null = null;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--quick') isQuick = true;
    else if (arg.startsWith('--only=')) only = arg.slice('--only='.length);
    else if (arg === '--only' && args[at + 1] !== undefined) only = args[++at] ?? '';
    else if (arg === '--whole') isWhole = true;
    else if (arg.startsWith('--day=')) day = arg.slice('--day='.length);
    else if (arg === '--day' && args[at + 1] !== undefined) day = args[++at] ?? '';
    else if (arg.startsWith('--times=')) times = arg.slice('--times='.length);
    else if (arg === '--times' && args[at + 1] !== undefined) times = args[++at] ?? '';
    else return null;
  }
  if (day !== null && (isWhole || !/^\d{1,6}$/.test(day))) return null;
  if (only === '' || times === '' || (only !== null && !compiles(only))) return null;
  return { only, isQuick, times, isWhole, day: day === null ? null : Number(day) };
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
