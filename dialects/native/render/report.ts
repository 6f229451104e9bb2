import type { ReportRun, ReportSchedule, ReportSettings, SavedReport } from '#core/reports/index.ts';

/** Lists that may be written, as the schemas' types have them. */
export function reportSettingsView({ filter, goals, trend }: ReportSettings) {
  const { labels, threadTypes, threadStatuses, classifications, messageTypes, replies, deal, ...rest } = filter;
  return {
    goals, trend,
    filter: {
      ...rest, ...(labels && { labels: [...labels] }), ...(threadTypes && { threadTypes: [...threadTypes] }), ...(threadStatuses && { threadStatuses: [...threadStatuses] }),
      ...(classifications && { classifications: [...classifications] }), ...(messageTypes && { messageTypes: [...messageTypes] }), ...(replies && { replies: [...replies] }),
      ...(deal && { deal: dealView(deal) }),
    },
  };
}

function dealView({ stageIds, ownerIds, ...rest }: NonNullable<ReportSettings['filter']['deal']>) {
  return { ...rest, ...(stageIds && { stageIds: [...stageIds] }), ...(ownerIds && { ownerIds: [...ownerIds] }) };
}

export const savedReportView = (report: SavedReport) => ({ ...report, settings: reportSettingsView(report.settings) });

export const reportScheduleView = (schedule: ReportSchedule) => (
  { ...schedule, settings: reportSettingsView(schedule.settings), weekdays: [...schedule.weekdays], recipients: [...schedule.recipients] });

export const reportRunView = (run: ReportRun) => ({ ...run, settings: reportSettingsView(run.settings), mails: [...run.mails] });
