import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ensureChannel } from '#core/channels/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { setSetting } from '#core/settings/index.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

const office = { zone: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']], fri: [['22:00', '02:00']] }, holidays: ['2026-12-25'] };

test('200: the first hours count from the beginning, later ones from now unless all history is meant', async () => {
  assert.deepEqual((await desk.ask('GET', '/calendars')).body, { items: [], next: null });
  const first = await desk.ask('PUT', '/calendars/default', office);
  assert.deepEqual([first.status, first.body['version'], first.body['recomputes']], [200, 1, true]);
  assert.deepEqual([(await desk.ask('PUT', '/calendars/default', { ...office, holidays: [] })).body['recomputes'], (await desk.ask('PUT', '/calendars/default', { ...office, fromBeginning: true })).body['recomputes']], [false, true]);
  const { items } = (await desk.ask<{ items: { isDefault: boolean; versions: { validFrom: string | null; hours: object; holidays: string[] }[] }[] }>('GET', '/calendars')).body;
  assert.deepEqual([items.length, items[0]!.isDefault, items[0]!.versions.map(({ validFrom }) => validFrom)], [1, true, [null, '2024-05-06T12:00:00.000Z', null]]);
  assert.deepEqual(items[0]!.versions[0]!.hours, { mon: [['09:00', '17:00']], fri: [['22:00', '24:00']], sat: [['00:00', '02:00']] });
});

test('200: hours of a channel of its own, and back to the account\'s', async () => {
  const set = await desk.ask('PUT', `/channels/${desk.sales.id}/calendar`, office);
  assert.equal(set.status, 200, JSON.stringify(set.body));
  const calendars = async () => (await desk.ask<{ items: { id: number; channelIds: number[] }[] }>('GET', '/calendars')).body.items.map(({ channelIds }) => channelIds);
  assert.deepEqual(await calendars(), [[], [desk.sales.id]]);
  await desk.ask('PATCH', `/channels/${desk.sales.id}`, { calendarId: null });
  assert.deepEqual(await calendars(), [[], []]);
});

test('404: another account\'s channel is as unknown as none', async () => {
  const { accountId } = desk.stranger;
  const theirs = await desk.database.withAccount(accountId, (tx) => ensureChannel(tx, systemAct(accountId, desk.act.now, 'test'), { kind: 'email', address: 'x@other.test' }));
  const answers = await Promise.all([theirs.id, 987_654].map((id) => desk.ask('PUT', `/channels/${id}/calendar`, office)));
  assert.deepEqual([answers[0]!.status, answers[0]!.body], [404, answers[1]!.body]);
});

test('200: a draft is counted without being stored', async () => {
  const { status, body } = await desk.ask('POST', '/calendars/preview', { calendar: office, spans: [{ from: '2026-01-05T07:00:00Z', to: '2026-01-05T09:00:00Z' }] });
  assert.deepEqual([status, body], [200, { spans: [{ businessSeconds: 3_600, intervals: [{ from: '2026-01-05T08:00:00.000Z', to: '2026-01-05T09:00:00.000Z' }] }] }]);
});

test('200: holidays are read from an iCalendar file', async () => {
  const ical = 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  assert.deepEqual((await desk.ask('POST', '/calendars/holidays-file', { ical })).body, { days: [{ date: '2026-12-25', name: 'Christmas' }], skipped: 0 });
  assert.equal((await desk.ask('POST', '/calendars/holidays-file', { ical: 'no' })).status, 422);
});

test('422, 403: each mistake is named by its place; nobody without the permission', async () => {
  const wrong = await desk.ask<{ fields: { field: string }[] }>('PUT', '/calendars/default', { zone: 'Mars/Base', hours: { mon: [['09:00', '09:00']] } });
  assert.deepEqual([wrong.status, wrong.body.fields.map(({ field }) => field)], [422, ['zone', 'hours.mon[0]']]);
  for (const body of [{}, { zone: 'UTC' }, { ...office, hours: { noday: [] } }, { ...office, hours: { mon: [['09:00']] } }, { ...office, more: 1 }]) assert.equal((await desk.ask('PUT', '/calendars/default', body)).status, 422, JSON.stringify(body));
  assert.equal((await desk.ask('POST', '/calendars/preview', { calendar: { zone: 'UTC', hours: {} }, spans: [{ from: 'soon', to: 'later' }] })).status, 422);
  const reader = await desk.tokenFor('calendars.read');
  assert.deepEqual([(await desk.ask('PUT', '/calendars/default', office, reader)).status, (await desk.ask('GET', '/calendars', undefined, reader)).status, (await desk.ask('GET', '/calendars', undefined, await desk.tokenFor('people.read'))).status], [403, 200, 403]);
});

test('200: when a mail that arrives at a moment is due, by the account\'s hours, a channel\'s, or a draft; without a goal nothing is due', async () => {
  const due = async (body: object) => (await desk.ask<{ hoursOf: string; phase: string; opensAt: string | null; goalSeconds: number | null; dueAt: string | null }>('POST', '/calendars/due', body)).body;
  const at = '2026-01-05T19:00:00Z'; // a Monday evening
  assert.deepEqual([(await due({ at })).goalSeconds, (await due({ at })).dueAt], [null, null]);
  await desk.database.withAccount(desk.accountId, (tx) => setSetting(tx, desk.act, 'reply-goals', { firstReply: { goal: 7_200, bands: [] }, overall: { goal: null, bands: [] }, close: { goal: null, bands: [] } }));
  await desk.ask('PUT', '/calendars/default', { zone: 'UTC', hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] } });
  const usual = await due({ at, channelId: desk.help.id });
  assert.deepEqual([usual.hoursOf, usual.phase, Date.parse(usual.opensAt!), Date.parse(usual.dueAt!)], ['account', 'closed', Date.parse('2026-01-06T09:00:00Z'), Date.parse('2026-01-06T11:00:00Z')]);
  await desk.ask('PUT', `/channels/${desk.help.id}/calendar`, { zone: 'UTC', hours: { mon: [['08:00', '20:00']], wed: [['10:00', '12:00']] } });
  const own = await due({ at, channelId: desk.help.id });
  assert.deepEqual([own.hoursOf, own.phase, Date.parse(own.dueAt!)], ['channel', 'open', Date.parse('2026-01-07T11:00:00Z')]);
  const draft = await due({ at, channelId: desk.help.id, calendar: { zone: 'UTC', hours: {} } });
  assert.deepEqual([draft.hoursOf, draft.opensAt, draft.dueAt], ['given', null, null]);
  assert.equal((await desk.ask('POST', '/calendars/due', { channelId: 987_654 })).status, 404);
  assert.equal((await desk.ask('POST', '/calendars/due', { calendar: { zone: 'Mars/Base', hours: {} } })).status, 422);
});
