import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderInThread } from './render-in-thread.ts';
import { sampleDocument } from './testing/sample-document.ts';

test('ten thousand lines are made in a thread, and the making can be stopped', async () => {
  const report = sampleDocument({ lines: 10_000 });
  const { signal } = new AbortController();
  for (const format of ['csv', 'xlsx', 'pdf'] as const) {
    const bytes = await renderInThread(report, format, signal);
    assert.ok(bytes.byteLength < 10 * 1024 * 1024 && bytes.byteLength > 100_000, `${format}: ${bytes.byteLength}`);
  }
  const stop = new AbortController();
  const stopped = assert.rejects(renderInThread(report, 'pdf', stop.signal), /stopped/);
  stop.abort();
  await stopped;
});
