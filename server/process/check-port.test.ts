import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { CoreError } from '#core/kernel/index.ts';
import { checkPort } from './check-port.ts';

test('a taken port names its holder and the next free one', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => { holder.listen(0, '127.0.0.1', resolve); });
  const { port } = holder.address() as { port: number };
  try {
    await assert.rejects(checkPort('127.0.0.1', port), (error: unknown) => {
      assert.ok(error instanceof CoreError);
      assert.match(error.safeText, /Port \d+ is free: PORT=\d+/);
      if (process.platform === 'linux') assert.match(error.safeText, new RegExp(`process ${process.pid} \\(`));
      return true;
    });
  } finally {
    await new Promise((resolve) => { holder.close(resolve); });
  }
  await checkPort('127.0.0.1', port);
});
