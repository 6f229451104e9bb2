import { emptySettings, type ReportSettings } from '#core/reports/index.ts';
import type { ReportSettingsInput } from '../schemas/scheduled-reports.ts';

/** Settings that are given, over those that a report has without. */
export function parseReportSettings(given: ReportSettingsInput = {}): ReportSettings {
  return { ...emptySettings, ...given };
}
