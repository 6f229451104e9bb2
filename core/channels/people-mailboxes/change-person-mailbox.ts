import { checkAddress, checkName, checkZone, getAccountSettings } from '#core/accounts/index.ts';
import { loadCalendars, setCalendar, weekdays } from '#core/calendars/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { addAgentAddress, findAgentByAddress, getAgent, removeAgentAddress, renameAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { addChannelAlias, findChannelAddresses, removeChannelAlias } from '../aliases.ts';
import { changeChannel } from '../change-channel.ts';
import { getPersonMailbox } from './find-person-mailbox.ts';

/** What is not named stays. `aliases`: all of them, beside the own address. */
export interface PersonMailboxChange { readonly name?: string; readonly zone?: string; readonly aliases?: readonly string[] }

/**
 * Changes a mailbox's name, time zone and aliases, all of it or nothing. `recomputes`: figures of the past follow, in the background. An alias of another agent or
 * channel is a `conflict`.
 */
export async function changePersonMailbox(tx: Tx, act: Act, agentId: number, { name, zone, aliases }: PersonMailboxChange): Promise<{ readonly recomputes: boolean }> {
  requirePermission(act, 'channels.write');
  requirePermission(act, 'people.write');
  const { channelId, address, name: before } = await getPersonMailbox(tx, seesAll(act), agentId);
  if (name !== undefined && checkName('name', name) !== before) {
    await renameAgent(tx, act, agentId, name);
    await changeChannel(tx, act, channelId, { name });
  }
  const hasNewAliases = aliases !== undefined && await setAliases(tx, act, { agentId, channelId, address }, aliases);
  const hasNewZone = zone !== undefined && await setZone(tx, act, channelId, zone);
  return { recomputes: hasNewAliases || hasNewZone };
}

/** Makes exactly these the aliases of channel and agent; true where that changed anything. */
async function setAliases(tx: Tx, act: Act, { agentId, channelId, address }: { agentId: number; channelId: number; address: string }, aliases: readonly string[]): Promise<boolean> {
  const wanted = new Set(aliases.map((alias) => checkAddress('aliases', alias)));
  wanted.delete(address);
  const all = seesAll(act);
  const ofChannel = ((await findChannelAddresses(tx, all, [channelId])).get(channelId) ?? []).filter((one) => one !== address);
  const ofAgent = (await getAgent(tx, all, agentId)).addresses.filter((one) => one !== address);
  let changed = false;
  for (const alias of [...wanted].sort()) {
    if (!ofChannel.includes(alias)) { await addChannelAlias(tx, act, channelId, alias); changed = true; }
    if (!ofAgent.includes(alias)) { await addAgentAddress(tx, act, agentId, alias); changed = true; }
  }
  for (const alias of ofChannel) {
    if (wanted.has(alias)) continue;
    await removeChannelAlias(tx, act, channelId, alias);
    // An address of the agent that is another mailbox's own stays his.
    if ((await findAgentByAddress(tx, all, alias))?.id === agentId) await removeAgentAddress(tx, act, agentId, alias);
    changed = true;
  }
  return changed;
}

/** The hours that count for the mailbox now, in another zone, as a calendar of its own; false where the zone is that one already. */
async function setZone(tx: Tx, act: Act, channelId: number, zone: string): Promise<boolean> {
  const wanted = checkZone(zone);
  const calendars = await loadCalendars(tx);
  const current = calendars.forChannel(channelId).at(-1);
  const accountZone = (await getAccountSettings(tx, seesAll(act))).zone;
  if ((current?.zone ?? accountZone) === wanted) return false;
  const own = await tx.one(sql<{ calendarId: number | null; shared: boolean }>`
    SELECT c.calendar_id AS "calendarId", EXISTS (SELECT FROM channels o WHERE o.account_id = c.account_id AND o.calendar_id = c.calendar_id AND o.id <> c.id) AS shared
    FROM channels c WHERE c.account_id = ${tx.accountId} AND c.id = ${channelId} FOR UPDATE OF c`);
  const versions = own.calendarId === null ? undefined : calendars.byId.get(own.calendarId);
  if (own.calendarId !== null && (own.shared || versions === undefined)) await changeChannel(tx, act, channelId, { calendarId: null });
  const always = Object.fromEntries(weekdays.map((day) => [day, [['00:00', '24:00']]]));
  await setCalendar(tx, act, {
    zone: wanted, hours: current?.hours ?? always, holidays: [...current?.holidays ?? []], ...(current?.backup === undefined ? {} : { backup: current.backup }),
  }, { channelId, fromBeginning: true });
  return true;
}
