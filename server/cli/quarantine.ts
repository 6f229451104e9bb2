import { parseArgs } from 'node:util';
import { findQuarantine, getQuarantined, readRawMail, type QuarantinedMail } from '#core/conversations/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { accountOption } from './account-option.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';
import { snakeCase } from './snake-case.ts';

const help = `patchbay quarantine list --account ID
patchbay quarantine show MAIL-ID --account ID
patchbay quarantine raw MAIL-ID --account ID > mail.eml
patchbay quarantine retry MAIL-ID|all --account ID

Mails that could not be read. They are kept byte for byte and are in nobody's way.

  --account ID    the account's number or slug
  --json          the result as JSON on stdout; raw: the bytes as base64

list    all of them, oldest first: id, day, size, channel, why
show    one, and what was wrong with it
raw     the bytes as they came, on stdout
retry   reads one or all of them again, as after an update; one whose bytes its mail server kept is fetched again by the
        running server. Exit code 3 where any stays in quarantine`;

export const command: Command = { name: 'quarantine', summary: 'show and retry mails that could not be read', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals: [action, id, ...rest] } = parseArgs({ args: [...context.args], allowPositionals: true, options: { account: { type: 'string' } } });
  if (action !== 'list' && action !== 'show' && action !== 'raw' && action !== 'retry') throw usage('quarantine', 'Say what to do: list, show, raw or retry.');
  const excess = action === 'list' ? id : rest[0];
  if (excess !== undefined) throw usage('quarantine', `"${excess}" is one word too many.`);
  if (action !== 'list' && !(action === 'retry' && id === 'all') && !/^\d{1,15}$/.test(id ?? '')) throw usage('quarantine', 'Name the mail by its id: patchbay quarantine list shows it.');
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'quarantine');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  if (action === 'list') return list(context, database, act);
  if (action === 'retry') return retry(context, database, act, id === 'all' ? null : Number(id));
  return (action === 'show' ? show : raw)(context, database, act, Number(id));
}

async function findAll(database: Database, act: Act): Promise<QuarantinedMail[]> {
  const mails: QuarantinedMail[] = [];
  for (;;) {
    const page = await database.withAccount(act.accountId, (tx) => findQuarantine(tx, act, { after: mails.at(-1)?.id ?? 0, limit: 500 }));
    mails.push(...page);
    if (page.length < 500) return mails;
  }
}

async function list(context: CommandContext, database: Database, act: Act): Promise<number> {
  const mails = await findAll(database, act);
  context.printJson(mails.map(snakeCase));
  if (mails.length === 0) context.print('Nothing is in quarantine.');
  for (const mail of mails) context.print(`${mail.id}  ${mail.createdAt.slice(0, 10)}  ${mail.rawByteCount} bytes  ${mail.channelAddress ?? `channel ${mail.channelId}`}  ${mail.code}: ${mail.detail}`);
  return exitCode.done;
}

async function show(context: CommandContext, database: Database, act: Act, id: number): Promise<number> {
  const mail = snakeCase(await database.withAccount(act.accountId, (tx) => getQuarantined(tx, act, id)));
  context.printJson(mail);
  for (const [name, value] of Object.entries(mail)) context.print(`${name.padEnd(15)}  ${typeof value === 'string' || typeof value === 'number' ? value : '-'}`);
  return exitCode.done;
}

async function raw(context: CommandContext, database: Database, act: Act, id: number): Promise<number> {
  const { mail, packed } = await database.withAccount(act.accountId, async (tx) => {
    const found = await getQuarantined(tx, act, id);
    return { mail: found, packed: await readRawMail(tx, found.rawSha256) };
  });
  const bytes = packed ?? await openFileStore({ dir: context.filesDir }).read(act.accountId, mail.rawSha256);
  context.printJson({ id, raw_sha256: mail.rawSha256, raw_base64: bytes.toString('base64') });
  if (!context.json) await new Promise<void>((resolve, reject) => { process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())); });
  return exitCode.done;
}

/** `id` null: all. One that cannot be tried again keeps none of the others from it. */
async function retry(context: CommandContext, database: Database, act: Act, id: number | null): Promise<number> {
  const [{ retryQuarantined }, { createParsePool }, { openMailVerifier }] = await Promise.all([
    import('#channels/email/take-in/retry-quarantined.ts'), import('#channels/email/parse/create-parse-pool.ts'), import('#channels/email/prove/create-mail-verifier.ts'),
  ]);
  const ids = id === null ? (await findAll(database, act)).map((mail) => mail.id) : [id];
  const [pool, verifier] = [createParsePool({ threads: 1 }), openMailVerifier()];
  const results: { id: number; outcome: string; text: string }[] = [];
  try {
    const tools = { database, files: openFileStore({ dir: context.filesDir }), pool, verifier };
    for (const one of ids) {
      results.push({ id: one, ...await retryQuarantined(tools, act, one).catch((error: unknown) => {
        if (id !== null || !(error instanceof CoreError)) throw error;
        return { outcome: 'kept' as const, text: error.safeText, code: null };
      }) });
    }
  } finally {
    await Promise.all([pool.close(), verifier.close()]);
  }
  context.printJson(results);
  for (const { id: one, outcome, text } of results) context.print(`${one}  ${outcome}: ${text}`);
  if (results.length === 0) context.print('Nothing is in quarantine.');
  return results.some(({ outcome }) => outcome === 'kept') ? exitCode.exceptions : exitCode.done;
}
