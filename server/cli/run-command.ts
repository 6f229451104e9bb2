import { CoreError } from '#core/kernel/index.ts';
import { exitCode, UsageError, type Command, type CommandContext } from './command.ts';

/** Runs a command and turns what it may throw into a message on stderr and an exit code; a fault of ours stays one. */
export async function runCommand(command: Command, context: CommandContext): Promise<number> {
  try {
    if (context.args.includes('--help') || context.args.includes('-h')) {
      context.print(command.help);
      return exitCode.done;
    }
    return await command.run(context);
  } catch (error) {
    if (error instanceof UsageError || isParseArgsError(error)) {
      context.note(`${error.message.split('. To specify')[0]}\nSee: patchbay ${command.name} --help`);
      return exitCode.usage;
    }
    if (error instanceof CoreError) {
      if (error.code !== 'invalid') {
        context.note(error.safeText);
        return exitCode.failed;
      }
      context.note(`${invalidText(error)}\nSee: patchbay ${command.name} --help`);
      return exitCode.usage;
    }
    throw error;
  }
}

/** Core refused a value that the caller gave; where several are wrong, all of them, one a line. */
function invalidText({ safeText, fields }: CoreError): string {
  return fields.length < 2 ? safeText : fields.map(({ field, problem }) => (field === '' ? problem : `${field}: ${problem}`)).join('\n');
}

/** node:util's parseArgs met an option it does not know, or one without its value. */
function isParseArgsError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
