import { businessSeconds, type CalendarVersion, type Leave } from '#core/calendars/index.ts';
import type { ConversationInput } from './conversation-input.ts';
import type { Span } from './conversation-facts.ts';

const wholeSeconds = (ms: number) => Math.floor(ms / 1000);

/** Seconds from one instant (epoch ms) to another, 0 where they run backwards. */
export function rawSeconds(fromMs: number, toMs: number): number {
  return Math.max(0, wholeSeconds(toMs) - wholeSeconds(fromMs));
}

/** A span that business hours do not apply to: business time is raw time. */
export function rawSpan(fromMs: number, toMs: number): Span {
  const raw = rawSeconds(fromMs, toMs);
  return { raw, business: raw, businessAgent: raw, calendarId: null, versions: [] };
}

/** Measures a span by the calendar of the channel that answered, with the leave of the agent who did. */
export function measureSpan(input: ConversationInput, channelId: number | null, agentId: number | null, fromMs: number, toMs: number): Span {
  return measureIn(input.calendars(channelId), input, agentId, fromMs, toMs);
}

/** The same by a calendar (its versions). */
export function measureIn(calendar: readonly CalendarVersion[], { settings }: Pick<ConversationInput, 'settings'>, agentId: number | null, fromMs: number, toMs: number): Span {
  const { seconds: business, versions } = businessSeconds(calendar, fromMs, toMs);
  const leave: Leave[] = agentId === null ? [] : settings.leave.filter((away) => away.agentId === agentId);
  return {
    raw: rawSeconds(fromMs, toMs),
    business,
    businessAgent: leave.length > 0 ? businessSeconds(calendar, fromMs, toMs, { leave }).seconds : business,
    calendarId: calendar[0]?.calendarId ?? null,
    versions,
  };
}
