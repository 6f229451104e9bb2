import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { recordReportMade, takeDueReports } from '#core/reports/index.ts';
import type { ReportRun, ReportRuns, ReportSchedule, ReportSchedules } from '../../schemas/scheduled-reports.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

const schedule = { name: 'Weekly', type: 'overview', format: 'pdf', frequency: 'weekly', weekdays: [1, 3], localTime: '09:00:00', zone: 'Europe/Berlin', recipients: ['board@else.test'] };
const asked = { name: 'Now', type: 'trend', format: 'csv', fromDay: '2024-05-01', toDay: '2024-05-05' };

test('201, 200, 204: a saved report is kept, read, changed in parts, listed by type and deleted', async () => {
  const made = await desk.ask<{ id: number }>('POST', '/saved-reports', { name: 'Sales', type: 'sla', settings: { filter: { threadTypes: ['inbound'] }, goals: { firstReply: 3_600, overall: null, close: null } } });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const path = `/saved-reports/${made.body.id}`;
  assert.deepEqual((await desk.ask('GET', path)).body, made.body);
  const changed = await desk.ask('PATCH', path, { name: 'Support' });
  assert.deepEqual(changed.body, { ...made.body, name: 'Support' });
  const ids = async (query: string) => (await desk.ask<{ items: { id: number }[] }>('GET', `/saved-reports${query}`)).body.items.map(({ id }) => id);
  assert.deepEqual([await ids(''), await ids('?type=sla'), await ids('?type=trend')], [[made.body.id], [made.body.id], []]);
  assert.deepEqual([(await desk.ask('DELETE', path)).status, (await desk.ask('GET', path)).status], [204, 404]);
});

test('201, 200, 202, 204: a schedule says when it is due next, is held and let go, made at once without losing its time, and deleted', async () => {
  const made = await desk.ask<ReportSchedule>('POST', '/report-schedules', schedule);
  assert.deepEqual([made.status, made.body.nextAt, made.body.weekdays, made.body.ownerId], [201, '2024-05-08T07:00:00Z', [1, 3], desk.userId], JSON.stringify(made.body));
  const path = `/report-schedules/${made.body.id}`;
  assert.deepEqual((await desk.ask<ReportSchedules>('GET', '/report-schedules')).body.items, [made.body]);
  const held = await desk.ask<ReportSchedule>('PATCH', path, { isPaused: true });
  assert.deepEqual([held.body.nextAt, held.body.pausedBecause], [null, 'asked']);
  assert.equal((await desk.ask<ReportSchedule>('PATCH', path, { isPaused: false, format: 'csv' })).body.nextAt, made.body.nextAt);
  const run = await desk.ask<ReportRun>('POST', `${path}/runs`, {});
  assert.deepEqual([run.status, run.body.kind, run.body.fromDay, run.body.toDay, run.body.state, run.body.mails], [202, 'asked', '2024-04-29', '2024-05-05', 'waiting', []]);
  assert.equal((await desk.ask<ReportSchedule>('GET', path)).body.nextAt, made.body.nextAt);
  assert.deepEqual((await desk.ask<ReportRuns>('GET', `/report-runs?scheduleId=${made.body.id}`)).body.items.map(({ id }) => id), [run.body.id]);
  assert.equal((await desk.ask('DELETE', path)).status, 204);
  const kept = await desk.ask<ReportRun>('GET', `/report-runs/${run.body.id}`);
  assert.deepEqual([kept.status, kept.body.scheduleId], [200, null], 'its history stays');
});

test('202, 404, 200: a report that is asked for is downloaded once it is made, with its name and type; runs page newest first', async () => {
  const { status, body: { id } } = await desk.ask<ReportRun>('POST', '/report-runs', asked);
  assert.deepEqual([status, (await desk.ask('GET', `/report-runs/${id}/file`)).status], [202, 404]);
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await takeDueReports(tx, desk.act, async () => {});
    await recordReportMade(tx, desk.act, id, { fileName: 'Tag.csv', mediaType: 'text/csv; charset=utf-8', bytes: Buffer.from('a,b') }, async () => {});
  });
  const file = await desk.server.inject({ url: `/native/v1/report-runs/${id}/file`, headers: { authorization: `Bearer ${await desk.tokenFor('reports.export')}` } });
  assert.deepEqual([file.statusCode, file.body, file.headers['content-type']], [200, 'a,b', 'text/csv; charset=utf-8']);
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="Tag\.csv"/);
  const { body: { id: newer } } = await desk.ask<ReportRun>('POST', '/report-runs', asked);
  const first = (await desk.ask<ReportRuns>('GET', '/report-runs?limit=1')).body;
  const second = (await desk.ask<ReportRuns>('GET', `/report-runs?limit=1&cursor=${first.next}`)).body;
  assert.deepEqual([first.items[0]!.id, second.items[0]!.id], [newer, id]);
});

test('422, 403, 404: what makes no report is named; without the right nothing leaves; another account\'s is unknown', async () => {
  for (const [path, body] of [
    ['/report-schedules', { ...schedule, weekdays: [] }], ['/report-schedules', { ...schedule, weekdays: [8] }], ['/report-schedules', { ...schedule, recipients: ['x'] }], ['/report-schedules', { ...schedule, localTime: '9' }], ['/report-schedules', { ...schedule, zone: 'x' }],
    ['/report-schedules', { ...schedule, ownerId: 1 }], ['/report-schedules', { ...schedule, settings: { filter: { party: { name: 'Nobody', type: 'team' } } } }], ['/report-schedules', { ...schedule, settings: { filter: { sql: '1=1' } } }],
    ['/report-runs', { ...asked, fromDay: '2024-13-01' }], ['/report-runs', { ...asked, fromDay: '2024-05-06' }], ['/report-runs', { ...asked, format: 'doc' }], ['/saved-reports', { name: '', type: 'sla' }], ['/saved-reports', { name: 'x', type: 'x' }],
  ] as const) assert.equal((await desk.ask('POST', path, body)).status, 422, JSON.stringify(body));
  const reader = await desk.tokenFor('reports.read');
  const { body: { id } } = await desk.ask<ReportSchedule>('POST', '/report-schedules', schedule);
  for (const [method, path, body] of [['POST', '/report-schedules', schedule], ['PATCH', `/report-schedules/${id}`, {}], ['DELETE', `/report-schedules/${id}`, undefined], ['POST', `/report-schedules/${id}/runs`, {}], ['POST', '/report-runs', asked], ['GET', '/report-runs/1/file', undefined], ['POST', '/saved-reports', { name: 'x', type: 'sla' }]] as const) {
    assert.equal((await desk.ask(method, path, body, reader)).status, 403, `${method} ${path}`);
    if (path.includes(String(id))) assert.equal((await desk.ask(method, path, body, desk.stranger.token)).status, 404, `${method} ${path}`);
  }
  const exporter = await desk.tokenFor('reports.export');
  assert.equal((await desk.ask('GET', '/report-schedules', undefined, exporter)).status, 403);
  assert.equal((await desk.ask<ReportSchedules>('GET', '/report-schedules', undefined, desk.stranger.token)).body.items.length, 0);
});
