import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recheckQueue, recheckSenderKind } from '#channels/email/prove/recheck-sender.ts';
import { passwordResetKind } from './account-mail-jobs.ts';
import { jobHandlers } from './job-handlers.ts';
import type { WorkContext } from './standing-work.ts';

test('mails that are asked about again, of which strangers send as many as they like, hold up no link for a new password', () => {
  // Nothing is worked off here: what a handler needs is only handed to it.
  const handlers = jobHandlers({ config: {} } as WorkContext);
  assert.deepEqual(Object.keys(handlers[recheckQueue] ?? {}), [recheckSenderKind]);
  assert.ok(handlers['settings']?.[passwordResetKind]);
  assert.equal(handlers['settings']?.[recheckSenderKind], undefined);
});
