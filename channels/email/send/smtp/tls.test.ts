import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSmtpPeer, type SmtpPeer } from '#testkit/smtp-peer/start-smtp-peer.ts';
import { readCertificate, trustTestCa } from '#testkit/tls/test-certificates.ts';
import { sendBySmtp } from './send-by-smtp.ts';

const user = { name: 'help', password: 's3cret' };
const ways = [['tls', 'start'], ['starttls', 'starttls']] as const;
const peers = new Map<string, SmtpPeer>();
before(async () => {
  for (const [security, from] of ways) {
    for (const name of ['mail', 'other'] as const) peers.set(`${security} ${name}`, await startSmtpPeer({ user, tls: { ...readCertificate(name), from } }));
  }
  peers.set('plain', await startSmtpPeer({ user }));
});
after(async () => { for (const peer of peers.values()) await peer.close(); });

const mail = { from: 'help@desk.test', to: ['bo@home.test'], bytes: Buffer.from('Subject: x\r\n\r\nx\r\n') };
const send = (peer: SmtpPeer, security: 'tls' | 'starttls', name: string | null = 'mail.desk.test') => sendBySmtp(
  { address: '127.0.0.1', name, port: peer.port, security, label: 'peer', auth: { kind: 'password', user: user.name, password: user.password } }, mail,
  { timing: { connectMs: 5_000, silenceMs: 5_000, sessionMs: 10_000 } },
);

for (const [security] of ways) {
  test(`${security}: a certificate of nobody whom we trust ends the session before the password, and brakes the server`, async () => {
    const peer = peers.get(`${security} mail`)!;
    const outcome = await send(peer, security);
    assert.deepEqual([outcome.end, outcome.accepted, outcome.refused, outcome.isServerTrouble, peer.mails.length], ['nothing-left', [], [], true, 0]);
    assert.match(outcome.error!, /peer: .*(?:unable to verify|self.signed|local issuer)/i);
  });

  test(`${security}: with its CA trusted the mail goes encrypted, by name and by address; the certificate of another is refused`, async () => {
    const distrust = trustTestCa();
    try {
      const [right, wrong] = [peers.get(`${security} mail`)!, peers.get(`${security} other`)!];
      for (const name of ['mail.desk.test', null]) assert.deepEqual((await send(right, security, name)).accepted, ['bo@home.test']);
      assert.deepEqual(right.mails.map((taken) => [taken.isSecure, taken.user]), [[true, 'help'], [true, 'help']]);
      const outcome = await send(wrong, security);
      assert.deepEqual([outcome.end, wrong.mails.length], ['nothing-left', 0]);
      assert.match(outcome.error!, /altname|does not match/i);
    } finally {
      distrust();
    }
  });
}

test('no plain text where TLS is wanted: a server without STARTTLS gets neither password nor mail', async () => {
  const distrust = trustTestCa();
  try {
    const peer = peers.get('plain')!;
    const outcome = await send(peer, 'starttls');
    assert.deepEqual([outcome.end, outcome.accepted, outcome.isServerTrouble, peer.mails.length], ['nothing-left', [], true, 0]);
    assert.match(outcome.error!, /STARTTLS/i);
  } finally {
    distrust();
  }
});
