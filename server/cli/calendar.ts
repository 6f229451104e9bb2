import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadCalendars, setCalendar, weekdays, type CalendarVersion, type WeeklyHours } from '#core/calendars/index.ts';
import { findChannelByAddress, findChannels } from '#core/channels/index.ts';
import { catchUp } from '#core/events/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { accountOption } from './account-option.ts';
import { consumers } from '../consumers.ts';
import { exitCode, usage, type Command, type CommandContext } from './command.ts';

const help = `patchbay calendar set --account ID FILE.json [--channel ADDRESS] [--from-beginning]
patchbay calendar show --account ID

set: sets the opening hours reply times are counted by. The file:

  {"zone": "Europe/Berlin",
   "hours": {"mon": [["09:00","12:00"],["13:00","17:00"]], "fri": [["09:00","14:00"]]},
   "backup": {"sat": [["10:00","12:00"]]},
   "holidays": ["2024-12-25"]}

A day that is missing is closed; "22:00" to "06:00" runs over midnight; "24:00" ends a day; backup hours are no business time.
The first hours hold for all history. Later ones hold from now on; the past keeps the hours that were in force then, unless
--from-beginning says otherwise: then every figure is counted anew, and the audit log says so.

  --channel ADDRESS    hours of this channel alone, instead of the account's
  --from-beginning     judge all history by these hours

show: all versions, of the account's hours and of each channel that has its own, with the instant from which each counts`;

export const command: Command = { name: 'calendar', summary: 'set or show opening hours and holidays', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...context.args], allowPositionals: true, options: { account: { type: 'string' }, channel: { type: 'string' }, 'from-beginning': { type: 'boolean' } },
  });
  const [verb, path, ...rest] = positionals;
  if (verb === 'show') {
    if (path !== undefined || values.channel !== undefined || values['from-beginning']) throw usage('calendar', 'calendar show --account ID');
  } else if (verb !== 'set' || path === undefined || rest.length > 0) {
    throw usage('calendar', 'Say what to do: calendar set --account ID FILE.json, or calendar show --account ID');
  }
  const json = path === undefined ? undefined : await readJson(path);
  const database = await context.openDatabase();
  const account = await accountOption(database, values.account, 'calendar');
  const act = systemAct(account.id, nowText(context.clock), 'cli');
  if (verb === 'show') return show(context, database, act);
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

async function show(context: CommandContext, database: Database, act: Act): Promise<number> {
  const { calendars, channels } = await database.withAccount(act.accountId, async (tx) => ({ calendars: await loadCalendars(tx), channels: await findChannels(tx, act) }));
  const shown = [...calendars.byId].map(([id, versions]) => ({
    calendar_id: id, is_default: id === calendars.defaultId, versions: versions.map(shownVersion),
    channels: channels.filter((channel) => channel.calendarId === id).map((channel) => channel.address ?? channel.name),
  }));
  context.printJson(shown);
  if (shown.length === 0) context.print('No hours are set: nothing is counted in business time.');
  for (const calendar of shown) {
    context.print(calendar.is_default ? "The account's hours" : `Hours of ${calendar.channels.join(', ')}`);
    for (const { version, valid_from: from, zone, hours, backup, holidays } of calendar.versions) {
      context.print(`  version ${version}, ${from === null ? 'from the beginning' : `from ${from}`}, ${zone}`);
      context.print(`    open      ${hoursText(hours)}`);
      if (backup) context.print(`    backup    ${hoursText(backup)}`);
      if (holidays.length > 0) context.print(`    holidays  ${holidays.join(' ')}`);
    }
  }
  return exitCode.done;
}

/** The hours as a file for "calendar set" has them. */
function shownVersion({ version, validFrom, zone, hours, backup, holidays }: CalendarVersion) {
  return { version, valid_from: validFrom === null ? null : new Date(validFrom).toISOString(), zone, hours, ...(backup ? { backup } : {}), holidays };
}

function hoursText(hours: WeeklyHours): string {
  const days = weekdays.flatMap((day) => (hours[day]?.length ? [`${day} ${hours[day].map((span) => span.join('-')).join(' ')}`] : []));
  return days.length === 0 ? 'never' : days.join(', ');
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
