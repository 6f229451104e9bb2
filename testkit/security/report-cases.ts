import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
type Ask = (things: Things) => Question;
const get = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path: `${v1}${path}`, query });
const ask = (method: 'POST' | 'PATCH' | 'DELETE', path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const reads = (needs: RouteCase['needs'], good: Ask, about?: string): RouteCase => ({
  door: 'token', needs, status: 200, writes: [], good, ...(about === undefined ? { probes: [], namesNothing: 'lists the account\'s' } : { probes: [{ about, isTelling: true, ask: good }] }),
});
const changes = (status: number, writes: readonly string[], good: Ask, about: string): RouteCase => ({ door: 'token', needs: 'reports.export', status, writes, good, probes: [{ about, isTelling: true, ask: good }] });
const makes = (status: number, writes: readonly string[], good: Ask): RouteCase => ({ door: 'token', needs: 'reports.export', status, writes, good, probes: [], namesNothing: 'makes one out of what it is given' });
const deletes = (good: Ask, about: string, probe: Ask): RouteCase => ({ door: 'token', needs: 'reports.export', status: 404, writes: [], good, probes: [{ about, isTelling: true, ask: probe }] });
let count = 0;

const schedule = { name: 'Made', type: 'overview', format: 'csv', frequency: 'daily', localTime: '09:00:00', recipients: ['made@else.test'] };

/** Saved and scheduled reports and what was made of them: dialects/native/operations-reports.ts. */
export const reportCases: RouteCases = {
  [`GET ${v1}/saved-reports`]: reads('reports.read', () => get('/saved-reports')),
  [`GET ${v1}/saved-reports/:id`]: reads('reports.read', ({ savedReportId }) => get(`/saved-reports/${savedReportId}`), 'saved report id'),
  [`POST ${v1}/saved-reports`]: {
    ...makes(201, ['saved_reports', 'audit_log'], () => ask('POST', '/saved-reports', { name: 'Made', type: 'overview' })),
    probes: [{ about: 'an agent by name', isTelling: false, ask: ({ agentName }) => ask('POST', '/saved-reports', { name: 'Made', type: 'overview', settings: { filter: { party: { name: agentName, type: 'agent' } } } }) }],
  },
  [`PATCH ${v1}/saved-reports/:id`]: changes(200, ['saved_reports', 'audit_log'], ({ savedReportId }) => ask('PATCH', `/saved-reports/${savedReportId}`, { name: `n${(count += 1)}` }), 'saved report id'),
  [`GET ${v1}/report-schedules`]: reads('reports.read', () => get('/report-schedules')),
  [`GET ${v1}/report-schedules/:id`]: reads('reports.read', ({ reportScheduleId }) => get(`/report-schedules/${reportScheduleId}`), 'schedule id'),
  [`POST ${v1}/report-schedules`]: makes(201, ['report_schedules', 'audit_log'], () => ask('POST', '/report-schedules', schedule)),
  [`PATCH ${v1}/report-schedules/:id`]: changes(200, ['report_schedules', 'audit_log'], ({ reportScheduleId }) => ask('PATCH', `/report-schedules/${reportScheduleId}`, { name: `n${(count += 1)}` }), 'schedule id'),
  [`POST ${v1}/report-schedules/:id/runs`]: changes(202, ['report_runs', 'audit_log'], ({ reportScheduleId }) => ask('POST', `/report-schedules/${reportScheduleId}/runs`, {}), 'schedule id'),
  [`GET ${v1}/report-runs`]: { ...reads('reports.read', () => get('/report-runs')), probes: [{ about: 'schedule id', isTelling: true, ask: ({ reportScheduleId }) => get('/report-runs', ['scheduleId', reportScheduleId]) }] },
  [`GET ${v1}/report-runs/:id`]: reads('reports.read', ({ reportRunId }) => get(`/report-runs/${reportRunId}`), 'run id'),
  [`GET ${v1}/report-runs/:id/file`]: reads('reports.export', ({ reportRunId }) => get(`/report-runs/${reportRunId}/file`), 'run id'),
  [`POST ${v1}/report-runs`]: makes(202, ['report_runs', 'audit_log'], () => ask('POST', '/report-runs', { name: 'Made', type: 'overview', format: 'csv', fromDay: '2024-05-01', toDay: '2024-05-05' })),
  // last: after these the things are gone, where the account itself asks
  [`DELETE ${v1}/saved-reports/:id`]: deletes(() => ask('DELETE', '/saved-reports/7000000'), 'saved report id', ({ savedReportId }) => ask('DELETE', `/saved-reports/${savedReportId}`)),
  [`DELETE ${v1}/report-schedules/:id`]: deletes(() => ask('DELETE', '/report-schedules/7000000'), 'schedule id', ({ reportScheduleId }) => ask('DELETE', `/report-schedules/${reportScheduleId}`)),
};

const tools = '/api/tools';
const scheduled = { reportType: 'overview', exportType: 'pdf', frequency: 'daily', options: {}, customEmails: ['made@else.test'] };
const wire = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, json?: unknown, query: readonly (readonly [string, string])[] = []): Question => ({ method, path: `${tools}${path}`, ...(json === undefined ? {} : { json }), ...(query.length > 0 && { query }) });

/** The same of the timetoreply API. */
export const timetoreplyReportCases: RouteCases = {
  [`GET ${tools}/scheduled-reports`]: { ...reads('reports.read', () => wire('GET', '/scheduled-reports')), probes: [{ about: 'name', isTelling: true, ask: ({ subject }) => wire('GET', '/scheduled-reports', undefined, [['search', subject]]) }] },
  [`POST ${tools}/scheduled-reports`]: {
    ...makes(200, ['report_schedules', 'extensions', 'audit_log'], () => wire('POST', '/scheduled-reports', scheduled)),
    probes: [{ about: 'an agent by name', isTelling: false, ask: ({ agentName }) => wire('POST', '/scheduled-reports', { ...scheduled, options: { model: agentName, model_type: 'Agent' } }) }],
  },
  [`GET ${tools}/scheduled-reports/:id`]: reads('reports.read', ({ reportScheduleId }) => wire('GET', `/scheduled-reports/${reportScheduleId}`), 'schedule id'),
  [`PATCH ${tools}/scheduled-reports/:id`]: changes(200, ['report_schedules', 'extensions', 'audit_log'], ({ reportScheduleId }) => wire('PATCH', `/scheduled-reports/${reportScheduleId}`, { ...scheduled, name: `n${(count += 1)}` }), 'schedule id'),
  [`GET ${tools}/reports`]: reads('reports.read', () => wire('GET', '/reports', undefined, [['includeScheduled', '1']])),
  [`POST ${tools}/reports`]: makes(200, ['saved_reports', 'extensions', 'audit_log'], () => wire('POST', '/reports', { reportType: 'overview', reportName: 'Made', options: {}, widgets: ['x'] })),
  [`POST ${tools}/reports/share`]: makes(200, ['report_runs', 'audit_log'], () => wire('POST', '/reports/share', { reportType: 'overview', to: ['made@else.test'], options: {} })),
  [`DELETE ${tools}/scheduled-reports/:id`]: { // not telling: where the account itself asked it would be gone for the cases that follow
    door: 'token', needs: 'reports.export', status: 404, writes: [], good: () => wire('DELETE', '/scheduled-reports/7000000'), probes: [{ about: 'schedule id', isTelling: false, ask: ({ reportScheduleId }) => wire('DELETE', `/scheduled-reports/${reportScheduleId}`) }],
  },
};
