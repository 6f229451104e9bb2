import type { Calendar as CoreCalendar } from '#core/calendars/index.ts';
import type { Calendar, WeeklyHours } from '../schemas/calendars.ts';

export function renderCalendar({ id, isDefault, channelIds, versions }: CoreCalendar): Calendar {
  return {
    id, isDefault, channelIds: [...channelIds],
    versions: versions.map(({ version, validFrom, zone, hours, backup, holidays }) => ({
      version, validFrom: validFrom === null ? null : new Date(validFrom).toISOString(), zone, hours: renderHours(hours), ...(backup ? { backup: renderHours(backup) } : {}), holidays: [...holidays],
    })),
  };
}

function renderHours(hours: CoreCalendar['versions'][number]['hours']): WeeklyHours {
  return Object.fromEntries(Object.entries(hours).map(([day, spans]) => [day, spans.map(([from, to]): [string, string] => [from, to])]));
}
