import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSmtpPeer, type SmtpPeer } from '#testkit/smtp-peer/start-smtp-peer.ts';
import { sendBySmtp } from './smtp/send-by-smtp.ts';
import type { SmtpAuth, SmtpServer } from './smtp/smtp-server.ts';

let peer: SmtpPeer;
before(async () => { peer = await startSmtpPeer({ user: { name: 'help', password: 's3cret', accessToken: 'fresh' } }); });
after(() => peer.close());

const mail = { from: 'help@desk.test', to: ['bo@home.test'], bytes: Buffer.from('Subject: x\r\n\r\nx\r\n') };
const timing = { connectMs: 5_000, silenceMs: 5_000, sessionMs: 10_000 };
const send = (auth: SmtpAuth, change: Partial<SmtpServer> = {}) =>
  sendBySmtp({ address: '127.0.0.1', name: null, port: peer.port, security: 'none', label: 'peer', auth, ...change }, mail, { timing });

test('a password and an access token sign in', async () => {
  assert.deepEqual((await send({ kind: 'password', user: 'help', password: 's3cret' })).accepted, ['bo@home.test']);
  assert.deepEqual((await send({ kind: 'oauth', user: 'help', accessToken: 'fresh' })).accepted, ['bo@home.test']);
  assert.deepEqual(peer.mails.map((taken) => taken.user), ['help', 'help']);
});

test('a wrong secret is a fault of the settings: nothing left, nobody refused for good, and the words are the server\'s', async () => {
  for (const auth of [{ kind: 'password', user: 'help', password: 'wrong' }, { kind: 'oauth', user: 'help', accessToken: 'old' }] as const) {
    const outcome = await send(auth);
    assert.deepEqual([outcome.end, outcome.refused, outcome.accepted], ['nothing-left', [], []]);
    assert.match(outcome.error!, /does not let us sign in as help|wrong user or password/);
    assert.ok(!outcome.error!.includes('wrong"') && !outcome.error!.includes('s3cret'));
  }
});

test('where TLS is wanted and not offered nothing is said, no password and no mail', async () => {
  const before = peer.mails.length;
  for (const security of ['starttls', 'tls'] as const) {
    const outcome = await send({ kind: 'password', user: 'help', password: 's3cret' }, { security });
    assert.deepEqual([outcome.end, outcome.accepted], ['nothing-left', []], security);
  }
  assert.equal(peer.mails.length, before);
});
