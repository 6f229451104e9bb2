import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadSecretKey } from '#core/accounts/index.ts';
import { meanReplyTimes } from '#core/analytics/index.ts';
import { connectCrm, dealsFileBytesMax, getCrmConnection, openFileSource, readDealsFile, runCrmSync } from '#core/crm/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import { accountOption } from './account-option.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';

const help = `patchbay deals import FILE.csv --account ID

Reads deals from a CSV with a heading line (comma, semicolon or tab): for companies whose sales stand in no system that can be
connected. The columns, by their names in any case; only name is needed:

  id        tells a deal apart from one file to the next; without it the name does
  name, stage, value (1234.50 or 1234,50), currency (EUR)
  owner     a mail address; the agent who has it owns the deal
  emails    of whom it is about, several by spaces, commas or semicolons
  created, closes   2026-12-24

What an earlier file brought stays, and is changed where both have it. A line that cannot be read refuses the whole file, and
nothing is changed. To take all of it back: Settings, CRM, Disconnect.

  --account ID   the account's number or slug
  --json         {"deals", "contacts", "changed"} on stdout; changed: deals that were new or different`;

export const command: Command = { name: 'deals', summary: 'read deals from a CSV file', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...context.args], allowPositionals: true, options: { account: { type: 'string' } } });
  const [verb, path, ...rest] = positionals;
  if (verb !== 'import' || path === undefined || rest.length > 0) throw usage('deals', 'Say what to read: deals import FILE.csv --account ID');
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new CoreError('invalid', `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`);
  });
  if (bytes.byteLength > dealsFileBytesMax) throw new CoreError('invalid', `${path} is larger than ${dealsFileBytesMax / 1024 / 1024} MB.`);
  const file = readDealsFile(bytes);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'deals');
  const act = (): Act => systemAct(account.id, nowText(context.clock), 'cli');
  const key = await loadSecretKey({ env: context.env, dataDir: context.dataDir });
  const { id } = await database.withAccount(account.id, (tx) => connectCrm(tx, act(), key, { kind: 'file', settings: {}, secret: null, file: bytes }));
  // Here and now. A server that runs may take it first: then its pages are already stored.
  const outcome = await runCrmSync({ database, key, act, connectionId: id, open: async () => openFileSource(file), means: meanReplyTimes });
  const { counts } = await database.withAccount(account.id, (tx) => getCrmConnection(tx, act(), id));
  context.printJson({ deals: file.deals.length, contacts: file.contacts.length, changed: outcome.state === 'done' ? counts.deals : null });
  context.print(outcome.state === 'done' ? `${file.deals.length} deals read, ${counts.deals} new or different.` : `${file.deals.length} deals are being read by the server.`);
  return exitCode.done;
}
