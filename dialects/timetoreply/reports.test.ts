import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { createContactGroup } from '#core/contacts/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { findReportRuns, getReportSchedule } from '#core/reports/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { timetoreply } from './dialect.ts';
import { documentOptions, documentSchedule } from './testing/report-asks.ts';

interface Scheduled { id: number; name: string; report_type: string; export_type: string; custom_email: string | null; days_of_week: string; relative_time: string; upcoming_recipients: string; report_class: string; time_of_month: string; day_of_month: number | null; include_today: boolean; page_route: string; time: object; options: Record<string, unknown>; widgets: string[] | null }

describe('saved, shared and scheduled reports', () => {
  const path = '/api/tools/scheduled-reports';
  let desk: Desk;
  const tokens: Record<string, string> = {};
  const clock = testClock('2024-05-06T12:00:00.000Z'); // a Monday
  const start = () => createServer({ database: desk.database, clock, dialects: [{ ...timetoreply(), limits: [] }], validateResponses: true, publicUrl: 'https://desk.example' });
  let server: ReturnType<typeof start>;
  const tokenOf = async (accountId: number, userId: number, scopes: 'all' | Permission[] = 'all'): Promise<string> => (
    (await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect: 'timetoreply', name: 'test', scopes, expiresAt: null }))).secret);
  const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, token = 'owner') => server.inject({ method, url, headers: { authorization: `Bearer ${tokens[token]}` }, ...(payload === undefined ? {} : { payload }) });
  const core = (id: number) => desk.database.withAccount(desk.accountId, (tx) => getReportSchedule(tx, desk.act, id));
  const runs = () => desk.database.withAccount(desk.accountId, (tx) => findReportRuns(tx, desk.act));

  before(async () => {
    desk = await openDesk();
    await desk.database.withAccount(desk.accountId, async (tx) => {
      await createAgent(tx, desk.act, { name: 'Joe Blogs', addresses: ['joe@desk.test'] });
      await createContactGroup(tx, desk.act, { name: 'Important Contact', members: [] });
    });
    tokens['owner'] = await tokenOf(desk.accountId, desk.userId);
    tokens['reader'] = await tokenOf(desk.accountId, desk.userId, ['reports.read']);
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    tokens['stranger'] = await tokenOf(other.account.id, other.user.id);
    server = start();
  });
  after(async () => {
    await closeServer(server);
    await desk.close();
  });

  it('the document\'s scheduled report is stored, due on Monday at nine, shown, listed, changed and deleted', async () => {
    const answer = await ask('POST', path, documentSchedule);
    assert.equal(answer.statusCode, 200, answer.body);
    const made = answer.json<Scheduled>();
    const { options, ...rest } = made;
    assert.deepEqual(rest, {
      company_id: desk.accountId, name: 'Weekly Overview Report', custom_email: 'board@example.com', report_type: 'overview', export_type: 'xlsx', frequency: 'weekly', include_today: true, hide_filters: false, time: { hour: 9, minute: 0, second: 0 },
      monday: true, tuesday: false, wednesday: false, thursday: false, friday: false, saturday: false, sunday: false, time_of_month: 'not_applicable', day_of_month: null, widgets: ['in'], id: made.id, relative_time: '165h:00m',
      upcoming_recipients: 'board@example.com', days_of_week: 'Monday', report_class: 'PDF', friendly_name: 'Weekly Overview Report', page_route: 'https://desk.example/app/reports/overview',
    });
    for (const [name, value] of Object.entries({
      modelSelected: 'Joe Blogs', modelSelectedType: 'Agent', modelSelectedCom: 'Important Contact', modelSelectedTypeCom: 'Contact Group', search: 'important email subject', label: ['porro'], hasReplies: 'hasReplies,hasForwards,hasNoRepliesOrForwards',
      classification: 'calculating,first,reply,reply-all,forward', repliesOver: 15, messageRepliesOver: 15, noReplyFor: 15, periods: 12, periodType: 'Months',
    })) assert.deepEqual(options[name], value, name);
    assert.equal((options['sla'] as Record<string, unknown>)['init_ttr_goal'], '02:00:00');
    const kept = await core(made.id);
    assert.deepEqual([kept.nextAt, kept.format, kept.settings.filter.repliesOverSeconds, kept.settings.goals], ['2024-05-13T09:00:00Z', 'pdf', 900, { firstReply: 7_200, overall: 7_200, close: 7_200 }]);
    const shown = (await ask('GET', `${path}/${made.id}`)).json<Scheduled>();
    assert.deepEqual([shown.options, shown.name, 'relative_time' in shown], [options, made.name, false]);
    const list = async (query: string) => (await ask('GET', `${path}?${query}`)).json<{ total: number; data: Scheduled[] }>();
    assert.deepEqual([(await list('search=OVERVIEW')).data[0]?.id, (await list('search=weekly')).total, (await list('search=monthly')).total, (await list('sort_by=report_type&direction=desc')).total], [made.id, 1, 0, 1]);

    const changed = await ask('PATCH', `${path}/${made.id}`, { reportType: 'teams', exportType: 'csv', frequency: 'monthly', timeOfMonth: 'specific_day', dayOfMonth: 31, options: { model_type: 'Internal' } });
    assert.equal(changed.statusCode, 200, changed.body);
    const after1 = changed.json<Scheduled>();
    assert.deepEqual([after1.name, after1.report_type, after1.export_type, after1.report_class, after1.time_of_month, after1.day_of_month, after1.days_of_week, after1.include_today, after1.custom_email, after1.widgets, after1.time],
      ['Weekly Overview Report', 'teams', 'csv', 'CSV', 'specific_day', 31, '', true, 'board@example.com', ['in'], { hour: 9, minute: 0, second: 0 }]);
    assert.deepEqual([after1.options['modelSelected'], after1.options['search'], (after1.options['sla'] as Record<string, unknown>)['init_ttr_goal']], ['My Company', '', '02:00:00']);
    assert.deepEqual([(await core(made.id)).nextAt, (await core(made.id)).format], ['2024-05-31T09:00:00Z', 'csv']);
    const gone = await ask('DELETE', `${path}/${made.id}`);
    assert.deepEqual([gone.statusCode, gone.json()], [200, { status: 'Scheduled Report deleted successfully' }]);
    assert.equal((await ask('GET', `${path}/${made.id}`)).statusCode, 404);
  });

  it('without a name, people or a time it has those of the document', async () => {
    const made = (await ask('POST', path, { reportType: 'sla', exportType: 'pdf', frequency: 'monthly', timeOfMonth: 'end', options: {} })).json<Scheduled>();
    assert.deepEqual([made.name, made.custom_email, made.upcoming_recipients, made.time, made.time_of_month, made.export_type], ['Monthly SLA Report', null, 'ada@desk.test', { hour: 9, minute: 0, second: 0 }, 'end', 'pdf']);
    assert.deepEqual([made.options['modelSelected'], (made.options['model'] as { name: string }).name, (made.options['modelCom'] as { name: string }).name], [undefined, 'My Company', 'Anybody']);
  });

  it('a report is saved and listed, with scheduled ones where that is asked for', async () => {
    const made = await ask('POST', '/api/tools/reports', { reportType: 'contacts', reportName: 'Who writes', options: { model: 'Joe Blogs', show_agents: false }, widgets: ['enim'] });
    assert.equal(made.statusCode, 200, made.body);
    const { id, type, created_at, company_id, widgets, filters } = made.json<{ id: number; type: string; created_at: string; company_id: number; widgets: string[]; filters: { trend: { show_agents: boolean } } }>();
    assert.deepEqual([type, created_at, company_id, widgets, filters.trend.show_agents], ['contact', '2024-05-06 12:00:00', desk.accountId, ['enim'], false]);
    assert.deepEqual((await ask('GET', '/api/tools/reports')).json(), [{ name: 'Who writes', id, type: 'Report' }]);
    assert.deepEqual((await ask('GET', '/api/tools/reports?reportType=sla&includeScheduled=1')).json<{ type: string }[]>().map((one) => one.type), ['Scheduled Report']);
    assert.deepEqual((await ask('GET', '/api/tools/reports?reportType=contact&includeScheduled=0')).json<{ id: number }[]>().map((one) => one.id), [id]);
  });

  it('deals and a slow closing filter saved, scheduled and shared reports, and are shown as they were given', async () => {
    const wanted = { dealStage: [3, 1], dealOwner: [7], dealName: ' Roof ', dealValueFrom: 10, dealValueTo: 99.5, closed_over: 90 };
    const kept = { deal: { stageIds: [1, 3], ownerIds: [7], name: 'Roof', valueFrom: 10, valueTo: 99.5 }, closedOverSeconds: 5_400 };
    const made = await ask('POST', '/api/tools/reports', { reportType: 'overview', reportName: 'Deals', options: wanted });
    assert.equal(made.statusCode, 200, made.body);
    const shown = made.json<{ filters: Record<string, unknown> }>().filters;
    assert.deepEqual(['dealStage', 'dealOwner', 'dealName', 'dealValueFrom', 'dealValueTo', 'closedOver'].map((name) => shown[name]), ['1,3', '7', 'Roof', 10, 99.5, 90]);
    const scheduled = await ask('POST', path, { ...documentSchedule, options: wanted });
    assert.deepEqual((await core(scheduled.json<Scheduled>().id)).settings.filter, kept);
    await ask('DELETE', `${path}/${scheduled.json<Scheduled>().id}`);
    assert.equal((await ask('POST', '/api/tools/reports/share', { reportType: 'overview', to: ['a@else.test'], options: wanted })).statusCode, 200);
    assert.deepEqual((await runs())[0]!.settings.filter, kept);
    const none = await ask('POST', path, { ...documentSchedule, options: { dealOwner: [7, 0] } });
    assert.deepEqual([none.statusCode, Object.keys(none.json<{ errors: object }>().errors)], [422, ['options.dealOwner.1']]);
    const backwards = await ask('POST', path, { ...documentSchedule, options: { dealValueFrom: 2, dealValueTo: 1 } });
    assert.deepEqual([backwards.statusCode, Object.keys(backwards.json<{ errors: object }>().errors)], [422, ['options.dealValueFrom']]);
  });

  it('a shared report is asked for over its days, for exactly those people, and is mailed in the form of its type', async () => {
    const share = (body: object) => ask('POST', '/api/tools/reports/share', body);
    assert.deepEqual((await share({ reportType: 'overview', to: ['a@else.test', 'b@else.test'], options: { model_type: 'Internal' } })).json(), { status: 'Report shared successfully' });
    await share({ reportType: 'interactions', to: ['a@else.test'], options: { from: '2024-04-01', to: '2024-04-30' } });
    const [second, first] = await runs();
    assert.deepEqual([first!.kind, first!.type, first!.format, first!.fromDay, first!.toDay], ['shared', 'overview', 'pdf', '2024-04-07', '2024-05-06']);
    assert.deepEqual([second!.format, second!.fromDay, second!.toDay], ['xlsx', '2024-04-01', '2024-04-30']);
  });

  it('422: what is wrong is named as the document names it, and nothing is stored or mailed', async () => {
    const [before1, runsBefore] = [(await ask('GET', path)).json<{ total: number }>().total, (await runs()).length];
    for (const [method, url, body, field] of [
      ['POST', path, { ...documentSchedule, reportType: 'all' }, 'reportType'], ['POST', path, { ...documentSchedule, exportType: 'doc' }, 'exportType'], ['POST', path, { ...documentSchedule, frequency: 'hourly' }, 'frequency'],
      ['POST', path, { ...documentSchedule, monday: false }, 'monday'], ['POST', path, { ...documentSchedule, time: '9 am' }, 'time'], ['POST', path, { ...documentSchedule, customEmails: ['nobody'] }, 'customEmails.0'],
      ['POST', path, { ...documentSchedule, frequency: 'monthly', timeOfMonth: 'specific_day', dayOfMonth: 32 }, 'dayOfMonth'], ['POST', path, { ...documentSchedule, interactions: [{ id: 1 }] }, 'interactions'],
      ['POST', path, { ...documentSchedule, options: { ...documentOptions, model: 'Nobody Here' } }, 'options.model'], ['POST', path, { ...documentSchedule, options: { ...documentOptions, thread_type: 'inbound,sideways' } }, 'options.thread_type'],
      ['POST', path, { ...documentSchedule, options: { model_type: 'Agent' } }, 'options.model'], ['POST', path, { ...documentSchedule, sla: { initialTTRGoal: '2 hours' } }, 'sla.initialTTRGoal'], ['POST', path, { ...documentSchedule, options: undefined }, 'options'],
      ['POST', '/api/tools/reports', { reportType: 'overview', options: {} }, 'reportName'], ['POST', '/api/tools/reports/share', { reportType: 'overview', to: [], options: {} }, 'to'],
      ['POST', '/api/tools/reports/share', { reportType: 'overview', to: ['a@else.test', 'b@else.test\nBcc: c@else.test'], options: {} }, 'to.1'], ['GET', `${path}?sort_by=company_id`, undefined, 'sort_by'],
    ] as const) {
      const answer = await ask(method, url, body);
      assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors?: object }>().errors ?? {})], [422, [field]], `${field} ${answer.body}`);
    }
    assert.deepEqual([(await ask('GET', path)).json<{ total: number }>().total, (await runs()).length], [before1, runsBefore]);
  });

  it('another account\'s report is as unknown as one that never was; without the right to export nothing is stored, changed or mailed', async () => {
    const { id } = (await ask('POST', path, documentSchedule)).json<Scheduled>();
    for (const [method, body] of [['GET', undefined], ['PATCH', documentSchedule], ['DELETE', undefined]] as const) {
      const [foreign, unknown] = [await ask(method, `${path}/${id}`, body, 'stranger'), await ask(method, `${path}/999999`, body, 'stranger')];
      assert.deepEqual([foreign.statusCode, foreign.body], [404, unknown.body], method);
      if (method !== 'GET') assert.equal((await ask(method, `${path}/${id}`, body, 'reader')).statusCode, 403, method);
    }
    for (const [url, body] of [[path, documentSchedule], ['/api/tools/reports', { reportType: 'overview', reportName: 'x', options: {} }], ['/api/tools/reports/share', { reportType: 'overview', to: ['a@else.test'], options: {} }]] as const) assert.equal((await ask('POST', url, body, 'reader')).statusCode, 403, url);
    assert.equal((await ask('GET', `${path}/${id}`, undefined, 'reader')).statusCode, 200);
    assert.equal((await ask('GET', path, undefined, 'stranger')).json<{ total: number }>().total, 0);
    tokens['nobody'] = 'x';
    assert.equal((await ask('GET', path, undefined, 'nobody')).statusCode, 401);
  });
});
