import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { allDialects } from './all-dialects.ts';
import { goldensOf, goldenUrl } from './goldens.ts';

for (const dialect of allDialects) {
  for (const { name, text } of goldensOf(dialect)) {
    test(`${dialect.name}: ${name} is what the dialect serves`, async () => {
      assert.equal(text, await readFile(goldenUrl(dialect, name), 'utf8'), 'changed on purpose? node dialects/conformance/record-goldens.ts, and read the difference');
    });
  }

  test(`${dialect.name}: ids of operations and method with path are unique`, () => {
    const routes = dialect.operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
    assert.equal(new Set(routes).size, routes.length);
    assert.equal(new Set(dialect.operations.map(({ id }) => id)).size, routes.length);
  });
}

test('a changed route is noticed', () => {
  const [dialect] = allDialects;
  assert.ok(dialect);
  const [first, ...others] = dialect.operations;
  assert.ok(first);
  const changed = goldensOf({ ...dialect, operations: [{ ...first, path: '/api/logs/elsewhere' }, ...others] });
  assert.notDeepEqual(changed, goldensOf(dialect));
});
