import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { makeTestDirectory } from '../testing/test-places.ts';
import { openCappedLog } from './capped-log.ts';

const place = makeTestDirectory();
after(place.remove);

test('whatever the server says, the log stays below two files of 4 MB and the tail is kept', () => {
  const file = join(place.path, 'postgres.log');
  const log = openCappedLog(file);
  const line = `${'x'.repeat(1023)}\n`;
  for (let kilobytes = 0; kilobytes < 20 * 1024; kilobytes++) log.write(line);
  log.note('the last word');
  assert.ok(statSync(file).size <= 4 * 1024 ** 2 && statSync(`${file}.1`).size <= 4 * 1024 ** 2);
  assert.equal(existsSync(`${file}.2`), false);
  assert.match(log.tail(), /the last word\n$/);
  assert.equal(statSync(file).mode & 0o777, 0o600);
});
