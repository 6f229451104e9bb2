import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zoneOf, zoneOfNumber } from './time-zones.ts';

test('every time zone has one number, and each number leads back to it; the document\'s is London', () => {
  assert.deepEqual(zoneOf('Europe/London'), { id: 29, zone: 'Europe/London', friendlyName: 'Greenwich Mean Time =>  Dublin, Edinburgh, Lisbon, London' });
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])];
  const numbers = new Set(zones.map((zone) => zoneOf(zone).id));
  assert.equal(numbers.size, zones.length);
  for (const zone of zones) assert.equal(zoneOfNumber(zoneOf(zone).id), zone);
  assert.deepEqual([zoneOfNumber(0), zoneOfNumber(500), zoneOfNumber(-1)], [null, null, null]);
  for (let id = 1; zoneOfNumber(id) !== null; id += 1) assert.doesNotThrow(() => Temporal.Now.zonedDateTimeISO(zoneOfNumber(id)!));
});
