import { parseArgs } from 'node:util';
import { createToken, findTokens, findUserByEmail, revokeToken } from '#core/accounts/index.ts';
import { notFound, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { accountOption } from './account-option.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay token create --account ID --user EMAIL --dialect API [--name N] [--scope PERMISSION]... [--expires INSTANT] [--compat VARIANT]
patchbay token list --account ID [--all]
patchbay token revoke TOKEN-ID --account ID

API tokens of an account's members. A token opens one API, may do what its user may (cut to its scopes), and dies with the membership.
Its secret is shown once, at its creation: only a hash is kept.

  --account ID          the account's number or slug
  --user EMAIL          whose token it is
  --dialect API         the API it opens, by name: native, timetoreply ...
  --name N              what it is for (default: "command line")
  --scope PERMISSION    only this permission, may be repeated; without it all that the user's role allows
  --expires INSTANT     a date or RFC 3339 instant after which it is dead; without it never
  --compat VARIANT      answers in the shapes of a deployed product instead of the published document (nimchat: chatwoot)
  --all                 list revoked and expired ones too
  --json                the result as JSON on stdout`;

export const command: Command = { name: 'token', summary: 'create, list and revoke API tokens', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals: [action, ...rest] } = parseArgs({
    args: [...context.args], allowPositionals: true,
    options: {
      account: { type: 'string' }, user: { type: 'string' }, dialect: { type: 'string' }, name: { type: 'string' },
      scope: { type: 'string', multiple: true }, expires: { type: 'string' }, compat: { type: 'string' }, all: { type: 'boolean' },
    },
  });
  if (action === undefined || !['create', 'list', 'revoke'].includes(action)) throw usage('token', 'Say what to do: create, list or revoke.');
  if (rest.length > (action === 'revoke' ? 1 : 0)) throw usage('token', `"${rest.at(-1)}" is one word too many.`);
  if (action === 'revoke' && !/^\d{1,15}$/.test(rest[0] ?? '')) throw usage('token', 'Name the token by its id: patchbay token list shows it.');
  if (action === 'create') checkCreate(context, values);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'token');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  if (action === 'list') return list(context, database, act, values.all ?? false);
  if (action === 'create') return create(context, database, act, values);
  await database.withAccount(account.id, (tx) => revokeToken(tx, act, Number(rest[0])));
  context.printJson({ id: Number(rest[0]), revoked: true });
  context.print(`Token ${rest[0]} opens nothing any more.`);
  return exitCode.done;
}

interface CreateValues { user?: string; dialect?: string; name?: string; scope?: string[]; expires?: string; compat?: string }

/** Dialect -> the variants of its answers. */
const variants: Readonly<Record<string, readonly string[]>> = { nimchat: ['chatwoot'] };

function checkCreate(context: CommandContext, { user, dialect, expires, compat }: CreateValues): void {
  if (!user) throw usage('token', '--user is missing: whose token shall it be?');
  if (!dialect) throw usage('token', `--dialect is missing: one of ${context.dialects.join(', ')}.`);
  if (!context.dialects.includes(dialect)) throw usage('token', `There is no API "${dialect}" here: one of ${context.dialects.join(', ')}.`);
  if (compat !== undefined && !variants[dialect]?.includes(compat)) throw usage('token', `--compat: ${dialect} has ${variants[dialect]?.join(', ') ?? 'no variant'}.`);
  if (expires !== undefined && Number.isNaN(Date.parse(expires))) throw usage('token', `--expires: "${expires}" is not an instant such as 2027-01-31T00:00:00Z.`);
}

async function create(context: CommandContext, database: Database, act: Act, values: CreateValues): Promise<number> {
  const { id, secret } = await database.withAccount(act.accountId, async (tx) => {
    const user = await findUserByEmail(tx, values.user!);
    if (!user) throw notFound('user');
    return createToken(tx, act, {
      userId: user.id, dialect: values.dialect!, name: values.name ?? 'command line', scopes: values.scope ?? 'all',
      expiresAt: values.expires === undefined ? null : new Date(values.expires).toISOString(), variant: values.compat ?? null,
    });
  });
  context.printJson({ id, token: secret });
  context.print(`Token ${id} for ${values.dialect}, shown this once: ${secret}`);
  return exitCode.done;
}

async function list(context: CommandContext, database: Database, act: Act, all: boolean): Promise<number> {
  const tokens = [];
  for (let after = 0; ;) {
    const page = await database.withAccount(act.accountId, (tx) => findTokens(tx, act, { after, limit: 500 }));
    tokens.push(...page.filter((token) => all || (token.revokedAt === null && (token.expiresAt === null || Date.parse(token.expiresAt) > Date.parse(act.now)))));
    if (page.length < 500) break;
    after = page.at(-1)!.id;
  }
  context.printJson(tokens.map(snakeCase));
  if (tokens.length === 0) context.print('There are no tokens.');
  for (const token of tokens) {
    const end = token.revokedAt ? `revoked ${token.revokedAt}` : token.expiresAt ? `until ${token.expiresAt}` : 'no end';
    context.print(`${token.id}  ${token.dialect}  user ${token.userId}  "${token.name}"  ${token.scopes.join(' ')}  ${end}, last used ${token.lastUsedAt ?? 'never'}`);
  }
  return exitCode.done;
}
