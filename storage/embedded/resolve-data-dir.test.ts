import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { pointerText, resolveDataDir } from './resolve-data-dir.ts';
import { makeTestDirectory } from './testing/test-places.ts';

const place = makeTestDirectory();
after(place.remove);

test('without a pointer the database lies in the data directory, which need not exist', () => {
  const location = resolveDataDir(join(place.path, 'none'));
  assert.equal(location.clusterDir, join(place.path, 'none', 'postgres'));
  assert.equal(location.isElsewhere, false);
});

test('a pointer is followed', () => {
  writeFileSync(join(place.path, 'postgres.location'), pointerText('/var/lib/patchbay/x/postgres'));
  const location = resolveDataDir(place.path);
  assert.equal(location.clusterDir, '/var/lib/patchbay/x/postgres');
  assert.equal(location.isElsewhere, true);
});

test('a damaged pointer is an error, never an empty database', () => {
  writeFileSync(join(place.path, 'postgres.location'), '# only a comment\n');
  assert.throws(() => resolveDataDir(place.path), { code: 'data-dir-unusable' });
});
