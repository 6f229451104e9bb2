import { nearestName } from '../nearest-name.ts';
import { readVersion } from '../version.ts';
import { exitCode, type Command } from './command.ts';
import { commandList } from './command-list.ts';
import { explainFailure } from './explain-failure.ts';
import { generalHelp } from './general-help.ts';
import type { OpenContext } from './open-context.ts';

const out = (text: string): void => { process.stdout.write(`${text}\n`); };
const complain = (text: string): void => { process.stderr.write(`patchbay: ${text}\n`); };

/** From the words after `patchbay` to an exit code. */
export async function dispatch(words: readonly string[]): Promise<number> {
  const [word, ...rest] = words;
  if (word === undefined) {
    process.stderr.write(`${generalHelp(commandList, readVersion())}\n`);
    return exitCode.usage;
  }
  if (word === '--help' || word === '-h') return help(rest[0]);
  if (word === '--version' || word === '-v') return out(readVersion()), exitCode.done;
  if (word === 'help') return help(rest.find((one) => !one.startsWith('-')));
  const listed = commandList.find(({ name }) => name === word);
  if (!listed) return unknown(word);
  return run(listed.load, rest);
}

async function run(load: () => Promise<Command>, args: readonly string[]): Promise<number> {
  const [{ openContext }, { runCommand }] = await Promise.all([import('./open-context.ts'), import('./run-command.ts')]);
  let context: OpenContext | null = null;
  try {
    const command = await load();
    if (args.includes('--help') || args.includes('-h')) return out(command.help), exitCode.done;
    context = openContext(args);
    return await runCommand(command, context);
  } catch (error) {
    complain(explainFailure(error));
    return error instanceof Error && error.name === 'ConfigError' ? exitCode.usage : exitCode.failed;
  } finally {
    await context?.close();
  }
}

async function help(name: string | undefined): Promise<number> {
  if (name === undefined) return out(generalHelp(commandList, readVersion())), exitCode.done;
  const listed = commandList.find((one) => one.name === name);
  if (!listed) return unknown(name);
  out((await listed.load()).help);
  return exitCode.done;
}

function unknown(word: string): number {
  const nearest = nearestName(word, commandList.map(({ name }) => name));
  complain(`there is no command "${word}".${nearest === null ? '' : ` "${nearest}" was meant?`} All of them: patchbay --help`);
  return exitCode.usage;
}
