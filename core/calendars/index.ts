export type {
  CalendarDefinition,
  CalendarVersion,
  HourSpan,
  Leave,
  Phase,
  WeeklyHours,
  Weekday,
} from './calendar.ts';
export { weekdays } from './calendar.ts';
export { parseCalendar, type CalendarError, type ParsedCalendar } from './parse-calendar.ts';
export { businessSeconds, type BusinessOptions, type BusinessTime } from './business-seconds.ts';
export { businessIntervals, type BusinessInterval } from './business-intervals.ts';
export { dueInstant } from './due-instant.ts';
export { phaseAt } from './phase-at.ts';
export { inForceAt } from './in-force-at.ts';
export { answerRow, answerRows, type BusinessTimeAnswer, type BusinessTimeFailure } from './business-time-rows.ts';
export { loadCalendars, setCalendar, type AccountCalendars } from './calendar-store.ts';
export { findCalendars, type Calendar } from './find-calendars.ts';
export { previewBusinessTime, type PreviewedSpan } from './preview-business-time.ts';
export { parseHolidaysFile, type HolidaysFile } from './parse-holidays-file.ts';
export { findLeave, setLeave } from './leave.ts';
export { getSlaHours, setSlaHours, type SlaHours } from './sla-hours.ts';
