import { parseArgs } from 'node:util';
import { findAccounts } from '#core/accounts/index.ts';
import { figureMetrics, recomputeHistory, type FigureRow, type RecountFigures } from '#core/analytics/index.ts';
import { catchUp } from '#core/events/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { accountOption } from './account-option.ts';
import { consumers } from '../consumers.ts';
import { usage, type Command, type CommandContext } from './command.ts';
import { progressLine } from './progress-line.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay facts rebuild --account ID
patchbay facts rebuild --all

Computes every figure of reply times anew from the stored mail, calls and chats, by the calendars, internal domains, filters and
aliases that are in force, and shows the figures of all time as they were and as they are. The server may run meanwhile. A run
that is broken off is finished by the server, or by the next one; one that is under way is joined. The audit log says what it
changed. Nothing is sent, nobody is told.

  --account ID    the account's number or slug
  --all           every account, one after the other

--json prints an object per account: {"account_id","conversations","before":{..},"after":{..}}`;

export const command: Command = { name: 'facts', summary: 'compute the figures of reply times anew', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...context.args], allowPositionals: true, options: { account: { type: 'string' }, all: { type: 'boolean' } } });
  if (positionals.length !== 1 || positionals[0] !== 'rebuild') throw usage('facts', 'Say what to do: facts rebuild --account ID, or facts rebuild --all');
  if (values.all === true && values.account !== undefined) throw usage('facts', 'Give --account ID or --all, not both.');
  const database = await context.openDatabase();
  const accounts = values.all === true ? await findAccounts(database) : [await accountOption(database, values.account, 'facts')];
  await catchUp(database, consumers);
  for (const account of accounts) {
    const progress = progressLine(context);
    const { total, before, after } = await recomputeHistory(database, systemAct(account.id, nowText(context.clock), 'cli'), (done, all) => progress.show(`${account.slug}: ${done} of ${all} conversations`));
    progress.end();
    context.printJson({ account_id: account.id, conversations: total, before: treeOf(before), after: treeOf(after) });
    context.print(`${account.slug}: ${total} conversations. Figures of all time, before and after:`);
    for (const [name, was, is] of lines(before?.figures, after?.figures)) context.print(`  ${name.padEnd(28)} ${was.padStart(14)} ${is.padStart(14)}${was === is ? '' : '  changed'}`);
  }
  return 0;
}

const treeOf = (counted: RecountFigures | null) => (counted === null ? null : snakeTree(counted.figures));

function snakeTree(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(snakeCase(row)).map(([key, value]) => [key, typeof value === 'object' && value !== null && !Array.isArray(value) ? snakeTree(value) : value]));
}

function lines(before: FigureRow | undefined, after: FigureRow | undefined): (readonly [string, string, string])[] {
  const text = (value: number | null) => (value === null ? '-' : Number.isInteger(value) ? String(value) : value.toFixed(1));
  const of = (name: string, read: (row: FigureRow) => number | null) => [name, text(before ? read(before) : null), text(after ? read(after) : null)] as const;
  return [
    of('conversations', (row) => row.conversations.total), of('mails received', (row) => row.messages.received), of('mails sent', (row) => row.messages.sent),
    ...figureMetrics.flatMap((metric) => [of(`${metric}: counted`, (row) => row[metric].count), of(`${metric}: mean seconds`, (row) => row[metric].mean), of(`${metric}: within goal`, (row) => row[metric].withinGoal)]),
  ];
}
