import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import type { SlaHours } from '../../schemas/sla-hours.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

const path = '/account/sla-hours';
const week = { zone: 'UTC', hours: { mon: [['09:00', '17:00']] }, holidays: [] };

test('200: none at first; the first holds for all time, the next from now, none again where it is null', async () => {
  const { calendarId } = await desk.database.withAccount(desk.accountId, (tx) => setCalendar(tx, desk.act, week));
  assert.deepEqual((await desk.ask<SlaHours>('GET', path)).body, { calendarId: null, validFrom: null });
  assert.deepEqual((await desk.ask<SlaHours>('PUT', path, { calendarId })).body, { calendarId, validFrom: null });
  const next = await desk.ask<SlaHours>('PUT', path, { calendarId: null });
  assert.deepEqual([next.status, next.body.calendarId, next.body.validFrom !== null], [200, null, true]);
  assert.deepEqual((await desk.ask<SlaHours>('GET', path)).body, next.body);
  assert.deepEqual((await desk.ask<SlaHours>('PUT', path, { calendarId, fromBeginning: true })).body, { calendarId, validFrom: null });
});

test('404, 422, 403: an unknown calendar and another account\'s answer alike, what is none is refused, and nothing is changed', async () => {
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  const theirs = await desk.database.withAccount(other, (tx) => setCalendar(tx, systemAct(other, desk.act.now, 'test'), week));
  const was = (await desk.ask<SlaHours>('GET', path)).body;
  const [foreign, unknown] = [await desk.ask('PUT', path, { calendarId: theirs.calendarId }), await desk.ask('PUT', path, { calendarId: 999_999 })];
  assert.deepEqual([foreign.status, foreign.body], [404, unknown.body]);
  for (const body of [{}, { calendarId: 'x' }, { calendarId: 0 }, { calendarId: null, more: 1 }]) assert.equal((await desk.ask('PUT', path, body)).status, 422, JSON.stringify(body));
  assert.equal((await desk.ask('PUT', path, { calendarId: null }, await desk.tokenFor('settings.read'))).status, 403);
  assert.equal((await desk.ask('GET', path, undefined, await desk.tokenFor('people.read'))).status, 403);
  assert.deepEqual((await desk.ask<SlaHours>('GET', path)).body, was);
});
