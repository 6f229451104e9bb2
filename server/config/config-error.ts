/** One setting that does not make sense. Never repeats a value that may be a secret. */
export interface SettingProblem {
  readonly setting: string;
  readonly problem: string;
  readonly example: string;
}

/** All settings that are wrong, at once, so that nobody has to start the server five times. */
export class ConfigError extends Error {
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    super(problems.map(({ setting, problem, example }) => `${setting} ${problem}. Example: ${setting}=${example}`).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
