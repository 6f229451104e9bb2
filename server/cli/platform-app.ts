import { parseArgs } from 'node:util';
import { findUserByEmail } from '#core/accounts/index.ts';
import { notFound, nowText } from '#core/kernel/index.ts';
import { createPlatformApp, findPlatformApps, grantTo, revokePlatformApp } from '#core/platform/index.ts';
import { accountOption } from './account-option.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay platform-app create NAME
patchbay platform-app list
patchbay platform-app revoke APP-ID
patchbay platform-app permit APP-ID (--account ID | --user EMAIL)

Programs that make accounts and users of this server from outside, through /platform of the nimchat API. An app sees and changes what it made and what
it was permitted, nothing else. Its token is shown once, at its creation: only a hash is kept.

  --account ID   the app may see and change this account (number or slug), and delete it
  --user EMAIL   the app may see and change this user, and sign in as this user, while he is in no other account than the app's
  --json         the result as JSON on stdout`;

export const command: Command = { name: 'platform-app', summary: 'create, list and revoke programs that run accounts from outside', help, run };

interface Values { account?: string; user?: string }

const actions: Record<string, (context: CommandContext, name: string | undefined, values: Values) => Promise<number>> = { create, list, revoke, permit };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals: [action = '', name, ...rest] } = parseArgs({ args: [...context.args], allowPositionals: true, options: { account: { type: 'string' }, user: { type: 'string' } } });
  if (!Object.hasOwn(actions, action)) throw usage('platform-app', `Say what to do: ${Object.keys(actions).join(', ')}.`);
  if (rest.length > 0 || (action === 'list' && name !== undefined)) throw usage('platform-app', `"${rest[0] ?? name}" is one word too many.`);
  return actions[action]!(context, name, values);
}

async function create(context: CommandContext, name: string | undefined): Promise<number> {
  if (name === undefined) throw usage('platform-app', 'Say what the app is called: patchbay platform-app create NAME');
  const database = await context.openDatabase();
  const { id, secret } = await database.withoutAccount((tx) => createPlatformApp(tx, { name, now: nowText(context.clock) }));
  context.printJson({ id, token: secret });
  context.print(`Platform app ${id}, its token is shown this once: ${secret}`);
  return exitCode.done;
}

async function list(context: CommandContext): Promise<number> {
  const database = await context.openDatabase();
  const apps = await database.withoutAccount((tx) => findPlatformApps(tx), { readOnly: true });
  context.printJson(apps.map(snakeCase));
  if (apps.length === 0) context.print('There are no platform apps.');
  for (const app of apps) context.print(`${app.id}  "${app.name}"  ${app.revokedAt === null ? 'good' : `revoked ${app.revokedAt}`}, last used ${app.lastUsedAt ?? 'never'}`);
  return exitCode.done;
}

async function revoke(context: CommandContext, name: string | undefined): Promise<number> {
  const id = idOf(name);
  const database = await context.openDatabase();
  await database.withoutAccount((tx) => revokePlatformApp(tx, { id, now: nowText(context.clock) }));
  context.printJson({ id, revoked: true });
  context.print(`The token of platform app ${id} opens nothing any more. What it made stays.`);
  return exitCode.done;
}

async function permit(context: CommandContext, name: string | undefined, { account, user }: Values): Promise<number> {
  const appId = idOf(name);
  if ((account === undefined) === (user === undefined)) throw usage('platform-app', 'Say what it may: --account ID or --user EMAIL.');
  const database = await context.openDatabase();
  const now = nowText(context.clock);
  const app = (await database.withoutAccount((tx) => findPlatformApps(tx), { readOnly: true })).find(({ id }) => id === appId);
  if (!app) throw notFound('platform app');
  const accountId = account === undefined ? null : (await accountOption(database, account, 'platform-app')).id;
  const target = await database.withoutAccount(async (tx) => {
    const id = accountId ?? (await findUserByEmail(tx, user!))?.id;
    if (id === undefined) throw notFound('user');
    await grantTo(tx, appId, accountId === null ? 'user' : 'account', id, now);
    return id;
  });
  context.printJson({ id: appId, [accountId === null ? 'user_id' : 'account_id']: target });
  context.print(`Platform app ${appId} may see and change ${accountId === null ? 'user' : 'account'} ${target}.`);
  return exitCode.done;
}

function idOf(text: string | undefined): number {
  if (!/^\d{1,15}$/.test(text ?? '')) throw usage('platform-app', 'Name the app by its id: patchbay platform-app list shows it.');
  return Number(text);
}
