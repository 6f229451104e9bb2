import { defaultTrend, type ReportPorts, type ReportSchedule, type SavedReport } from '../ports-reports.ts';

const at = '2023-02-01T19:49:08Z';
const goal = { goal: 7_200, bands: [] };

/** A core that keeps nothing: what it is given comes back, and a schedule without filters is there as 1. */
export function fakeReports(): ReportPorts {
  const schedule: ReportSchedule = {
    id: 1, name: 'Test Scheduled Report', type: 'comparative', settings: { filter: {}, goals: null, trend: defaultTrend }, format: 'pdf', frequency: 'monthly', weekdays: [], monthMoment: 'last', monthDay: null, localTime: '19:33:14', zone: 'UTC',
    includesToday: true, language: 'en', recipients: ['board@example.com'], ownerId: 7, ownerEmail: 'ada@example.com', nextAt: '2023-02-06T13:10:00Z', pausedBecause: null, createdAt: at, updatedAt: at,
  };
  const saved: SavedReport = { id: 2, name: 'Saved', type: 'overview', settings: schedule.settings, createdBy: 7, createdAt: at, updatedAt: at };
  return {
    getReplyGoals: async () => ({ firstReply: goal, overall: goal, close: goal }),
    getExtensions: async () => new Map([[1, { exportType: 'xlsx' }]]),
    putExtensions: async () => undefined,
    findSavedReports: async () => [saved],
    saveReport: async (_tx, _act, input) => ({ ...saved, ...input }),
    findReportSchedules: async () => [schedule],
    findReportSchedulePage: async () => ({ total: 0, rows: [] }),
    getReportSchedule: async () => schedule,
    createReportSchedule: async (_tx, _act, { isPaused: _paused, ...input }) => ({ ...schedule, ...input }),
    changeReportSchedule: async (_tx, _act, _id, { isPaused: _paused, ...change }) => ({ ...schedule, ...change }),
    deleteReportSchedule: async () => undefined,
    askForReport: async (_tx, _act, question) => ({
      ...question, id: 1, kind: 'shared', scheduleId: null, dueAt: at, missed: 0, zone: 'UTC', language: 'en', askedBy: 7, state: 'waiting', problem: null, createdAt: at, endedAt: null, file: null, mails: [],
    }),
  };
}
