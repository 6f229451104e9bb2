import type { fakeCore } from './fake-core.ts';

type Ask = (core: ReturnType<typeof fakeCore>) => Promise<{ statusCode: number; body: string }>;

/** The document's own options. */
export const documentOptions = {
  model: 'Joe Blogs', model_type: 'Agent', model_com: 'Important Contact', model_type_com: 'Contact Group', label: ['porro'], exclude_cc: false, exclude_cc_com: false, exclusive: false, search: 'important email subject',
  thread_type: 'inbound,outbound,internal', thread_status: 'internal,await-customer,closed,await-agent', has_replies: 'hasReplies,hasForwards,hasNoRepliesOrForwards', classification: 'calculating,first,reply,reply-all,forward',
  messageType: 'inbound,outbound,internal', replies_over: 15, message_replies_over: 15, no_reply_for: 15,
};
const goals = { init_ttr_goal: '02:00:00', overall_ttr_goal: '02:00:00', overall_ttc_goal: '02:00:00', show_agents: false };
/** The document's scheduled report. */
export const documentSchedule = {
  name: 'Weekly Overview Report', customEmails: ['board@example.com'], reportType: 'overview', exportType: 'xlsx', frequency: 'weekly', includeToday: true, time: '09:00:00', monday: true, tuesday: false, wednesday: false, thursday: false,
  friday: false, saturday: false, sunday: false, timeOfMonth: 'not_applicable', dayOfMonth: 1, options: documentOptions, interactions: [], sla: { initialTTRGoal: '02:00:00', overallTTRGoal: '02:00:00', overallTTCGoal: '02:00:00' },
  trend: { show_agents: false }, widgets: ['in'],
};

/** Each operation of reports with the document's own request. */
export const reportAsks: Readonly<Record<string, Ask>> = {
  'GET api/tools/scheduled-reports': (core) => core.get('/api/tools/scheduled-reports', { search: 'Weekly Overview Report', sort_by: 'name', direction: 'asc' }),
  'POST api/tools/scheduled-reports': (core) => core.send('POST', '/api/tools/scheduled-reports', documentSchedule),
  'GET api/tools/scheduled-reports/{id}': (core) => core.get('/api/tools/scheduled-reports/1'),
  'PATCH api/tools/scheduled-reports/{id}': (core) => core.send('PATCH', '/api/tools/scheduled-reports/1', documentSchedule),
  'DELETE api/tools/scheduled-reports/{id}': (core) => core.send('DELETE', '/api/tools/scheduled-reports/1', {}),
  'GET api/tools/reports': (core) => core.get('/api/tools/reports', { reportType: 'overview', includeScheduled: '1' }),
  'POST api/tools/reports': (core) => core.send('POST', '/api/tools/reports', { reportType: 'overview', reportName: 'Overview Report For Sales Team With DEAL_CLOSED label', options: { ...documentOptions, ...goals }, widgets: ['enim'] }),
  'POST api/tools/reports/share': (core) => core.send('POST', '/api/tools/reports/share', { reportType: 'overview', to: ['a@example.com', 'b@example.com', 'c@example.com'], options: documentOptions, ...goals }),
};
