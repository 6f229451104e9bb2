import type { Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';

/** A word of the command line: `server/cli/<word>.ts` exports one as `command`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole text of --help; its first line is the usage. */
  readonly help: string;
  /** 0 done, 1 failed, 2 usage, 3 done with exceptions. May throw what `runCommand` knows. */
  run(context: CommandContext): Promise<number>;
}

/** What a command has of the world. */
export interface CommandContext {
  /** What stands after the command's word, without --json. */
  readonly args: readonly string[];
  readonly json: boolean;
  /** Starts or finds the database at the first call; the dispatcher closes it. */
  openDatabase(): Promise<Database>;
  readonly clock: Clock;
  readonly stdin: NodeJS.ReadableStream;
  /** For people: stdout, or stderr under --json. */
  print(text: string): void;
  /** For programs: one JSON value on stdout, only under --json. */
  printJson(value: unknown): void;
  /** Remarks and warnings: stderr. */
  note(text: string): void;
  readonly dataDir: string;
  readonly filesDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The APIs this server has, by slug. */
  readonly dialects: readonly string[];
}

export const exitCode = { done: 0, failed: 1, usage: 2, exceptions: 3 } as const;

/** The call makes no sense: exit code 2, the message, and where help is. */
export class UsageError extends Error {
  readonly command: string;

  constructor(command: string, message: string) {
    super(message);
    this.name = 'UsageError';
    this.command = command;
  }
}

/** For `throw usage('setup', 'Name the account with --account NAME.')`. */
export function usage(command: string, message: string): UsageError {
  return new UsageError(command, message);
}
