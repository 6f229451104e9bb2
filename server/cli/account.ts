import { parseArgs } from 'node:util';
import { deleteAccount, findErasures, graceDaysUsual, restoreAccount } from '#core/accounts/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { accountOption } from './account-option.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay account delete --account ID --yes [--grace-days N]
patchbay account restore --account NUMBER
patchbay account erasures

Deletes whole accounts. A deleted account is shut for everybody at once. When its grace is over, a running server erases it within a minute: every row and
file of it, and the users who were in no other account. Nothing brings it back then but a backup, and a backup from before still holds it.

  --account ID      the account's number or slug; restore takes the number
  --yes             you mean it
  --grace-days N    0 to 365, default ${graceDaysUsual}: until then it can be restored. 0: it is erased at once
  --json            the result as JSON on stdout

delete     prints until when it can be undone
restore    brings a deleted account back, with members and tokens; whoever was signed in signs in again
erasures   the accounts that are to be erased, and those that were`;

export const command: Command = { name: 'account', summary: 'delete an account for good, undo that, and list what was erased', help, run };

interface Values { account?: string; yes?: boolean; 'grace-days'?: string }

const actions: Record<string, (context: CommandContext, values: Values) => Promise<number>> = { delete: remove, restore, erasures };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals: [action = '', ...rest] } = parseArgs({
    args: [...context.args], allowPositionals: true, options: { account: { type: 'string' }, yes: { type: 'boolean' }, 'grace-days': { type: 'string' } },
  });
  if (!Object.hasOwn(actions, action)) throw usage('account', `Say what to do: ${Object.keys(actions).join(', ')}.`);
  if (rest.length > 0) throw usage('account', `"${rest[0]}" is one word too many.`);
  return actions[action]!(context, values);
}

async function remove(context: CommandContext, { account: name, yes = false, 'grace-days': days = String(graceDaysUsual) }: Values): Promise<number> {
  if (!/^\d{1,3}$/.test(days) || Number(days) > 365) throw usage('account', '--grace-days is a number from 0 to 365.');
  const database = await context.openDatabase();
  const account = await accountOption(database, name, 'account');
  if (!yes) throw usage('account', `This shuts the account "${account.slug}" for everybody and erases it after ${days} days. Say --yes if you mean it.`);
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  const { eraseAfter } = await database.withAccount(account.id, (tx) => deleteAccount(tx, act, { graceDays: Number(days) }));
  context.printJson({ account_id: account.id, erase_after: eraseAfter });
  context.print(`Account ${account.id} ("${account.slug}") is shut. It is erased after ${eraseAfter}; until then: patchbay account restore --account ${account.id}`);
  return exitCode.done;
}

async function restore(context: CommandContext, { account }: Values): Promise<number> {
  if (!/^\d{1,15}$/.test(account ?? '')) throw usage('account', 'Name the account by its number: patchbay account erasures shows it.');
  const database = await context.openDatabase();
  await restoreAccount(database, Number(account), { now: nowText(context.clock), source: 'cli' });
  context.printJson({ account_id: Number(account), restored: true });
  context.print(`Account ${account} is back.`);
  return exitCode.done;
}

async function erasures(context: CommandContext): Promise<number> {
  const database = await context.openDatabase();
  const found = await findErasures(database);
  context.printJson(found.map(snakeCase));
  if (found.length === 0) context.print('No account was deleted.');
  for (const { accountId, slug, askedAt, source, eraseAfter, erasedAt, rowsErased, filesErased } of found) {
    context.print(`${accountId}${slug === null ? '' : `  "${slug}"`}  deleted ${askedAt} (${source}), ${erasedAt === null ? `erased after ${eraseAfter}` : `erased ${erasedAt}: ${rowsErased} rows, ${filesErased} files`}`);
  }
  return exitCode.done;
}
