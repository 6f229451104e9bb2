import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createTransport } from 'nodemailer';
import { sql } from '#storage/index.ts';
import { openMailRoom, type TestMailRoom } from '#testkit/mail-room.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { readCertificate, trustTestCa } from '#testkit/tls/test-certificates.ts';
import { startSmtpListener, type SmtpListener } from './start-smtp-listener.ts';

let desk: Desk;
let room: TestMailRoom;
let listener: SmtpListener;
let distrust: () => void;
before(async () => {
  desk = await openDesk();
  room = await openMailRoom(desk.database);
  listener = await startSmtpListener(room, { host: '127.0.0.1', port: 0, tls: readCertificate('mail') });
  distrust = trustTestCa();
});
after(async () => {
  distrust();
  await listener.stop();
  await room.close();
  await desk.close();
});

const count = async (subject: string): Promise<number> => (await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ count: number }>`SELECT count(*) AS count FROM messages WHERE account_id = ${desk.accountId} AND subject = ${subject}`))).count;
const deliver = (subject: string, servername: string) => {
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, requireTLS: true, tls: { servername } });
  return transport.sendMail({ from: 'bo@home.test', to: 'help@desk.test', subject, text: 'x' }).finally(() => transport.close());
};

test('a sender that wants encryption delivers by STARTTLS, and one without goes on in plain text', async () => {
  await deliver('encrypted', 'mail.desk.test');
  assert.equal(await count('encrypted'), 1);
  const plain = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true });
  await plain.sendMail({ from: 'bo@home.test', to: 'help@desk.test', subject: 'plain', text: 'x' });
  plain.close();
  assert.equal(await count('plain'), 1);
});

test('what was sent in plain text behind STARTTLS is not obeyed inside it (CVE-2011-0411)', async () => {
  const socket = connect(listener.port, '127.0.0.1');
  await once(socket, 'data');
  socket.write('EHLO home.test\r\n');
  await once(socket, 'data');
  socket.write('STARTTLS\r\nMAIL FROM:<mallory@evil.test>\r\n');
  const [answer] = await once(socket, 'data') as [Buffer];
  assert.match(answer.toString(), /^220 /);
  const secure = connectTls({ socket, servername: 'mail.desk.test' });
  await once(secure, 'secureConnect');
  secure.write('EHLO home.test\r\nRCPT TO:<help@desk.test>\r\n');
  let heard = '';
  while (!/^503 /m.test(heard)) heard += String((await once(secure, 'data') as [Buffer])[0]);
  assert.match(heard, /^503 /m, 'there was no MAIL inside');
  assert.doesNotMatch(heard, /^250 .*(?:Accepted|OK)/m);
  secure.destroy();
});

test('a certificate that is renewed is the one of the next connection', async () => {
  listener.renew(readCertificate('other'));
  await assert.rejects(deliver('wrong name', 'mail.desk.test'), /altname|match/i);
  await deliver('renewed', 'other.desk.test');
  assert.equal(await count('renewed'), 1);
});
