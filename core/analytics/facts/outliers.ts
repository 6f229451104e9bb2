import { inForceAt } from '#core/calendars/index.ts';
import type { FactSettings, OutlierThresholds } from './conversation-input.ts';

/** Whether a business span (seconds) is longer than the metric's threshold in force at an instant (epoch ms). */
export function isOutlier(
  settings: FactSettings,
  metric: keyof OutlierThresholds,
  businessSpan: number | null,
  atMs: number,
): boolean {
  const threshold = inForceAt(settings.outliers, atMs)?.value[metric] ?? null;
  return threshold !== null && businessSpan !== null && businessSpan > threshold;
}
