import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { Check } from '../doctor/check.ts';
import { exitCode, type Command, type CommandContext } from './command.ts';

const help = `patchbay doctor

Checks this installation and says what to do: runtime and programs, data directory, database and schema, durability settings,
row-level security, clock, secret key, stored files (a sample is read and compared), figures that lag, failed jobs, quarantine.
Changes nothing.

  --json     {"status","checks":[{"name","status","text","advice"}]}; status: ok, warning or problem

Exit code 0: all is well, 3: warnings, 1: problems.`;

export const command: Command = { name: 'doctor', summary: 'check this installation and say what to do', help, run };

const marks: Readonly<Record<Check['status'], string>> = { ok: 'OK     ', warning: 'WARNING', problem: 'PROBLEM' };

async function run(context: CommandContext): Promise<number> {
  parseArgs({ args: [...context.args], options: {} });
  const { examine } = await import('../doctor/examine.ts');
  const checks = await examine(readConfig(context.env));
  for (const { status, name, text, advice } of checks) {
    context.print(`${marks[status]}  ${name}: ${text}`);
    if (advice !== undefined && status !== 'ok') context.print(`         -> ${advice}`);
  }
  const status = checks.some((check) => check.status === 'problem') ? 'problem' : checks.some((check) => check.status === 'warning') ? 'warning' : 'ok';
  context.printJson({ status, checks });
  context.print({ ok: 'All is well.', warning: 'It works; see the warnings.', problem: 'There are problems.' }[status]);
  return { ok: exitCode.done, warning: exitCode.exceptions, problem: exitCode.failed }[status];
}
