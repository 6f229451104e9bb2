import assert from 'node:assert/strict';
import { test } from 'node:test';
import { german } from '../../texts/german.ts';
import { english } from '../../texts/english.ts';
import { hookErrorText } from './hook-error-text.ts';

test('each thing that the server writes down of a try is said in both languages, and what is not known stands as it is', () => {
  const written = [
    'the receiver answered 500', 'the receiver answered 302: redirects are not followed', 'the receiver answered 410: it wants nothing more, the webhook is disabled', 'the receiver answered 410 to another delivery: the webhook is disabled', 'no answer within 10 seconds', 'nobody listens there',
    'the connection broke before an answer came', '10.0.0.1 is an address inside a private network. An administrator may allow that network with PATCHBAY_OUTBOUND_ALLOW.', 'The name hooks.test is not known.',
    'given up after three days: the receiver has not worked since 2026-01-01T00:00:00Z', 'the webhook was deleted', 'the webhook is disabled', 'there is nothing to tell any more',
    'The program that was asked answered 500.', 'The program that was asked gave no answer.', 'The draft helper answered with something that is no draft.',
  ];
  for (const one of written) {
    assert.notEqual(hookErrorText(one, german), one);
    assert.notEqual(hookErrorText(one, german), hookErrorText(one, english));
  }
  assert.equal(hookErrorText('the call failed: EPROTO', german), 'the call failed: EPROTO');
});
