import type { TestEvent } from 'node:test/reporters';
import type { Totals } from './totals.ts';

/** Writes the runner's own counts as JSON when the whole run is over. Cancelled counts as failed; a test marked todo counts as skipped. */
export default async function* totalsReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue;
    const { tests, passed, skipped, todo } = event.data.counts;
    yield JSON.stringify({ passed, failed: tests - passed - skipped - todo, skipped: skipped + todo } satisfies Totals);
  }
}
