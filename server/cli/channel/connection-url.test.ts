import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionFromUrl } from './connection-url.ts';

const options = { userDefault: 'help@desk.test', isOauth: false };

test('a URL says host, port, security and user; what it leaves out has its usual value', () => {
  assert.deepEqual(connectionFromUrl('imap', 'imaps://bo%40desk.test@imap.desk.test:1993', options), { host: 'imap.desk.test', port: 1993, security: 'tls', auth: 'password', userName: 'bo@desk.test' });
  assert.deepEqual(connectionFromUrl('imap', 'imap+starttls://imap.desk.test', options), { host: 'imap.desk.test', port: 143, security: 'starttls', auth: 'password', userName: 'help@desk.test' });
  assert.deepEqual(connectionFromUrl('smtp', 'smtps://smtp.desk.test/', { ...options, isOauth: true }), { host: 'smtp.desk.test', port: 465, security: 'tls', auth: 'oauth', userName: 'help@desk.test' });
  assert.equal(connectionFromUrl('smtp', 'smtp+starttls://[::1]', options).host, '[::1]');
});

test('what is no such URL is refused, and a password in it is not repeated', () => {
  for (const text of ['', 'imap.desk.test', 'http://x', 'imaps://', 'imaps://h/INBOX', 'imaps://h?x=1', 'smtps://h', 'imap://h', 'imaps://%ff@h', 'imaps://h:99999']) assert.throws(() => connectionFromUrl('imap', text, options), { name: 'UsageError' }, text);
  assert.throws(() => connectionFromUrl('imap', 'imaps://u:hunter2@h', options), (error: Error) => error.name === 'UsageError' && !error.message.includes('hunter2'));
});
