import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSmtpRelay } from './parse-smtp-relay.ts';

test('a relay is a URL; only this machine may be plain without saying so', () => {
  assert.deepEqual(parseSmtpRelay('smtp://us%40er:p%3Aw@smtp.example.com'), { host: 'smtp.example.com', port: 587, security: 'starttls', user: 'us@er', password: 'p:w' });
  assert.deepEqual(parseSmtpRelay('smtps://smtp.example.com'), { host: 'smtp.example.com', port: 465, security: 'tls', user: null, password: null });
  assert.equal(parseSmtpRelay('smtp://10.0.0.1:25?tls=none').security, 'none');
  assert.equal(parseSmtpRelay('smtp://[::1]:2525').host, '::1');
  for (const text of ['smtp.example.com:25', 'http://x.test', 'smtp://', 'smtp://x.test/path', 'smtp://x.test?tls=maybe', 'smtps://x.test?tls=none']) assert.throws(() => parseSmtpRelay(text), Error, text);
});
