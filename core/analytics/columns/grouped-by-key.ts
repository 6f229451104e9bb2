import { addTo, type Histogram } from '../figures/histogram.ts';
import type { FigureGroup } from '../figures/figure-groups.ts';
import { valuesCount } from '../figures/figure-values.ts';
import { placesOf, sumPlaces, type FigureSlots } from './figure-slots.ts';
import type { GroupRows } from './group-rows.ts';
import { GroupTable } from './group-table.ts';
import { noWhole } from './read-columns.ts';
import type { SplitKeys } from './split-keys.ts';

export interface GroupingOptions {
  /** Medians by sorting; else by the buckets of histograms. */
  readonly isExact: boolean;
  /** By number of the key, 1 where it is counted; null: all are. */
  readonly shown: Uint8Array | null;
}

/** The counted rows of one kind, put together by the number of their key and by their code. */
export interface CountedGroups {
  /** Values of the group (`groupValues`) by key. */
  values(keys: SplitKeys, group: FigureGroup, slots: FigureSlots): Map<string, number[]>;
  /** Spans that metrics mean: by number of the key and metric, either each of them or how many in each bucket. */
  readonly exact: readonly Float64Array[];
  readonly buckets: GroupTable;
}

const bucketsEnd = 1_024;
const bucketsFrom = 2;

export function groupsByKey(rows: readonly GroupRows[], keys: SplitKeys, { meant, indexOf }: FigureSlots, { isExact, shown }: GroupingOptions): CountedGroups {
  const [table, buckets] = [new GroupTable(), new GroupTable()];
  const exact: number[][] = [];
  for (const { segment, group, first, end, isCounted, codeOf, spans } of rows) {
    const keyOf = keys.reader(segment, group.name);
    for (let at = first; at < end; at += 1) {
      if (isCounted[at] === 0) continue;
      const key = keyOf(at);
      if (shown !== null && shown[key] === 0) continue;
      const code = codeOf(at);
      if (spans === null) {
        table.add(key, indexOf[code]!, 0, 0);
        continue;
      }
      const [business, raw] = [spans.business[at]!, spans.raw[at]!];
      table.add(key, indexOf[code]!, business === noWhole ? 0 : business, raw === noWhole ? 0 : raw);
      const metrics = meant[code]!;
      if (metrics === 0) continue;
      const metric = metrics === 1 ? 0 : 1;
      if (isExact) (exact[metric] ??= []).push(spanNumber(key, business));
      else buckets.add(key, metric * bucketsEnd + spans.bucket[at]! + bucketsFrom, 0, 0);
    }
  }
  return { values: (...of) => valuesByKey(table, ...of), exact: exact.map((numbers) => Float64Array.from(numbers).sort()), buckets };
}

/** Keys and spans as numbers that sort by key, then by span. */
const spanNumber = (key: number, business: number): number => key * 4_294_967_296 + business + 2_147_483_648;
const keyOfNumber = (number: number): number => Math.floor(number / 4_294_967_296);
const spanOfNumber = (number: number): number => number - keyOfNumber(number) * 4_294_967_296 - 2_147_483_648;

function valuesByKey(table: GroupTable, keys: SplitKeys, group: FigureGroup, { slots, meant, codeAt }: FigureSlots): Map<string, number[]> {
  const byKey = new Map<string, number[]>();
  const length = valuesCount(group);
  const sumsAt = group.metrics.map(({ metric }) => placesOf(group).get(`${metric}.count`)!);
  table.each((number, index, count, business, raw) => {
    const code = codeAt(index);
    for (const key of keys.texts(number)) {
      let values = byKey.get(key);
      if (values === undefined) byKey.set(key, values = Array.from({ length }, () => 0));
      for (const slot of slots(code)) values[slot]! += count;
      for (const [metric, at] of sumsAt.entries()) {
        if ((meant[code]! & (1 << metric)) === 0) continue;
        values[at + sumPlaces.business]! += business;
        values[at + sumPlaces.raw]! += raw;
      }
    }
  });
  return byKey;
}

/** Of one metric, by key. */
export interface SpansByKey { readonly lists: Map<string, Float64Array[]>; readonly histograms: Map<string, Histogram> }

export function spansByKey({ exact, buckets }: CountedGroups, metrics: number, keys: SplitKeys): SpansByKey[] {
  const byMetric = Array.from({ length: metrics }, (): SpansByKey => ({ lists: new Map(), histograms: new Map() }));
  for (const [metric, numbers] of exact.entries()) {
    if (!numbers) continue;
    const { lists } = byMetric[metric]!;
    for (let from = 0, to = 0; from < numbers.length; from = to) {
      const key = keyOfNumber(numbers[from]!);
      while (to < numbers.length && keyOfNumber(numbers[to]!) === key) to += 1;
      const spans = numbers.subarray(from, to).map(spanOfNumber);
      for (const text of keys.texts(key)) lists.set(text, [...lists.get(text) ?? [], spans]);
    }
  }
  buckets.each((number, code, count) => {
    const { histograms } = byMetric[Math.floor(code / bucketsEnd)]!;
    for (const text of keys.texts(number)) {
      let histogram = histograms.get(text);
      if (histogram === undefined) histograms.set(text, histogram = new Map<number, number>());
      addTo(histogram, code % bucketsEnd - bucketsFrom, count);
    }
  });
  return byMetric;
}

/** Nearest ranks, as `percentile_disc` has them. */
export function ranksOf(lists: readonly Float64Array[]): [median: number | null, p90: number | null] {
  const length = lists.reduce((sum, list) => sum + list.length, 0);
  if (length === 0) return [null, null];
  let sorted = lists[0]!;
  if (lists.length > 1) {
    sorted = new Float64Array(length);
    lists.reduce((at, list) => { sorted.set(list, at); return at + list.length; }, 0);
    sorted.sort();
  }
  const rank = (share: number): number => sorted[Math.max(1, Math.ceil(share * length)) - 1]!;
  return [rank(0.5), rank(0.9)];
}
