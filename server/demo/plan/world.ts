import type { Language } from '../company.ts';
import { meetCustomers, type Customer } from '../customers.ts';
import { phrases as english } from '../texts/english/phrases.ts';
import { phrases as german } from '../texts/german/phrases.ts';
import type { Phrases } from '../texts/topic.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { spinText, type Facts } from './spin-text.ts';
import { planWeek, type Week } from './week.ts';

/** What all stories of one demo share. */
export interface World {
  readonly random: Random;
  readonly week: Week;
  /** Nothing is dated later than this: what would be has not happened yet. */
  readonly untilMs: number;
  readonly phrases: Readonly<Record<Language, Phrases>>;
  newCustomer(language: Language): Customer;
  /** A Message-ID of this domain. */
  newId(domain: string): string;
  factsFor(customer: Customer): Facts;
  /** A text that nobody has said yet, as long as the template has one. */
  sayNew(template: string, facts: Facts): string;
}

/** Model and how its serial numbers begin. */
const models = [['Aufguss 2', 'A2'], ['Aufguss 4', 'A4'], ['Samo Mini', 'SM'], ['Samo Duo', 'SD'], ['Kontor 12', 'K12'], ['Kontor 6', 'K6']] as const;
const weekdays: Readonly<Record<Language, readonly string[]>> = {
  english: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  german: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'],
};
const colours: Readonly<Record<Language, readonly string[]>> = {
  english: ['moss green', 'cream', 'slate', 'copper', 'ink blue'], german: ['Moosgrün', 'Creme', 'Schiefer', 'Kupfer', 'Tintenblau'],
};

export function createWorld(seed: number, nowMs: number): World {
  const random = seededRandom(seed);
  const hex = (): string => Math.floor(random.next() * 2 ** 48).toString(16).padStart(12, '0');
  const said = new Set<string>();
  return {
    random, week: planWeek(nowMs), untilMs: nowMs - 4 * 60_000, phrases: { english, german }, newCustomer: meetCustomers(random),
    newId: (domain) => `${hex()}.${random.between(1000, 9999)}@${domain}`,
    factsFor: (customer) => {
      const [model, series] = random.pick(models);
      return {
        name: customer.name, first: customer.first, last: customer.last, city: customer.city, model,
        order: `SW-${random.between(40_120, 48_990)}`, serial: `${series}-${random.between(2_300, 2_699)}-${random.between(1_000, 9_999)}`,
        weekday: random.pick(weekdays[customer.language]), colour: random.pick(colours[customer.language]), count: String(random.between(21, 68)),
        months: String(random.between(3, 22)), amount: customer.language === 'german' ? `${random.between(9, 240)},${random.between(10, 99)}` : `${random.between(9, 240)}.${random.between(10, 99)}`,
      };
    },
    sayNew: (template, facts) => {
      let text = spinText(template, facts, random);
      for (let tries = 0; tries < 50 && said.has(text); tries += 1) text = spinText(template, facts, random);
      said.add(text);
      return text;
    },
  };
}
