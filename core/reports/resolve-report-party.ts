import { resolveParty, type LogFilter, type Party } from '#core/analytics/index.ts';
import { invalid, isMailAddress } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import type { NamedParty, ReportFilter, ReportSettings } from './report-settings.ts';

const domainPattern = /^@?(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u;
/** An address or domain that no mail has had yet: an empty report is the truth. */
const stranger: Party = { kind: 'contacts', addressIds: [], domains: [] };

/** Whom a name means now. Any name that stands for nothing is `invalid`: a report full of zeros because of a typing error would be believed. */
export async function resolveReportParty(tx: Tx, field: string, { name, type }: NamedParty): Promise<Party> {
  const party = await resolveParty(tx, name, type);
  if (party) return party;
  if ((type === null || type === 'contact') && (isMailAddress(name) || domainPattern.test(name))) return stranger;
  throw invalid(field, 'stands for nobody who is known here', 'report-party-unknown');
}

/** Throws `invalid` where a party of the settings is unknown now. */
export async function checkReportParties(tx: Tx, { filter }: ReportSettings): Promise<void> {
  if (filter.party) await resolveReportParty(tx, 'filter.party', filter.party);
  if (filter.communicatingWith) await resolveReportParty(tx, 'filter.communicatingWith', filter.communicatingWith);
}

export interface ReportDays { readonly fromDay: string; readonly toDay: string; readonly zone: string; readonly nowMs: number }

/** The filter that analytics counts by. */
export async function toLogFilter(tx: Tx, { party, communicatingWith, ...rest }: ReportFilter, days: ReportDays): Promise<LogFilter> {
  return {
    ...rest, ...days,
    ...(party && { party: await resolveReportParty(tx, 'filter.party', party) }),
    ...(communicatingWith && { communicatingWith: await resolveReportParty(tx, 'filter.communicatingWith', communicatingWith) }),
  };
}
