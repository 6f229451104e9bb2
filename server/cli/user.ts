import { parseArgs } from 'node:util';
import {
  addMember, createUser, disableUser, enableUser, findMembers, findMemberships, findUserByEmail, hashPassword, removeTotp, resetPassword, type User,
} from '#core/accounts/index.ts';
import { CoreError, notFound, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { accountOption } from './account-option.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { passwordOption, passwordOptions } from './password-option.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay user create --account ID --email E --name N [--role R] [--password P | --password-stdin]
patchbay user list --account ID
patchbay user reset-password --email E (--password P | --password-stdin)
patchbay user remove-two-factor --email E
patchbay user disable --email E
patchbay user enable --email E

People who may sign in. One person has one user, whatever the number of accounts.

  --account ID         the account's number or slug
  --email E            the user's mail address
  --name N             the user's name
  --role R             owner, administrator, agent (default), read-only, or a role of the account's own
  --password P         at least 10 characters; other users of this machine may see it while the command runs
  --password-stdin     the password is the first line of stdin
  --json               the result as JSON on stdout

create             a user with this e-mail who is there already becomes a member; name and password stay
reset-password     ends all sessions of the user; API tokens stay good, revoke them with "patchbay token revoke"
remove-two-factor  for who has lost the app and the recovery codes: signing in takes the password alone again, sessions end
disable            shuts the user out of every account at once: sessions end, tokens open nothing
enable             lets a disabled user in again: sessions do not come back, tokens that were not revoked do`;

export const command: Command = { name: 'user', summary: 'create, list, disable and enable users, reset passwords and second factors', help, run };

interface Values { account?: string; email?: string; name?: string; role?: string; password?: string; 'password-stdin'?: boolean }

const actions: Record<string, (context: CommandContext, values: Values) => Promise<number>> = {
  create, list, 'reset-password': reset, 'remove-two-factor': removeTwoFactor, disable, enable,
};

async function run(context: CommandContext): Promise<number> {
  const { values, positionals: [action = '', ...rest] } = parseArgs({
    args: [...context.args], allowPositionals: true,
    options: { account: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' }, ...passwordOptions },
  });
  if (!Object.hasOwn(actions, action)) throw usage('user', `Say what to do: ${Object.keys(actions).join(', ')}.`);
  if (rest.length > 0) throw usage('user', `"${rest[0]}" is one word too many.`);
  if (action !== 'list' && !values.email) throw usage('user', '--email is missing.');
  return actions[action]!(context, values);
}

async function create(context: CommandContext, values: Values): Promise<number> {
  if (!values.name) throw usage('user', '--name is missing.');
  const password = await passwordOption(context, values, 'user');
  const { email, name } = { email: values.email!, name: values.name };
  const passwordHash = password === null ? null : await hashPassword(password, email);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'user');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  const { user, wasThere } = await database.withAccount(account.id, async (tx) => {
    const present = await findUserByEmail(tx, email);
    const member = present ?? await createUser(tx, act, { email, name, passwordHash });
    await addMember(tx, act, { userId: member.id, role: values.role ?? 'agent' });
    return { user: member, wasThere: present !== null };
  });
  context.printJson({ id: user.id, created: !wasThere });
  context.print(`User ${user.id} is a member of "${account.slug}".`);
  if (wasThere) context.note('This e-mail had a user already: name and password stay as they were.');
  if (!user.hasPassword) context.note('The user has no password yet: patchbay user reset-password sets one.');
  return exitCode.done;
}

async function list(context: CommandContext, values: Values): Promise<number> {
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'user');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  const members = [];
  for (let after = 0; ;) {
    const page = await database.withAccount(account.id, (tx) => findMembers(tx, act, { after, limit: 500 }));
    members.push(...page);
    if (page.length < 500) break;
    after = page.at(-1)!.id;
  }
  context.printJson(members.map(snakeCase));
  for (const member of members) {
    context.print(`${member.id}  ${member.email}  ${member.name}  ${member.role}${member.hasTotp ? '  second factor' : ''}${member.disabledAt ? '  disabled' : ''}`);
  }
  return exitCode.done;
}

async function reset(context: CommandContext, values: Values): Promise<number> {
  const newPassword = await passwordOption(context, values, 'user');
  if (newPassword === null) throw usage('user', 'Give the new password with --password-stdin or --password P.');
  const database = await context.openDatabase();
  const { user, act } = await userWithAct(context, database, values.email!);
  const { tokensLeft } = await resetPassword(database, act, { userId: user.id, newPassword });
  context.printJson({ id: user.id, tokens_left: tokensLeft });
  context.print(`User ${user.id} has the new password; all sessions ended.`);
  if (tokensLeft > 0) context.note(`${tokensLeft} API tokens of this user stay good: patchbay token list shows them.`);
  return exitCode.done;
}

async function removeTwoFactor(context: CommandContext, values: Values): Promise<number> {
  const database = await context.openDatabase();
  const { user, act } = await userWithAct(context, database, values.email!);
  if (!user.hasTotp) throw new CoreError('conflict', 'This user has no second factor.');
  await removeTotp(database, act, { userId: user.id, key: null });
  context.printJson({ id: user.id, has_totp: false });
  context.print(`User ${user.id} has no second factor any more; all sessions ended.`);
  return exitCode.done;
}

async function disable(context: CommandContext, values: Values): Promise<number> {
  const database = await context.openDatabase();
  const { user, act } = await userWithAct(context, database, values.email!);
  await database.withAccount(act.accountId, (tx) => disableUser(tx, act, user.id));
  context.printJson({ id: user.id, disabled: true });
  context.print(`User ${user.id} is shut out.`);
  return exitCode.done;
}

async function enable(context: CommandContext, values: Values): Promise<number> {
  const database = await context.openDatabase();
  const { user, act } = await userWithAct(context, database, values.email!);
  await database.withAccount(act.accountId, (tx) => enableUser(tx, act, user.id));
  context.printJson({ id: user.id, disabled: false });
  context.print(`User ${user.id} may sign in again.`);
  return exitCode.done;
}

/** The act of such a command belongs to an account of the user's: its audit log keeps it. */
async function userWithAct(context: CommandContext, database: Database, email: string): Promise<{ user: User; act: Act }> {
  const found = await database.withoutAccount(async (tx) => {
    const user = await findUserByEmail(tx, email);
    return user && { user, memberships: await findMemberships(tx, user.id) };
  });
  if (!found) throw notFound('user');
  const membership = found.memberships.find(({ ended }) => !ended) ?? found.memberships[0];
  if (!membership) throw new CoreError('conflict', 'This user belongs to no account.');
  return { user: found.user, act: systemAct(membership.accountId, nowText(context.clock), 'cli') };
}
