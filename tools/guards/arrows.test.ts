import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrows } from './arrows.ts';
import { treeOf } from './file-tree.ts';

const problemsOf = async (path: string, source: string): Promise<string[]> =>
  (await arrows.check(treeOf({ [path]: source }))).map((one) => `${one.line} ${one.problem}`);

const FORBIDDEN: readonly [from: string, to: string][] = [
  ['core/people/a.ts', '#http/reply.ts'],
  ['core/people/a.ts', '#channels/email/send/send.ts'],
  ['core/people/a.ts', '../../dialects/native/dialect.ts'],
  ['core/people/a.ts', '#jobs/index.ts'],
  ['core/people/a.ts', '#server/compose.ts'],
  ['core/people/a.ts', '#testkit/clock.ts'],
  ['core/people/a.ts', '#core/desk/index.ts'],
  ['core/people/a.ts', '#core/accounts/account-store.ts'],
  ['core/desk/a.ts', '../people/person.ts'],
  ['core/people/a.ts', '#core/misnamed/index.ts'],
  ['core/misnamed/a.ts', '#storage/index.ts'],
  ['core/people/a.ts', './b.test.ts'],
  ['storage/a.ts', '#core/events/index.ts'],
  ['storage/a.ts', '../jobs/enqueue.ts'],
  ['jobs/a.ts', '#core/people/index.ts'],
  ['jobs/a.ts', '#core/events/event-store.ts'],
  ['realtime/a.ts', '#http/door.ts'],
  ['http/a.ts', '#dialects/native/dialect.ts'],
  ['channels/email/a.ts', '#channels/sms/b.ts'],
  ['channels/email/a.ts', '#core/people/person-store.ts'],
  ['channels/email/a.ts', '#dialects/native/dialect.ts'],
  ['dialects/native/a.ts', '#storage/index.ts'],
  ['dialects/native/a.ts', '../nimchat/render/b.ts'],
  ['dialects/native/a.ts', '#channels/email/b.ts'],
  ['dialects/native/a.ts', '#jobs/index.ts'],
  ['dialects/native/a.ts', '#dialects/conformance/story.ts'],
  ['web/console/a.ts', '#core/people/index.ts'],
  ['web/console/a.ts', '#http/door.ts'],
  ['strange/a.ts', 'node:fs'],
];

for (const [from, to] of FORBIDDEN) {
  test(`${from} may not import ${to}`, async () => {
    assert.equal((await problemsOf(from, `\nimport { x } from '${to}';`)).length, 1);
  });
}

const ALLOWED: readonly [from: string, to: string][] = [
  ['core/desk/a.ts', '#core/people/index.ts'],
  ['core/desk/a.ts', './find/b.ts'],
  ['core/desk/find/b.ts', '../a.ts'],
  ['core/people/a.ts', '#storage/with-account.ts'],
  ['core/people/a.ts', 'node:crypto'],
  ['jobs/a.ts', '#storage/index.ts'],
  ['http/a.ts', '#core/events/index.ts'],
  ['http/a.ts', '#core/kernel/index.ts'],
  ['channels/email/a.ts', '#storage/index.ts'],
  ['channels/email/a.ts', '#core/desk/index.ts'],
  ['channels/email/a.ts', '#realtime/hub.ts'],
  ['dialects/native/endpoints/x/a.ts', '../../render/b.ts'],
  ['dialects/native/a.ts', '#http/door.ts'],
  ['dialects/conformance/a.ts', '#dialects/nimchat/dialect.ts'],
  ['web/console/a.ts', '../shared/b.ts'],
  ['server/a.ts', '#core/people/person-store.ts'],
  ['core/people/a.test.ts', '#testkit/clock.ts'],
  ['bench/a.ts', '#core/people/person-store.ts'],
];

for (const [from, to] of ALLOWED) {
  test(`${from} may import ${to}`, async () => {
    assert.deepEqual(await problemsOf(from, `import { x } from '${to}';`), []);
  });
}

test('a type is no way round an arrow', async () => {
  assert.equal((await problemsOf('core/people/a.ts', "import type { X } from '#http/door.ts';")).length, 1);
  assert.equal((await problemsOf('core/people/a.ts', "type X = typeof import('#http/door.ts');")).length, 1);
});

test('web may take types through a published door', async () => {
  assert.deepEqual(await problemsOf('web/console/a.ts', "import type { X } from '#core/people/index.ts';"), []);
});

test('a dynamic import, a re-export and a worker are judged like any import, and a computed one is refused', async () => {
  for (const source of ["await import('#http/a.ts')", "export * from '#http/a.ts';", "new URL('../../http/a.ts', import.meta.url)", 'await import(name)']) {
    assert.equal((await problemsOf('core/people/a.ts', source)).length, 1, source);
  }
});

test('the message names the line and both ends', async () => {
  assert.deepEqual(await problemsOf('storage/a.ts', "\n\nimport '#jobs/b.ts';"), ['3 storage may not import jobs (storage/a.ts -> jobs/b.ts)']);
});
