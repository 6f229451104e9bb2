/** What one interval of a week brought. `weeksAgo`: 1 is the newest. */
export interface PastValue { readonly weeksAgo: number; readonly count: number }

export interface Foretold {
  /** Mean arrivals. */
  readonly expected: number;
  /** Eight in ten such intervals should lie between them. */
  readonly low: number;
  readonly high: number;
  /** How many weeks it rests on, those left out not among them. */
  readonly weeks: number;
  readonly trimmed: number;
}

const fade = 0.85;
const trimFrom = 4;
const deviationsMax = 3;
/** Makes the median deviation of a normal distribution its standard deviation. */
const scale = 1.4826;
/** Eight in ten of a normal distribution lie within so many standard deviations. */
const eightInTen = 1.2816;

/** Weighted mean of the same interval in past weeks, outliers left out, with its spread. Null: there is no past. */
export function foretell(past: readonly PastValue[]): Foretold | null {
  if (past.length === 0) return null;
  const kept = past.length < trimFrom ? past : withoutOutliers(past);
  const weights = kept.map(({ weeksAgo }) => fade ** (weeksAgo - 1));
  const total = sum(weights);
  const expected = sum(kept.map(({ count }, at) => count * weights[at]!)) / total;
  const spread = sum(kept.map(({ count }, at) => (count - expected) ** 2 * weights[at]!)) / total;
  const effective = total ** 2 / sum(weights.map((weight) => weight ** 2));
  // What comes varies by itself, and the mean is known only as well as the weeks tell it.
  const deviation = Math.sqrt(Math.max(spread * (effective > 1 ? effective / (effective - 1) : 1), expected) * (1 + 1 / effective));
  return { expected: rounded(expected), low: rounded(Math.max(0, expected - eightInTen * deviation)), high: rounded(expected + eightInTen * deviation), weeks: kept.length, trimmed: past.length - kept.length };
}

function withoutOutliers(past: readonly PastValue[]): readonly PastValue[] {
  const middle = median(past.map(({ count }) => count));
  // Never stricter than chance: where all weeks but one say 0, the one is no outlier by a deviation of 0.
  const deviation = Math.max(median(past.map(({ count }) => Math.abs(count - middle))) * scale, Math.sqrt(Math.max(middle, 1)));
  return past.filter(({ count }) => Math.abs(count - middle) <= deviationsMax * deviation);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const rounded = (value: number): number => Math.round(value * 100) / 100;
