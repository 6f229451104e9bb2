import { parseArgs } from 'node:util';
import { createToken, setupAccount, type SetupResult } from '#core/accounts/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { passwordOption, passwordOptions } from './password-option.ts';

const help = `patchbay setup --account NAME --email E --name N (--password P | --password-stdin) [--new-tokens]

Makes an account and its owner without a browser, and an API token of the owner for each API of this server. Tokens are shown this once.
Again with the same e-mail: the same account and user, nothing changed (the password neither), no new tokens.

  --account NAME       what the account is called; its slug is made from it
  --email E            the owner's mail address, with which the owner signs in
  --name N             the owner's name
  --password P         at least 10 characters; other users of this machine may see it while the command runs
  --password-stdin     the password is the first line of stdin
  --new-tokens         make tokens although the e-mail has its account already; the old ones stay good
  --json               {"account":{"id","slug"},"user":{"id"},"tokens":{"<api>":"<token>"}} on stdout`;

export const command: Command = { name: 'setup', summary: 'make the first account and its owner without a browser', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args: [...context.args],
    options: {
      account: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' }, 'new-tokens': { type: 'boolean' }, ...passwordOptions,
    },
  });
  for (const option of ['account', 'email', 'name'] as const) {
    if (!values[option]) throw usage('setup', `--${option} is missing.`);
  }
  const password = await passwordOption(context, values, 'setup');
  if (password === null) throw usage('setup', 'Give the password with --password-stdin or --password P.');
  const database = await context.openDatabase();
  const now = nowText(context.clock);
  const result = await setupAccount(database, {
    accountName: values.account!, email: values.email!, name: values.name!, password, now, source: 'cli',
  });
  const tokens = result.created || values['new-tokens'] ? await createTokens(context, database, result, now) : {};
  context.printJson({ account: result.account, user: result.user, tokens });
  context.print(`${result.created ? 'Made' : 'There is'} the account "${result.account.slug}" (id ${result.account.id}), owner user ${result.user.id}.`);
  for (const [dialect, secret] of Object.entries(tokens)) context.print(`Token for ${dialect}: ${secret}`);
  if (!result.created) context.note('This e-mail has its account already; nothing of it was changed, the password neither.');
  return exitCode.done;
}

/** One for each API, all or none. */
async function createTokens(context: CommandContext, database: Database, { account, user }: SetupResult, now: string): Promise<Record<string, string>> {
  const act = systemAct(account.id, now, 'cli');
  return database.withAccount(account.id, async (tx) => {
    const tokens: Record<string, string> = {};
    for (const dialect of context.dialects) {
      tokens[dialect] = (await createToken(tx, act, { userId: user.id, dialect, name: 'setup', scopes: 'all', expiresAt: null })).secret;
    }
    return tokens;
  });
}
