import type { Call, Tx } from '#http/index.ts';
import { nowText } from '#core/kernel/index.ts';
import type { ReportPorts } from '../ports-reports.ts';
import type { ReportView } from '../render/report.ts';

export const savedScope = { dialect: 'timetoreply', noun: 'saved-report' } as const;
export const scheduleScope = { dialect: 'timetoreply', noun: 'report-schedule' } as const;

/** What an answer about reports needs besides them. */
export async function viewOf(ports: ReportPorts, tx: Tx, { principal, clock, url }: Pick<Call, 'principal' | 'clock' | 'url'>): Promise<ReportView> {
  return { accountId: principal.accountId, zone: principal.zone, now: nowText(clock), origin: new URL(url).origin, goals: await ports.getReplyGoals(tx, clock.nowMs()) };
}
