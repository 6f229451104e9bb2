/** Steps of lengths of time that people read: seconds. */
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000];

/** At most five even steps from 0 to no less than `most`: the values to draw lines at. `unit` seconds: steps that are round as time. */
export function ticksUpTo(most: number, unit: 'count' | 'seconds' | 'percent'): number[] {
  const top = unit === 'percent' ? 100 : Math.max(most, unit === 'seconds' ? 60 : 4);
  const step = unit === 'seconds' ? timeSteps.find((one) => top / one <= 5) ?? roundStep(top / 5) : roundStep(top / 5);
  return Array.from({ length: Math.ceil(top / step - 1e-9) + 1 }, (_, at) => at * step);
}

/** The smallest 1, 2, 5 or 10 of a power of ten that is no less; never below 1, as counts are whole. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return Math.max(1, [1, 2, 5, 10].map((one) => one * power).find((one) => one >= least) ?? least);
}

/** Which of so many labels are drawn where each needs `pixels`: every n-th, from the first on. */
export function labelEvery(count: number, width: number, pixels: number): number {
  const fit = Math.max(1, Math.floor(width / pixels));
  return Math.max(1, Math.ceil(count / fit));
}
