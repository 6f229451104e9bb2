import { loadCalendars, phaseAt } from '#core/calendars/index.ts';
import type { Tx } from '#storage/index.ts';

/** Whether a queue takes anything at some time from one instant to another (epoch ms). */
export type IsOpen = (fromMs: number, toMs: number) => boolean;

const stepMs = 300_000;

/** By the calendar's version that is in force at each instant, looked at every five minutes; people work in the backup phase too. Null: always open. */
export async function loadOpenTimes(tx: Tx, calendarId: number | null): Promise<IsOpen> {
  if (calendarId === null) return () => true;
  const versions = (await loadCalendars(tx)).byId.get(calendarId) ?? [];
  return (fromMs, toMs) => {
    for (let at = fromMs; at < toMs; at += stepMs) if (phaseAt(versions, at) !== 'closed') return true;
    return false;
  };
}
