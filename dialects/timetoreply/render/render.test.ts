import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paginate } from '../paging.ts';
import { displayTime } from './date-time.ts';
import { friendlyDuration, friendlyMean } from './duration.ts';
import { linkWindow } from './link-window.ts';
import { queryText } from './query-text.ts';

test('durations as in every example of the document', () => {
  const rows: [number | null, string][] = [
    [0, '00s'], [85, '01m:25s'], [1465, '24m:25s'], [2230, '37m:10s'], [12_069, '03h:21m:09s'], [13_534, '03h:45m:34s'], [47_867, '13h:17m:47s'], [50_097, '13h:54m:57s'], [null, 'N/A'],
  ];
  for (const [seconds, text] of rows) assert.equal(friendlyDuration(seconds), text);
  const means: [number | null, string][] = [[6204.110599078341, '01h:43m'], [21203.576036866358, '05h:53m'], [5855.543046357616, '01h:37m'], [21806.17880794702, '06h:03m'], [null, 'N/A']];
  for (const [seconds, text] of means) assert.equal(friendlyMean(seconds), text);
  assert.deepEqual([friendlyMean(59.9), friendlyMean(0), friendlyMean(3599.99), friendlyMean(3600), friendlyMean(9_310_800)], ['59s', '00s', '59m:59s', '01h:00m', '2586h:20m']);
});

test('days have English ordinals and the clock of the zone', () => {
  for (const [day, text] of [['01', '1st'], ['02', '2nd'], ['03', '3rd'], ['04', '4th'], ['11', '11th'], ['12', '12th'], ['13', '13th'], ['21', '21st'], ['22', '22nd'], ['23', '23rd'], ['30', '30th'], ['31', '31st']]) {
    assert.equal(displayTime(`2023-03-${day ?? ''}T00:00:09Z`, 'UTC'), `Mar ${text ?? ''} 2023 00:00:09`);
  }
  assert.equal(displayTime('2023-03-26T00:59:59Z', 'Europe/Berlin'), 'Mar 26th 2023 01:59:59');
  assert.equal(displayTime('2023-03-26T01:00:00Z', 'Europe/Berlin'), 'Mar 26th 2023 03:00:00');
});

test('links: all of few pages, else the edges and the neighbourhood', () => {
  const text = (page: number, last: number) => linkWindow(page, last).map((number) => number ?? '...').join(' ');
  assert.equal(text(1, 1), '1');
  assert.equal(text(5, 13), '1 2 3 4 5 6 7 8 9 10 11 12 13');
  assert.equal(text(1, 169), '1 2 3 4 5 6 7 8 9 10 ... 168 169');
  assert.equal(text(7, 169), '1 2 3 4 5 6 7 8 9 10 ... 168 169');
  assert.equal(text(8, 169), '1 2 ... 5 6 7 8 9 10 11 ... 168 169');
  assert.equal(text(162, 169), '1 2 ... 159 160 161 162 163 164 165 ... 168 169');
  assert.equal(text(163, 169), '1 2 ... 160 161 162 163 164 165 166 167 168 169');
  assert.equal(text(500, 169), '1 2 ... 160 161 162 163 164 165 166 167 168 169');
  assert.equal(text(7, 14), '1 2 3 4 5 6 7 8 9 10 ... 13 14');
  assert.equal(text(8, 14), '1 2 ... 5 6 7 8 9 10 11 12 13 14');
});

test('every page of every length shows itself, the first and the last, and never a page twice', () => {
  for (let last = 1; last <= 60; last += 1) {
    for (let page = 1; page <= last; page += 1) {
      const numbers = linkWindow(page, last).filter((number) => number !== null);
      assert.ok(numbers.includes(page) && numbers.includes(1) && numbers.includes(last));
      assert.deepEqual(numbers, [...new Set(numbers)].toSorted((a, b) => a - b));
    }
  }
});

test('links repeat the parameters as PHP writes them, without empty ones and with page last', () => {
  assert.equal(queryText({ stat: 'threads.total', page: '3', model: 'My Company', exclude_cc: '', label: ['a b', "it's"], x: { from: '1' } }, 'page'),
    'stat=threads.total&model=My%20Company&label%5B0%5D=a%20b&label%5B1%5D=it%27s&x%5Bfrom%5D=1');
});

test('a page past the end is empty and points back', () => {
  const page = paginate({ url: 'https://a/b', rawQuery: {} }, { total: 3, rows: [] }, { perPage: 2, page: 9 });
  assert.deepEqual([page.from, page.to, page.last_page, page.prev_page_url, page.next_page_url, page.current_page], [null, null, 2, 'https://a/b?page=8', null, 9]);
});
