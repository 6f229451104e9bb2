import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import type { ConnectionInput, ConnectionKind } from '#core/channels/index.ts';
import { dovecotMissing, startDovecot, type Dovecot } from '#testkit/dovecot/start-dovecot.ts';
import { testConnection, testTiming } from './test-connection.ts';

const allow = { allow: ['127.0.0.1'] };
const quick = { ...testTiming, connectMs: 500, commandMs: 5_000 };
const servers: Server[] = [];
let dovecot: Dovecot | null = null;
before(async () => { if (!dovecotMissing) dovecot = await startDovecot(); });
after(async () => {
  await dovecot?.stop();
  for (const server of servers) server.close();
});

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => { socket.on('error', () => {}); onConnection(socket); });
  servers.push(server);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return (server.address() as AddressInfo).port;
}

const input = (port: number, rest: Partial<ConnectionInput> = {}): ConnectionInput => ({ host: '127.0.0.1', port, security: 'none', auth: 'password', userName: 'bo', secret: 'secret', ...rest });
const told = async (kind: ConnectionKind, what: ConnectionInput, rules = allow) => {
  const { ok, steps } = await testConnection(kind, what, rules, quick);
  return { ok, steps: steps.map((step) => `${step.step} ${step.ok}`), last: steps.at(-1)!.text };
};

test('a mailbox that can be read passes every step and shows its folders', { skip: dovecotMissing }, async () => {
  const report = await testConnection('imap', input(dovecot!.port), allow, quick);
  assert.deepEqual([report.ok, report.steps.map(({ step, ok }) => `${step} ${ok}`)], [true, ['resolve true', 'connect true', 'tls true', 'sign-in true', 'folders true']]);
  assert.deepEqual(report.folders!.filter(({ role }) => role !== null), [{ path: 'INBOX', role: 'inbox' }, { path: 'Sent', role: 'sent' }]);
});

test('a wrong password, a missing one and a server without STARTTLS are told apart', { skip: dovecotMissing }, async () => {
  const wrong = await told('imap', input(dovecot!.port, { secret: 'wrong' }));
  assert.equal(wrong.steps.at(-1), 'sign-in false');
  assert.match(wrong.last, /refuses the sign-in.*app password/);
  assert.match((await told('imap', input(dovecot!.port, { secret: null }))).last, /No password is set/);
  const plain = await told('imap', input(dovecot!.port, { security: 'starttls' }));
  assert.deepEqual([plain.ok, plain.steps.at(-1)!.endsWith('false')], [false, true]);
  assert.ok(!plain.steps.includes('sign-in true'), 'no password went over the plain connection');
});

test('hosts that are unknown, private, closed, silent or without TLS fail at their step', async () => {
  assert.deepEqual((await told('imap', input(143, { host: 'no-such-host.invalid' }))).steps, ['resolve false']);
  const inside = await told('imap', input(143), { allow: [] });
  assert.deepEqual([inside.steps, /PATCHBAY_OUTBOUND_ALLOW/.test(inside.last)], [['resolve false'], true]);
  const closedPort = await listen(() => {});
  await new Promise<void>((resolve) => { servers.pop()!.close(() => resolve()); });
  assert.deepEqual((await told('imap', input(closedPort))).steps, ['resolve true', 'connect false']);
  const silent = await listen(() => {});
  assert.match((await told('imap', input(silent))).last, /said nothing/);
  const mute = await told('smtp', input(silent, { security: 'tls' }));
  assert.deepEqual([mute.steps, /begin TLS/.test(mute.last)], [['resolve true', 'connect true', 'tls false'], true]);
  const clear = await listen((socket) => socket.write('* OK hello\r\n'));
  assert.deepEqual((await told('imap', input(clear, { security: 'tls' }))).steps, ['resolve true', 'connect true', 'tls false']);
});

test('a server for sending is signed in to, and sent nothing', async () => {
  const commands: string[] = [];
  const server = new SMTPServer({
    authOptional: false, allowInsecureAuth: true, disabledCommands: ['STARTTLS'], logger: false,
    onAuth: ({ username, password }, _session, callback) => (username === 'bo' && password === 'secret' ? callback(null, { user: 'bo' }) : callback(new Error('no'))),
    onMailFrom: (_address, _session, callback) => { commands.push('MAIL'); callback(); },
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
  const { port } = server.server.address() as AddressInfo;
  assert.deepEqual((await told('smtp', input(port))).steps, ['resolve true', 'connect true', 'tls true', 'sign-in true', 'send true']);
  assert.equal((await told('smtp', input(port, { secret: 'wrong' }))).steps.at(-1), 'sign-in false');
  assert.deepEqual((await told('smtp', input(port, { security: 'starttls' }))).steps.at(-1), 'tls false');
  assert.deepEqual(commands, []);
  await new Promise<void>((resolve) => { server.close(() => resolve()); });
});
