import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { setCalendar } from '#core/calendars/index.ts';
import { findChannelByAddress } from '#core/channels/index.ts';
import { catchUp } from '#core/events/index.ts';
import { CoreError, nowText, systemAct } from '#core/kernel/index.ts';
import { accountOption } from './account-option.ts';
import { consumers } from '../consumers.ts';
import { usage, type Command, type CommandContext } from './command.ts';

const help = `patchbay calendar set --account ID FILE.json [--channel ADDRESS] [--from-beginning]

Sets the opening hours reply times are counted by. The file:

  {"zone": "Europe/Berlin",
   "hours": {"mon": [["09:00","12:00"],["13:00","17:00"]], "fri": [["09:00","14:00"]]},
   "backup": {"sat": [["10:00","12:00"]]},
   "holidays": ["2024-12-25"]}

A day that is missing is closed; "22:00" to "06:00" runs over midnight; "24:00" ends a day; backup hours are no business time.
The first hours hold for all history. Later ones hold from now on; the past keeps the hours that were in force then, unless
--from-beginning says otherwise: then every figure is counted anew, and the audit log says so.

  --channel ADDRESS    hours of this channel alone, instead of the account's
  --from-beginning     judge all history by these hours`;

export const command: Command = { name: 'calendar', summary: 'set opening hours and holidays', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...context.args], allowPositionals: true, options: { account: { type: 'string' }, channel: { type: 'string' }, 'from-beginning': { type: 'boolean' } },
  });
  const [verb, path, ...rest] = positionals;
  if (verb !== 'set' || path === undefined || rest.length > 0) throw usage('calendar', 'calendar set --account ID FILE.json');
  const json = await readJson(path);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'calendar');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  const result = await database.withAccount(account.id, async (tx) => {
    const channel = values.channel === undefined ? null : await findChannelByAddress(tx, act, values.channel.toLowerCase());
    if (values.channel !== undefined && !channel) throw new CoreError('not-found', `There is no channel ${values.channel}.`);
    return setCalendar(tx, act, json, { fromBeginning: values['from-beginning'] ?? false, ...(channel ? { channelId: channel.id } : {}) });
  });
  await catchUp(database, consumers);
  context.printJson({ calendar_id: result.calendarId, version: result.version });
  context.print(`Version ${result.version} of the ${values.channel ?? 'account'}'s hours is in force.`);
  return 0;
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CoreError('invalid', `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CoreError('invalid', `${path} is not JSON: ${(error as Error).message}`);
  }
}
