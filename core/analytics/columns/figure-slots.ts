import { sql, type Tx } from '#storage/index.ts';
import { bandEdges, rowsOfFigures, type FigureGroup } from '../figures/figure-groups.ts';
import { valuesCount, valuesOfSpans } from '../figures/figure-values.ts';
import type { FigureName } from '../figures/figures.ts';
import { decoded } from '../figures/grouped-rows.ts';
import type { LogContext } from '../log/log-context.ts';
import { bandShift, codesEnd, goalShift, receivedFlag, sentFlag, traitsMask } from './trait-codes.ts';

/** Which figures of a group count a row, by its code. */
export interface FigureSlots {
  /** Places in the array of the group's values (`groupValues`) that a row of the code adds one to. */
  readonly slots: (code: number) => Int32Array;
  /** Small numbers for codes, and back. */
  readonly indexOf: Int32Array;
  readonly codeAt: (index: number) => number;
  /** Bit m is set where the row's spans are among those that the group's metric m means. By code. */
  readonly meant: Uint8Array;
  /** By code, 1 where the figure counts the row. */
  readonly counts: (figure: FigureName) => Uint8Array;
}

interface Known { readonly slots: Map<number, Int32Array>; readonly indexOf: Int32Array; readonly codes: number[]; readonly meant: Uint8Array }

/**
 * The figures' definitions, as the database applies them: it is asked once for each code that rows can have, and what it said is kept, for a definition does not change while a server runs. So there is one definition,
 * that of `figure-groups.ts`, whoever counts.
 */
export class FigureDefinitions {
  private readonly known = new Map<string, Known>();

  async read(tx: Tx, context: LogContext, group: FigureGroup, codes: Iterable<number>): Promise<FigureSlots> {
    const shape = `${group.name} ${context.party.kind === 'agents'} ${[...rowsOfFigures(group).keys()].join()}`;
    const known = this.known.get(shape) ?? { slots: new Map(), indexOf: new Int32Array(codesEnd), codes: [], meant: new Uint8Array(codesEnd) };
    this.known.set(shape, known);
    const missing = [...new Set(codes)].filter((code) => !known.slots.has(code));
    if (missing.length > 0) await ask(tx, context, group, known, missing);
    return {
      slots: (code) => known.slots.get(code)!, meant: known.meant, indexOf: known.indexOf, codeAt: (index) => known.codes[index]!,
      counts: (figure) => {
        const place = placesOf(group).get(figure);
        const counted = new Uint8Array(codesEnd);
        for (const [code, slots] of known.slots) if (place !== undefined && slots.includes(place)) counted[code] = 1;
        return counted;
      },
    };
  }
}

async function ask(tx: Tx, context: LogContext, group: FigureGroup, known: Known, codes: readonly number[]): Promise<void> {
  const definitions = rowsOfFigures(group);
  const places = placesOf(group);
  const names = [...definitions.keys()];
  const found = await tx.rows(sql<{ code: number; counted: (boolean | null)[] }>`
    SELECT r.code, ARRAY[${sql.join([...definitions.values()])}]::boolean[] AS counted FROM (SELECT r.code, ${decoded(context, group)} FROM (
      SELECT c.code, (c.code & ${sql.lit(traitsMask)})::smallint AS traits, CASE (c.code >> ${sql.lit(goalShift)}) & 3 WHEN 2 THEN true WHEN 1 THEN false END AS in_goal,
        nullif((c.code >> ${sql.lit(bandShift)}) & 15, 0) - 1 AS band, c.code & ${sql.lit(sentFlag)} <> 0 AS sent, c.code & ${sql.lit(receivedFlag)} <> 0 AS received, c.code & ${sql.lit(sentFlag)} <> 0 AS credited,
        0 AS business, 0 AS raw
      FROM unnest(${[...codes]}::integer[]) AS c(code)) r) r`);
  for (const { code, counted } of found) {
    known.indexOf[code] = known.codes.push(code) - 1;
    known.slots.set(code, Int32Array.from(names.flatMap((name, at) => (counted[at] ? [places.get(name)!] : []))));
    for (const [at, { metric }] of group.metrics.entries()) if (counted[names.indexOf(`${metric}.count`)]) known.meant[code]! |= 1 << at;
  }
}

/** Where each figure of the group stands in its values. */
export function placesOf(group: FigureGroup): ReadonlyMap<FigureName, number> {
  const places = new Map<FigureName, number>(group.counts.map(([name], at) => [name, at]));
  let at = group.counts.length;
  for (const { metric, bands } of group.metrics) {
    for (const [leaf, place] of Object.entries(spanPlaces) as [keyof typeof spanPlaces, number][]) places.set(`${metric}.${leaf}`, at + place);
    for (const band of bandEdges(bands).keys()) places.set(`${metric}.bands.${band}`, at + valuesOfSpans + band);
    at += valuesOfSpans + bandEdges(bands).length;
  }
  if (at !== valuesCount(group)) throw new Error('values of a group stand elsewhere than they are counted');
  return places;
}

/** As `spanValues` has them; business and raw are sums. */
const spanPlaces = { count: 0, outliers: 1, withinGoal: 4, overGoal: 5, excluded: 6 } as const;
export const sumPlaces = { business: 2, raw: 3 } as const;
