import { sql, type Sql, type Tx } from '#storage/index.ts';
import { teamAgents } from '../figures/figure-key.ts';
import type { FigureGroup } from '../figures/figure-groups.ts';
import type { FigureSplit } from '../figures/figures.ts';
import type { LogContext } from '../log/log-context.ts';
import { types } from '../log/traits.ts';
import type { Dictionaries } from './dictionaries.ts';
import { IdCodes } from './id-codes.ts';
import { readColumns } from './read-columns.ts';
import type { GroupRows } from './group-rows.ts';
import { instantsOf } from './instants-of.ts';
import { ordinalOf, type Segment } from './segment.ts';
import { dayText, mondayOf, ZoneClock } from './zone-clock.ts';

/** How a split reads the keys of rows: whole numbers, of which each stands for one key or several. */
export interface SplitKeys {
  /** The number of the row at a position of the group's rows in the segment. */
  readonly reader: (segment: Segment, group: FigureGroup['name']) => (at: number) => number;
  /** Keys as `FigureRow` has them, '' for none; several where the row counts under each of them. */
  readonly texts: (number: number) => readonly string[];
}

/** What `keyReader` does in SQL. What other tables know is read in the snapshot in which the columns were refreshed. */
export async function splitKeys(tx: Tx, context: LogContext, dictionaries: Dictionaries, rows: readonly GroupRows[], split: FigureSplit | undefined, namedMax: number): Promise<SplitKeys> {
  const keys = await readKeys(tx, context, dictionaries, rows, split, namedMax);
  const known = new Map<number, readonly string[]>();
  return {
    reader: keys.reader,
    texts: (number) => {
      let texts = known.get(number);
      if (texts === undefined) known.set(number, texts = keys.texts(number));
      return texts;
    },
  };
}

async function readKeys(tx: Tx, context: LogContext, dictionaries: Dictionaries, rows: readonly GroupRows[], split: FigureSplit | undefined, namedMax: number): Promise<SplitKeys> {
  const { agents, channels } = dictionaries;
  switch (split) {
    case undefined: return { reader: () => () => 0, texts: () => [''] };
    case 'day': case 'week': case 'month': case 'hour-weekday': return timeKeys(context.filter.zone, split);
    case 'agent': return { reader: agentReader, texts: (code) => [idText(agents, code)] };
    case 'team': return { reader: agentReader, texts: await teamTexts(tx, agents) };
    case 'channel': return { reader: ({ messages, conversations }, group) => { const { channel } = group === 'messages' ? messages : conversations; return (at) => channel[at]!; }, texts: (code) => [idText(channels, code)] };
    case 'direction': return { reader: ({ messages, conversations }, group) => { const { traits } = group === 'messages' ? messages : conversations; return (at) => traits[at]! & 3; }, texts: (code) => [types[code]!] };
    case 'contact': return ofConversations(rows, await contactsOf(tx, conversationsOf(rows, namedMax)));
    case 'domain': return ofConversations(rows, await domainsOf(tx, conversationsOf(rows, namedMax)));
    case 'label': return ofConversations(rows, await labelsOf(tx, conversationsOf(rows, namedMax)));
  }
}

function idText(codes: IdCodes, code: number): string {
  return code === 0 ? '' : String(codes.idOf(code));
}

function agentReader({ messages, conversations }: Segment, group: FigureGroup['name']): (at: number) => number {
  const agent = group === 'messages' ? messages.agent : conversations.firstReplyAgent;
  return (at) => agent[at]!;
}

async function teamTexts(tx: Tx, agents: IdCodes): Promise<(code: number) => readonly string[]> {
  const teams = new Map<number, string[]>();
  for (const { teamId, agentId } of await teamAgents(tx)) teams.set(agents.find(agentId), [...teams.get(agents.find(agentId)) ?? [], String(teamId)]);
  return (code) => (code === 0 ? none : teams.get(code) ?? none);
}

const none: readonly string[] = [''];

function timeKeys(zone: string, split: 'day' | 'week' | 'month' | 'hour-weekday'): SplitKeys {
  const clock = new ZoneClock(zone);
  if (split === 'hour-weekday') return { reader: (segment, group) => { const at = instantsOf(segment, group); return (row) => clock.weekHourOf(at[row]!); }, texts: (hour) => [`${Math.floor(hour / 24)}-${hour % 24}`] };
  const firstOf = split === 'day' ? (day: number) => day : split === 'week' ? mondayOf : firstOfMonth();
  return {
    reader: (segment, group) => { const at = instantsOf(segment, group); return (row) => firstOf(clock.dayOf(at[row]!)); },
    texts: (day) => [split === 'month' ? dayText(day).slice(0, 7) : dayText(day)],
  };
}

/** Remembers each day that it was asked. */
function firstOfMonth(): (day: number) => number {
  const known = new Map<number, number>();
  let [last, first] = [Number.NaN, 0];
  return (day) => {
    if (day === last) return first;
    last = day;
    first = known.get(day) ?? day - Temporal.PlainDate.from('1970-01-01').add({ days: day }).day + 1;
    known.set(day, first);
    return first;
  };
}

/** Numbers of conversations by their ids; those that are not among them have 0, which is ''. */
interface Numbered { readonly ids: Float64Array; readonly numbers: Int32Array; readonly texts: readonly (readonly string[])[] }

function ofConversations(rows: readonly GroupRows[], { ids, numbers, texts }: Numbered): SplitKeys {
  const bySegment = new Map([...new Set(rows.map(({ segment }) => segment))].map((segment) => {
    const own = new Int32Array(segment.conversations.count);
    for (let at = 0; at < ids.length; at += 1) {
      const ordinal = ordinalOf(segment.conversations, ids[at]!);
      if (ordinal >= 0) own[ordinal] = numbers[at]!;
    }
    return [segment, own];
  }));
  return {
    reader: (segment, group) => {
      const own = bySegment.get(segment)!;
      const { conversation } = segment.messages;
      return group === 'messages' ? (at) => own[conversation[at]!]! : (at) => own[at]!;
    },
    texts: (number) => texts[number]!,
  };
}

async function contactsOf(tx: Tx, only: readonly number[] | null): Promise<Numbered> {
  const { ids, values } = await conversationsWith(tx, 'contact_id', only);
  const codes = new IdCodes();
  const numbers = Int32Array.from(values, (id) => codes.add(id));
  return { ids, numbers, texts: Array.from({ length: codes.size }, (_, code) => [idText(codes, code)]) };
}

async function domainsOf(tx: Tx, only: readonly number[] | null): Promise<Numbered> {
  const { ids, values } = await conversationsWith(tx, 'counterpart_id', only);
  const counterparts = new IdCodes();
  const codes = Int32Array.from(values, (id) => counterparts.add(id));
  const texts: string[][] = [['']];
  const known = new Map<string, number>([['', 0]]);
  const numberOf = new Int32Array(counterparts.size);
  const all = Array.from({ length: counterparts.size - 1 }, (_, at) => counterparts.idOf(at + 1));
  const rows = await tx.rows(sql<{ domain: string; ids: number[] }>`SELECT a.domain, array_agg(a.id) AS ids FROM addresses a WHERE a.account_id = ${tx.accountId} AND a.id = ANY(${all}::bigint[]) GROUP BY 1`);
  for (const { domain, ids: members } of rows) {
    const number = known.get(domain) ?? texts.length;
    if (number === texts.length) texts.push([domain]);
    known.set(domain, number);
    for (const id of members) numberOf[counterparts.find(id)] = number;
  }
  return { ids, numbers: codes.map((code) => numberOf[code]!), texts };
}

/** So many conversations at most are named in a question to another table; of more all of the account are read. */
export const usualNamedMax = 20_000;

/** The conversations whose rows count, or that hold such; null: many. */
function conversationsOf(rows: readonly GroupRows[], namedMax: number): number[] | null {
  const ids: number[] = [];
  for (const segment of new Set(rows.map((each) => each.segment))) {
    const counted = new Uint8Array(segment.conversations.count);
    for (const { group, first, end, isCounted } of rows.filter((each) => each.segment === segment)) {
      for (let at = first; at < end; at += 1) if (isCounted[at] === 1) counted[group.name === 'messages' ? segment.messages.conversation[at]! : at] = 1;
    }
    for (let ordinal = 0; ordinal < counted.length; ordinal += 1) if (counted[ordinal] === 1 && ids.push(segment.conversations.id[ordinal]!) > namedMax) return null;
  }
  return ids;
}

/** How many conversations one statement hands over. */
const rowsAtOnce = 100_000;

function isAmongst(id: Sql, only: readonly number[] | null): Sql {
  return only === null ? sql`true` : sql`${id} = ANY(${[...only]}::bigint[])`;
}

/** Conversations that name one, and whom. */
async function conversationsWith(tx: Tx, column: 'contact_id' | 'counterpart_id', only: readonly number[] | null): Promise<{ readonly ids: Float64Array; readonly values: Float64Array }> {
  const [ids, values]: [Float64Array[], Float64Array[]] = [[], []];
  for (let last = 0, found = rowsAtOnce; found === rowsAtOnce;) {
    const { count, columns } = await readColumns(tx, { id: 'id', value: 'id' }, sql`
      SELECT v.id, v.${sql.ref(column)} AS value FROM conversations v WHERE v.account_id = ${tx.accountId} AND v.id > ${last} AND ${isAmongst(sql`v.id`, only)} ORDER BY v.id LIMIT ${rowsAtOnce}`);
    ids.push(columns.id);
    values.push(columns.value);
    found = count;
    last = columns.id.at(-1) ?? last;
  }
  return { ids: joined(ids), values: joined(values) };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
  return whole;
}

/** Conversations with the same labels, their own and those of their mails, have one number. */
async function labelsOf(tx: Tx, only: readonly number[] | null): Promise<Numbered> {
  const { columns } = await readColumns(tx, { id: 'id', label: 'id' }, sql`
    SELECT l.id, l.label FROM (
      SELECT x.conversation_id AS id, x.label_id AS label FROM conversation_labels x WHERE x.account_id = ${tx.accountId} AND ${isAmongst(sql`x.conversation_id`, only)}
      UNION SELECT f.conversation_id, x.label_id FROM message_labels x JOIN message_facts f ON f.account_id = x.account_id AND f.message_id = x.message_id WHERE x.account_id = ${tx.accountId} AND ${isAmongst(sql`f.conversation_id`, only)}) l ORDER BY 1, 2`);
  const texts: string[][] = [['']];
  const known = new Map<string, number>();
  const [ids, numbers]: [number[], number[]] = [[], []];
  for (let at = 0; at < columns.id.length;) {
    const carried: string[] = [];
    const id = columns.id[at]!;
    for (; columns.id[at] === id; at += 1) carried.push(String(columns.label[at]));
    const set = carried.join();
    const number = known.get(set) ?? texts.push(carried) - 1;
    known.set(set, number);
    ids.push(id);
    numbers.push(number);
  }
  return { ids: Float64Array.from(ids), numbers: Int32Array.from(numbers), texts };
}
