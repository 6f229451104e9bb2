import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDate } from './read-date.ts';

const cases: [value: string, instant: string | null, hasNoZone: boolean][] = [
  ['Mon, 29 Apr 2019 17:08:17 -0700', '2019-04-30T00:08:17.000Z', false],
  ['29 Apr 2019 17:08 +0000 (UTC)', '2019-04-29T17:08:00.000Z', false],
  ['Fri, 21 Nov 97 09(comment):   55  :  06 -0600', null, false],
  ['21 Nov 97 09:55:06 EST', '1997-11-21T14:55:06.000Z', false],
  ['Mon, 29 Apr 2019 17:08:17', '2019-04-29T17:08:17.000Z', true],
  ['Mon, 29 Apr 2019 17:08:17 XYZ', '2019-04-29T17:08:17.000Z', true],
  ['Mon, 29 Apr 2019 17:08:17 +9999', '2019-04-29T17:08:17.000Z', true],
  ['Mon Apr 29 17:08:17 2019', '2019-04-29T17:08:17.000Z', true],
  ['Mon Apr 29 17:08:17 CEST 2019', '2019-04-29T15:08:17.000Z', false],
  ['2019-04-29T17:08:17+02:00', '2019-04-29T15:08:17.000Z', false],
  ['2019-04-29 17:08:17Z', '2019-04-29T17:08:17.000Z', false],
  ['Mon, 29-Apr-2019 17:08:17 GMT', '2019-04-29T17:08:17.000Z', false],
  ['April 29, 2019 5:08 PM', '2019-04-29T17:08:00.000Z', true],
  ['Sat, 31 Dec 2016 23:59:60 +0000', '2017-01-01T00:00:00.000Z', false],
  ['30 Feb 2019 10:00:00 +0000', null, false],
  ['Tue, 7 Apr 2026 10:00:t <x@y>', null, false],
  ['yesterday', null, false],
  ['', null, false],
];

test('dates of sound and broken mailers are instants or null', () => {
  for (const [value, instant, hasNoZone] of cases) assert.deepEqual(readDate(value), { instant, hasNoZone }, value);
});
