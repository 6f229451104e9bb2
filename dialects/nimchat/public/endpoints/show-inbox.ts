import { weekdays, loadCalendars, inForceAt, type HourSpan } from '#core/calendars/index.ts';
import { ensureDoor, findSites, getChannel, getChannelSettings } from '#core/channels/index.ts';
import { getAccountSettings } from '#core/accounts/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { loadKept } from '../../kept.ts';
import { publicOperation, publicRoot } from '../public-operation.ts';
import { PublicInbox } from '../../schemas/public.ts';

/** Hours are those of the inbox's calendar; of a day with several spans the first opening and the last closing, since the shape has room for one. */
export const showPublicInbox = publicOperation({
  id: 'public.inboxes.show', method: 'GET', path: publicRoot, summary: 'What an inbox is called and when it is open', brake: 'read',
  response: PublicInbox,
  handle: ({ door, act, change, call }) => change(async (tx) => {
    const reader = seesAll(act(null));
    const channel = await getChannel(tx, reader, door.channelId);
    const { token, isIdentityRequired } = await ensureDoor(tx, reader, door.channelId);
    const [site] = await findSites(tx, reader, [door.channelId]);
    const kept = (await loadKept(tx, 'inbox', [door.channelId])).get(door.channelId) ?? {};
    const version = inForceAt((await loadCalendars(tx)).forChannel(door.channelId), call.clock.nowMs());
    const account = await getAccountSettings(tx, reader);
    return {
      identifier: token, name: channel.name, timezone: version?.zone ?? account.zone,
      working_hours: ['sun', ...weekdays.slice(0, 6)].map((day, at) => ({ day_of_week: at, ...dayOf(version === undefined ? null : version.hours[day as (typeof weekdays)[number]] ?? []) })),
      working_hours_enabled: version !== undefined, csat_survey_enabled: (await getChannelSettings(tx, reader, door.channelId)).survey.isOn,
      greeting_enabled: site?.settings.greetingEnabled ?? kept.greetingEnabled ?? false, identity_validation_enabled: isIdentityRequired,
    };
  }),
});

/** null: no calendar, so it is always open. */
function dayOf(spans: readonly HourSpan[] | null) {
  const none = { open_hour: null, open_minutes: null, close_hour: null, close_minutes: null };
  if (spans === null) return { open_all_day: true, closed_all_day: false, ...none };
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return { open_all_day: false, closed_all_day: true, ...none };
  if (first[0] === '00:00' && last[1] === '24:00') return { open_all_day: true, closed_all_day: false, ...none };
  const [openHour = 0, openMinutes = 0] = first[0].split(':').map(Number);
  const [closeHour = 0, closeMinutes = 0] = last[1].split(':').map(Number);
  return { open_all_day: false, closed_all_day: false, open_hour: openHour, open_minutes: openMinutes, close_hour: closeHour, close_minutes: closeMinutes };
}
