import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dovecotMissing, startDovecot, type Dovecot } from '#testkit/dovecot/start-dovecot.ts';
import { startFakeImap } from '#testkit/fake-imap/start-fake-imap.ts';
import { certificateFiles, trustTestCa } from '#testkit/tls/test-certificates.ts';
import { testConnection, testTiming } from '../connect/test-connection.ts';
import { dialImap, type ImapTarget } from './dial-imap.ts';
import { mailboxTiming } from './timing.ts';

const allow = { allow: ['127.0.0.1'] };
let dovecot: Dovecot | null = null;
before(async () => { if (!dovecotMissing) dovecot = await startDovecot({ tls: certificateFiles('mail') }); });
after(() => dovecot?.stop());

const target = (security: 'tls' | 'starttls'): ImapTarget => ({ host: '127.0.0.1', port: security === 'tls' ? dovecot!.tlsPort : dovecot!.port, security, auth: 'password', userName: 'bo', secret: 'secret' });

for (const security of ['tls', 'starttls'] as const) {
  test(`${security}: a real server's certificate of nobody whom we trust is refused before the password, in words`, { skip: dovecotMissing }, async () => {
    await assert.rejects(dialImap(target(security), allow, mailboxTiming), { name: 'MailboxError', step: 'tls' });
    const { ok, steps } = await testConnection('imap', target(security), allow, testTiming);
    assert.deepEqual([ok, steps.at(-1)!.step, steps.at(-1)!.ok], [false, 'tls', false]);
  });

  test(`${security}: with its CA trusted the mailbox is read over an encrypted connection`, { skip: dovecotMissing }, async () => {
    const distrust = trustTestCa();
    try {
      const client = await dialImap(target(security), allow, mailboxTiming);
      assert.equal(client.secureConnection, true);
      assert.ok((await client.list()).some(({ path }) => path === 'INBOX'));
      await client.logout();
      assert.equal((await testConnection('imap', target(security), allow, testTiming)).ok, true);
    } finally {
      distrust();
    }
  });
}

test('no plain text where STARTTLS is wanted: a server without it gets no password', async (context) => {
  const imap = await startFakeImap();
  context.after(() => imap.stop());
  await assert.rejects(dialImap({ ...targetOf(imap.port), security: 'starttls' }, allow, mailboxTiming), { name: 'MailboxError' });
  assert.deepEqual(imap.commands.filter((command) => /LOGIN|AUTHENTICATE/i.test(command)), []);
});

const targetOf = (port: number): ImapTarget => ({ host: '127.0.0.1', port, security: 'none', auth: 'password', userName: 'bo', secret: 'secret' });
