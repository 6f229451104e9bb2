import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fixedArguments, postgresSettings } from './postgres-settings.ts';

test('what is acknowledged is on disk, except in a throw-away database', () => {
  const durable = postgresSettings({ isEphemeral: false });
  for (const line of ['fsync = on', 'full_page_writes = on', 'synchronous_commit = on']) assert.ok(durable.includes(line), line);
  assert.ok(postgresSettings({ isEphemeral: true }).includes('fsync = off'));
});

test('a small machine gets small buffers', () => {
  assert.match(postgresSettings({ isEphemeral: false, memoryBytes: 512 * 1024 ** 2 }), /shared_buffers = 64MB/);
  assert.match(postgresSettings({ isEphemeral: false, memoryBytes: 64 * 1024 ** 3 }), /shared_buffers = 128MB/);
});

test('no settings file can open a port, and odd paths stay one path', () => {
  const args = fixedArguments('/a, "b"');
  assert.ok(args.includes('listen_addresses='));
  assert.ok(args.includes('unix_socket_directories="/a, ""b"""'));
});
