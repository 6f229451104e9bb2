import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ajvOptions, buildSerializer, buildValidator } from '#http/compile-when-asked.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { createDialects } from './dialects.ts';

test('every schema of every operation compiles; a broken one does not', () => {
  const validatorOf = buildValidator({}, ajvOptions) as unknown as (route: unknown) => unknown;
  const serializerOf = buildSerializer({}, {});
  let compiled = 0;
  for (const { name, operations } of createDialects(noOutside())) {
    for (const { id, method, path: url, status, schemas, answersFile } of operations) {
      for (const [httpPart, schema] of [['querystring', schemas.query], ['body', schemas.body], ['params', schemas.params]] as const) {
        if (schema === undefined) continue;
        assert.equal(typeof validatorOf({ method, url, httpPart, schema }), 'function', `${name} ${id} ${httpPart}`);
        compiled += 1;
      }
      if (answersFile) continue;
      assert.equal(typeof serializerOf({ method, url, httpStatus: String(status), schema: schemas.response }), 'function', `${name} ${id} answer`);
      compiled += 1;
    }
  }
  assert.ok(compiled > 300, String(compiled));
  assert.throws(() => validatorOf({ method: 'GET', url: '/', httpPart: 'body', schema: { type: 'no such type' } }));
  assert.throws(() => serializerOf({ method: 'GET', url: '/', httpStatus: '200', schema: { $ref: '#/nowhere' } }));
});
