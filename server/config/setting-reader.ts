import { ConfigError, type SettingProblem } from './config-error.ts';

/** Reads settings one by one and keeps what is wrong with them for the end. */
export class SettingReader {
  readonly #env: NodeJS.ProcessEnv;
  readonly #problems: SettingProblem[] = [];

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** The trimmed text; '' where it is unset: an empty setting is an unset one. */
  text(setting: string): string {
    return (this.#env[setting] ?? '').trim();
  }

  /** What `parse` makes of the text, or `fallback` where it is unset or wrong. `parse` throws with what is wrong. */
  value<T, Unset = T>(setting: string, { fallback, parse, example }: { fallback: Unset; parse: (text: string) => T; example: string }): T | Unset {
    const text = this.text(setting);
    if (text === '') return fallback;
    try {
      return parse(text);
    } catch (error) {
      this.#problems.push({ setting, problem: error instanceof Error ? error.message : String(error), example });
      return fallback;
    }
  }

  /** Something is wrong that no single text shows. */
  problem(setting: string, problem: string, example: string): void {
    if (!this.#problems.some((known) => known.setting === setting)) this.#problems.push({ setting, problem, example });
  }

  /** Throws ConfigError where anything was wrong. */
  finish(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems);
  }
}
