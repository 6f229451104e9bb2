import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coreWithoutHttp } from './core-without-http.ts';
import { treeOf } from './file-tree.ts';

const countIn = async (path: string, source: string): Promise<number> => (await coreWithoutHttp.check(treeOf({ [path]: source }))).length;

for (const source of [
  'error.statusCode;', "const row = { 'status_code': 1 };", 'reply.code(x);', 'res.status(x);', 'throw new CoreError(404);',
  'const a = { status: 500 };', 'if (error.code === 400) fail();', "import type { FastifyReply } from 'fastify';", "import http from 'node:http';",
]) {
  test(`core may not say: ${source}`, async () => {
    assert.equal(await countIn('core/people/a.ts', source), 1);
  });
}

test('counts, bounds and comments are not statuses', async () => {
  assert.equal(await countIn('core/people/a.ts', "// 404 statusCode\nconst rowsMax = 500;\nconst a = { limit: 200, code: 'not_found' };\nif (status === 3) go();"), 0);
});

test('only core is meant', async () => {
  assert.equal(await countIn('http/a.ts', 'reply.code(404);'), 0);
  assert.equal(await countIn('core/people/a.test.ts', 'const a = 404;'), 0);
});
