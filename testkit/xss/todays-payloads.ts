import { shareOfDay } from '../walks/share-of-day.ts';
import { payloads, type Payload } from './payloads.ts';

/** Of each class of payloads those whose turn it is today, in their order: where a browser has to show every one. Classes that are named in `always` are shown whole every day. */
export function todaysPayloads({ days, about, always = [] }: { readonly days: number; readonly about: string; readonly always?: readonly string[] }): Payload[] {
  const classes = [...new Set(payloads.map(({ class: name }) => name))];
  return classes.flatMap((name) => shareOfDay(payloads.filter((one) => one.class === name), { days: always.includes(name) ? 1 : days, about: `${about} ${name}` }));
}
