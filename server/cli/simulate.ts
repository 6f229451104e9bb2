import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { catchUp } from '#core/events/index.ts';
import { CoreError, nowText, systemAct } from '#core/kernel/index.ts';
import { findQueueFigures, type Change, type QueueFigures } from '#core/routing/index.ts';
import { consumers } from '../consumers.ts';
import { findRunningServers } from '../process/running-servers.ts';
import type { Speed } from '../simulate/day-clock.ts';
import { accountOption } from './account-option.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { progressLine } from './progress-line.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay simulate --account ID --file FILE.json [--speed real|N|virtual] [--seed N] [--hours H] [--plan]

Plays a day of calls and chats through the commands of the call-control API: who calls when, waits how long, and is handled how long
by whom. docs/simulate.md explains the file, docs/examples/simulate.json is one.

  --account ID     the account's number or slug; use one for tests: what is simulated is as real as anything else in it
  --file FILE      queues, agents, arrivals
  --speed S        virtual (default): from event to event, in the past, so that it ends now. N: likewise, at most
                   N times as fast as a clock, to look on; the same day as virtual.
                   real: as fast as a clock, from now on; a server may run beside it
  --seed N         the same seed gives the same day; default: one by chance, which is printed
  --hours H        instead of the hours of the file; who works longer goes earlier, who comes later does not come
  --plan           only says what it would make
  --json           the result as JSON on stdout

Queues, menus and agents that the file names and the account has not are made first, and listed. In all speeds but real no server may run on
this data directory: it would do by its clock what the simulation does by its own.
Ends with a table: waits that ended, answered, abandoned, sent elsewhere, service level, average seconds to answer.`;

export const command: Command = { name: 'simulate', summary: 'play a day of calls and chats', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...context.args], allowPositionals: true,
    options: { account: { type: 'string' }, file: { type: 'string' }, speed: { type: 'string' }, seed: { type: 'string' }, hours: { type: 'string' }, plan: { type: 'boolean' } },
  });
  if (positionals.length > 0) throw usage('simulate', `"${positionals[0]}" is one word too many.`);
  if (values.file === undefined) throw usage('simulate', 'Name the file with --file FILE.json.');
  const speed = speedOption(values.speed);
  const seed = numberOption('seed', values.seed) ?? Math.floor(Math.random() * 2 ** 31);
  const hours = numberOption('hours', values.hours);
  if (hours !== undefined && !(hours >= 0.01 && hours <= 24 * 31)) throw usage('simulate', '--hours is from 0.01 to 744.');
  const { clipScenario, parseScenario } = await import('../simulate/scenario.ts');
  const whole = parseScenario(await readJson(values.file));
  const { scenario, said } = hours === undefined ? { scenario: whole, said: [] } : clipScenario(whole, hours);
  if (speed !== 'real' && !values.plan) refuseBesideServer(context.dataDir);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'simulate');
  const change: Change = (work) => database.withAccount(account.id, work, { timeoutMs: 60_000 });

  const { setUp } = await import('../simulate/set-up.ts');
  const { dayClock } = await import('../simulate/day-clock.ts');
  const clock = dayClock(speed, { nowMs: context.clock.nowMs(), hours: scenario.hours });
  const at = { accountId: account.id, now: new Date(clock.nowMs()).toISOString() };
  const { plan } = await setUp(change, at, scenario, false);
  for (const line of said) context.print(line);
  context.print(plan.length === 0 ? 'Everything that the file names is there.' : `${values.plan ? 'It would make' : 'It makes'} in ${account.slug}:\n${plan.map((line) => `  ${line}`).join('\n')}`);
  if (values.plan) {
    context.printJson({ plan });
    return exitCode.done;
  }
  const made = await setUp(change, at, scenario, true);
  context.print(`Seed ${seed}; ${scenario.hours} hours from ${at.now}.`);
  const progress = progressLine(context);
  const { runDay } = await import('../simulate/run-day.ts');
  const result = await runDay({ change, accountId: account.id, scenario, setUp: made, clock, seed, isBesideServer: speed === 'real', onProgress: (text) => progress.show(text) }).finally(() => progress.end());
  await catchUp(database, consumers);
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  const figures = await change((tx) => findQueueFigures(tx, act, { from: new Date(result.fromMs).toISOString(), to: new Date(result.toMs).toISOString() }));
  context.printJson({ seed, arrivals: result.arrivals, refused: result.refused, queues: figures.map(snakeCase) });
  context.print(`${result.arrivals} arrivals; ${result.refused} acts came too late and were refused.\n${table(figures)}`);
  return exitCode.done;
}

function speedOption(value: string | undefined): Speed {
  if (value === undefined || value === 'virtual') return 'virtual';
  if (value === 'real' || value === '1') return 'real';
  const speed = Number(value);
  if (!Number.isFinite(speed) || speed <= 0 || speed > 10_000) throw usage('simulate', '--speed is real, virtual or a number up to 10000.');
  return speed;
}

function numberOption(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < 0) throw usage('simulate', `--${name} takes a number.`);
  return number;
}

function refuseBesideServer(dataDir: string): void {
  const [server] = findRunningServers(dataDir);
  if (server) throw new CoreError('conflict', `A server runs on this data directory (${server.address}): it would run timers by its own clock. Stop it, or use --speed real.`, { key: 'scenario-wrong' });
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    throw usage('simulate', `${path} cannot be read as JSON: ${(error as Error).message}`);
  }
}

function table(figures: readonly QueueFigures[]): string {
  const head = ['queue', 'waits', 'answered', 'abandoned', 'elsewhere', 'service level', 'average answer'];
  const rows = figures.map((one) => [
    one.name, String(one.waits), String(one.answered), String(one.abandoned), String(one.elsewhere), one.serviceLevelPercent === null ? '-' : `${one.serviceLevelPercent} %`, one.averageAnswerSeconds === null ? '-' : `${one.averageAnswerSeconds} s`,
  ]);
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  return [head, ...rows].map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ').trimEnd()).join('\n');
}
