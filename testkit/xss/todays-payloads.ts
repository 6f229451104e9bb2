import { shareOfDay } from '../walks/share-of-day.ts';
import { payloads, type Payload } from './payloads.ts';

/** Of each class of payloads those whose turn it is today, in their order: where a browser has to show every one, half a second each. */
export function todaysPayloads({ days, about }: { readonly days: number; readonly about: string }): Payload[] {
  return [...new Set(payloads.map(({ class: name }) => name))].flatMap((name) => shareOfDay(payloads.filter((one) => one.class === name), { days, about: `${about} ${name}` }));
}
