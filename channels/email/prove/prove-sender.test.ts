import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mailDomain, type MailDomain } from '#testkit/outside/mail-domain.ts';
import { plainMail, type PlainMail } from '#testkit/people/plain-mail.ts';
import { parseMail } from '../parse/parse-mail.ts';
import { cautiousDns } from './check-dns.ts';
import { createMailVerifier, type MailVerifier } from './create-mail-verifier.ts';
import { withFewSignatures } from './few-signatures.ts';
import { proveSender, type Arrival, type DeliveredMail } from './prove-sender.ts';
import { provesDomain, readAuthenticationResults } from './read-authentication-results.ts';

let dns: MailDomain;
let verifier: MailVerifier;
before(() => {
  dns = mailDomain('desk.test', 'mail.desk.test', 'evil.test', 'one.host.test', 'two.host.test');
  verifier = createMailVerifier({ ask: dns.ask, dnsMs: 120_000, timeoutMs: 240_000 }); // however busy the machine is
});
after(() => verifier.close());

const fromAda = (more: PlainMail = {}): Buffer => plainMail({ from: 'Ada <ada@desk.test>', ...more });
const by = (arrival: Partial<Extract<Arrival, { kind: 'delivered' }>> = {}): Arrival => ({ kind: 'delivered', trustedServers: [], client: null, ...arrival });
const prove = async (raw: Buffer, arrival: Arrival = by()) => {
  const verdict = await proveSender(verifier, parseMail(raw), raw, arrival);
  assert.ok(verdict);
  return verdict;
};
const proofOf = async (raw: Buffer, arrival?: Arrival): Promise<string> => (await prove(raw, arrival)).proof;
const client = (address: string, envelopeSender = 'ada@desk.test') => ({ address, helo: 'mx.desk.test', envelopeSender });

test('a signature of the domain of From proves it, one of a part of it too; another domain\'s does not', async () => {
  const { proof, check } = await prove(await dns.sign(fromAda()));
  assert.deepEqual([proof, check], ['dkim', { domain: 'desk.test', spf: null, dkim: 'pass', dmarc: 'pass', policy: 'reject', by: 'us', namedServer: null }]);
  assert.equal(await proofOf(await dns.sign(fromAda(), { domain: 'mail.desk.test' })), 'dkim');
  const foreign = await prove(await dns.sign(fromAda(), { domain: 'evil.test' }), by({ client: client('203.0.113.9', 'x@evil.test') }));
  assert.deepEqual([foreign.proof, foreign.check?.dkim, foreign.check?.dmarc, foreign.check?.policy], ['none', 'pass', 'fail', 'reject']);
});

test('without a policy of the domain the same alignment counts', async () => {
  const signed = await dns.sign(plainMail({ from: 'x@evil.test' }), { domain: 'evil.test' });
  assert.equal(await proofOf(signed), 'dkim');
  assert.equal(await proofOf(await dns.sign(plainMail({ from: 'x@evil.test' }), { domain: 'desk.test' })), 'none');
});

test('a neighbour beneath the same domain proves nothing, with a policy of that domain or without', async () => {
  const byNeighbour = await dns.sign(plainMail({ from: 'ada@one.host.test' }), { domain: 'two.host.test' });
  assert.equal(await proofOf(byNeighbour), 'none');
  dns.txt('_dmarc.host.test', 'v=DMARC1; p=none');
  assert.deepEqual(await prove(byNeighbour).then(({ proof, check }) => [proof, check?.dmarc]), ['none', 'pass']);
  assert.equal(await proofOf(await dns.sign(plainMail({ from: 'ada@one.host.test' }), { domain: 'one.host.test' })), 'dkim');
});

test('a signature that was broken, that leaves the end of the body open, or beside a second From proves nothing', async () => {
  const signed = await dns.sign(fromAda());
  assert.equal(await proofOf(Buffer.from(signed.toString().replace('Hello.', 'Pay now.'))), 'none');
  assert.equal(await proofOf(Buffer.concat([await dns.sign(fromAda(), { bodyBytes: 5 }), Buffer.from('Pay now.\r\n')])), 'none');
  assert.equal(await proofOf(Buffer.concat([Buffer.from('From: Ada <ada@desk.test>\r\n'), await dns.sign(plainMail({ from: 'x@evil.test' }), { domain: 'evil.test' })])), 'none');
  assert.equal(await proofOf(await dns.sign(plainMail({ from: 'ada@desk.test, x@evil.test' }), { domain: 'evil.test' })), 'none');
});

test('where the two readers of From do not agree, nothing is proved', async () => {
  assert.equal(await proofOf(await dns.sign(fromAda({ from: 'ada@DESK.test.' }))), 'none');
});

test('whoever is named as writer elsewhere than in From is not proved by the signature of a list', async () => {
  const list = plainMail({ from: '"Ada via Tea" <tea@evil.test>', headers: ['List-Id: <tea.evil.test>', 'List-Post: <mailto:tea@evil.test>', 'X-Original-From: ada@desk.test', 'Reply-To: ada@desk.test'] });
  assert.equal(parseMail(list).trueSender.address, 'ada@desk.test');
  assert.equal(await proofOf(await dns.sign(list, { domain: 'evil.test' })), 'none');
});

test('the server that handed it over proves it where it may send for the domain of the envelope and that is aligned', async () => {
  const { proof, check } = await prove(fromAda(), by({ client: client('192.0.2.25') }));
  assert.deepEqual([proof, check?.spf, check?.dkim, check?.dmarc], ['spf', 'pass', 'none', 'pass']);
  assert.deepEqual(await prove(fromAda(), by({ client: client('203.0.113.9') })).then((found) => [found.proof, found.check?.spf, found.check?.dmarc]), ['none', 'fail', 'fail']);
  dns.txt('evil.test', 'v=spf1 ip4:203.0.113.9 -all');
  assert.equal(await proofOf(fromAda(), by({ client: client('203.0.113.9', 'x@evil.test') })), 'none', 'its own domain passes, that of From does not');
  assert.equal(await proofOf(fromAda(), by({ client: client('192.0.2.25', '') })), 'none', 'the null sender names no domain');
});

test('without the client a mail without a signature is not said to fail', async () => {
  assert.deepEqual((await prove(fromAda())).check, { domain: 'desk.test', spf: null, dkim: 'none', dmarc: null, policy: 'reject', by: 'us', namedServer: null });
});

test('DNS that does not answer is no proof and no failure, and holds nobody up', async () => {
  const signed = await dns.sign(fromAda());
  dns.goDown(true);
  const { proof, check } = await prove(signed, by({ client: client('192.0.2.25') }));
  dns.goDown(false);
  assert.deepEqual([proof, check?.dkim, check?.spf, check?.dmarc], ['none', 'temperror', 'temperror', 'temperror']);
});

test('a DNS that says nothing is not asked for a while; what it said is kept, what it did not say is not', async () => {
  let [now, asked] = [0, 0];
  const zone = new Set(['known.test']);
  let isSilent = false;
  const ask = cautiousDns(async (name) => {
    asked += 1;
    if (isSilent) throw Object.assign(new Error('x'), { code: 'ETIMEOUT' });
    if (!zone.has(name)) throw Object.assign(new Error('x'), { code: 'ENOTFOUND' });
    return name;
  }, () => now);
  assert.deepEqual([await ask('known.test', 'TXT'), await ask('KNOWN.test', 'TXT'), asked], ['known.test', 'known.test', 1]);
  await assert.rejects(ask('no name', 'TXT'), { code: 'ENOTFOUND' });
  isSilent = true;
  for (let n = 0; n < 9; n += 1) await assert.rejects(ask(`a${n}.test`, 'TXT'), { code: 'ETIMEOUT' });
  assert.equal(asked, 7, 'five went unanswered, and one about a name that everybody knows; four were not asked');
  isSilent = false;
  now = 30_001;
  await assert.rejects(ask('a0.test', 'TXT'), { code: 'ENOTFOUND' });
  assert.equal(await ask('known.test', 'TXT'), 'known.test');
});

test('a sender cannot have more asked than a mail is worth', async () => {
  const greedy = Buffer.concat([...Array.from({ length: 120 }, (_, n) => Buffer.from(`DKIM-Signature: v=1; a=rsa-sha256; d=d${n}.evil.test; s=k; h=from; bh=AAAA; b=AAAA\r\n`)), fromAda()]);
  const before = dns.asked().length;
  assert.equal(await proofOf(greedy), 'none');
  assert.ok(dns.asked().length - before <= 40, `${dns.asked().length - before} questions`);
});

test('questions beyond the most that a mail may have asked, and those after its time, go unanswered', async () => {
  const worker = new URL(`data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    let [job, answered, refused] = [0, 0, 0];
    parentPort.on('message', (message) => {
      if (message.kind === 'mail') {
        job = message.job;
        for (let n = 0; n < 60; n += 1) parentPort.postMessage({ kind: 'question', job, question: n, name: 'desk.test', type: 'TXT' });
      } else if (message.error === null) answered += 1; else refused += 1;
      if (answered + refused === 60) parentPort.postMessage({ kind: 'verified', job, mail: { domain: answered + ' of 60' } });
    });`)}`);
  for (const [dnsMs, expected] of [[120_000, '40 of 60'], [-120_000, '0 of 60']] as const) {
    const counting = createMailVerifier({ ask: dns.ask, dnsMs, startMs: 60_000, timeoutMs: 240_000, workerUrl: worker });
    assert.equal((await counting.verify({ raw: fromAda(), client: null }))?.domain, expected);
    await counting.close();
  }
});

test('mails behind one that takes long are verified all the same: their time for DNS begins with their first question', async () => {
  const worker = new URL(`data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    const busy = () => { const end = performance.now() + 120; while (performance.now() < end); };
    parentPort.on('message', (message) => {
      if (message.kind === 'mail') { busy(); parentPort.postMessage({ kind: 'question', job: message.job, question: message.job, name: 'desk.test', type: 'TXT' }); }
      else parentPort.postMessage({ kind: 'verified', job: message.question, mail: { domain: message.error ?? 'answered' } });
    });`)}`);
  const busy = createMailVerifier({ ask: dns.ask, dnsMs: 50, startMs: 0, timeoutMs: 240_000, workerUrl: worker });
  const mails = Array.from({ length: 3 }, () => busy.verify({ raw: fromAda(), client: null }));
  assert.deepEqual((await Promise.all(mails)).map((mail) => mail?.domain), ['answered', 'answered', 'answered']);
  await busy.close();
});

test('a thread that hangs or dies costs its mails the check and nothing else', async () => {
  const slow = createMailVerifier({ ask: dns.ask, timeoutMs: 50, startMs: 50, workerUrl: new URL('data:text/javascript,setInterval(() => {}, 1000)') });
  const dead = createMailVerifier({ ask: dns.ask, workerUrl: new URL('data:text/javascript,process.exit(1)') });
  for (const one of [slow, dead]) {
    const raw = fromAda();
    assert.deepEqual((await proveSender(one, parseMail(raw), raw, by()))?.check, { domain: 'desk.test', spf: null, dkim: null, dmarc: null, policy: null, by: null, namedServer: null });
    await one.close();
  }
});

const passed = 'mx.desk.test; dkim=pass header.d=desk.test; spf=pass smtp.mailfrom=ada@desk.test; dmarc=pass (p=REJECT) header.from=desk.test';

test('the word of a server that the channel trusts counts: only the topmost, only by its exact name', async () => {
  const told = fromAda({ headers: [`Authentication-Results: ${passed}`] });
  const trusted = by({ trustedServers: ['mx.desk.test'] });
  assert.deepEqual(await prove(told, trusted), { proof: 'server', check: { domain: 'desk.test', spf: 'pass', dkim: 'pass', dmarc: 'pass', policy: 'reject', by: 'server', namedServer: 'mx.desk.test' } });
  assert.deepEqual(await prove(told).then(({ proof, check }) => [proof, check?.by, check?.namedServer]), ['none', 'us', 'mx.desk.test'], 'a channel that trusts nobody');
  const planted = fromAda({ headers: ['Authentication-Results: mx.desk.test; dmarc=fail header.from=desk.test', `Authentication-Results: ${passed}`] });
  assert.deepEqual(await prove(planted, trusted).then(({ proof, check }) => [proof, check?.dmarc, check?.by]), ['none', 'fail', 'server'], 'the sender wrote the lower one');
  const beneath = fromAda({ headers: ['Authentication-Results: relay.else.test; none', `Authentication-Results: ${passed}`] });
  assert.equal(await proofOf(beneath, trusted), 'none');
  for (const name of ['mx.desk.test.evil.test', 'evil-mx.desk.test', 'xmx.desk.test', '"mx.desk.test x"']) {
    assert.equal(await proofOf(fromAda({ headers: [`Authentication-Results: ${passed.replace('mx.desk.test', name)}`] }), trusted), 'none', name);
  }
  assert.equal(await proofOf(plainMail({ from: 'eve@branch.test', headers: [`Authentication-Results: ${passed}`] }), trusted), 'none', 'it speaks of another domain');
});

test('Authentication-Results are read as RFC 8601 writes them, and nothing else is', () => {
  const proves = (text: string): boolean => { const read = readAuthenticationResults(text); return read !== null && provesDomain(read, 'desk.test'); };
  for (const yes of [
    passed, 'mx.desk.test 1; dmarc=pass header.from=desk.test', '"mx.desk.test"; dkim=pass reason="good; really" header.i=@desk.test', 'mx.desk.test (a (nested; comment)) ; spf=pass (x) smtp.mailfrom="ada@desk.test"',
    'mx.desk.test;\tdkim=fail header.d=evil.test; dkim=pass header.d=mail.desk.test', 'mx.desk.test; DKIM=PASS header.D=DESK.TEST',
  ]) assert.equal(proves(yes), true, yes);
  for (const no of [
    'spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=desk.test; dmarc=pass header.from=desk.test', 'mx.desk.test; none', 'mx.desk.test; dmarc=pass', 'mx.desk.test; dmarc=fail header.from=desk.test; dkim=pass header.d=desk.test',
    'mx.desk.test; dmarc=pass header.from=desk.test; dmarc=fail header.from=evil.test', 'mx.desk.test; dkim=pass header.d=evildesk.test', 'mx.desk.test; dkim=pass header.d=test', 'mx.desk.test; x (dkim=pass header.d=desk.test)',
    'mx.desk.test; dkim=pass header.d=tenant.test; dmarc=pass header.from=desk.test',
    'mx.desk.test; dkim=fail reason="dkim=pass header.d=desk.test"', 'mx.desk.test; spf=pass smtp.helo=desk.test', 'mx.desk.test; dkim=passed header.d=desk.test', '; dmarc=pass header.from=desk.test', '', `mx.desk.test; ${'x'.repeat(20_000)}`,
  ]) assert.equal(proves(no), false, no.slice(0, 100));
});

test('what lies in the folder of sent mail was written by its owner, unless it was delivered there', async () => {
  assert.deepEqual(await prove(fromAda(), { kind: 'sent-folder', delivered: null }), { proof: 'sent-folder', check: null });
  const filed = fromAda({ headers: ['Delivered-To: help+Sent@desk.test'] }); // as Dovecot's lmtp_save_to_detail_mailbox does, or a rule
  assert.equal(await proofOf(filed, { kind: 'sent-folder', delivered: by() as DeliveredMail }), 'none');
  assert.equal(await proofOf(await dns.sign(filed), { kind: 'sent-folder', delivered: by() as DeliveredMail }), 'dkim');
  assert.equal(await proveSender(verifier, parseMail(filed), filed, { kind: 'sent-folder', delivered: null }), null, 'of history nobody asks');
});

test('an address of the sender that a server wrote into its Authentication-Results adds no result', async () => {
  const trusted = by({ trustedServers: ['mx.desk.test'] });
  for (const field of [
    // MAIL FROM:<=?us-ascii?q?x=3B=20dkim=3Dpass=20header.d=3Ddesk.test=3B?=@evil.test>: the local part is a plain dot-atom.
    'mx.desk.test; spf=pass smtp.mailfrom==?us-ascii?q?x=3B=20dkim=3Dpass=20header.d=3Ddesk.test=3B?=@evil.test',
    'mx.desk.test; spf=pass (domain of =?us-ascii?q?x=29=3B=20dkim=3Dpass=20header.d=3Ddesk.test=3B=20x=3D=28?=@evil.test designates 203.0.113.9) smtp.mailfrom=evil.test',
    'mx.desk.test; spf=pass (domain of "x); dkim=pass header.d=desk.test; x=("@evil.test designates 203.0.113.9 as permitted sender) smtp.mailfrom=evil.test',
    'mx.desk.test; spf=pass (domain of x); dkim=pass header.d=desk.test; x=y@evil.test designates 203.0.113.9) smtp.mailfrom=evil.test',
  ]) assert.equal(await proofOf(fromAda({ headers: [`Authentication-Results: ${field}`] }), trusted), 'none', field);
});

test('a second From on top of a signed one makes nobody else of the domain its writer', async () => {
  const signed = await dns.sign(fromAda());
  assert.equal(await proofOf(signed), 'dkim');
  assert.equal(await proofOf(Buffer.concat([Buffer.from('From: Chief <chief@desk.test>\r\n'), signed])), 'none');
});

test('domains whose servers are silent do not turn the DNS off for everybody', async () => {
  const ask = cautiousDns(async (name) => {
    if (name.endsWith('.lame.test')) throw Object.assign(new Error('x'), { code: 'ETIMEOUT' });
    if (name !== 'known.test' && name !== 'com') throw Object.assign(new Error('x'), { code: 'ENOTFOUND' });
    return name;
  }, () => 0);
  for (let n = 0; n < 12; n += 1) await assert.rejects(ask(`a${n}.lame.test`, 'TXT'), { code: 'ETIMEOUT' });
  assert.equal(await ask('known.test', 'TXT'), 'known.test');
});

test('of very many signatures the topmost count, and the bytes that others see stay as they were', async () => {
  const more = Buffer.concat(Array.from({ length: 12 }, (_, n) => Buffer.from(`DKIM-signature : v=1; a=rsa-sha256;\r\n d=evil.test; s=k; l=${n}; h=from; bh=AAAA; b=AAAA\r\n`)));
  const signed = await dns.sign(fromAda());
  assert.equal(await proofOf(Buffer.concat([signed.subarray(0, signed.indexOf('From:')), more, signed.subarray(signed.indexOf('From:'))])), 'dkim');
  const buried = Buffer.concat([more, signed]);
  const [before, few] = [Buffer.from(buried), withFewSignatures(buried)];
  assert.deepEqual([buried.equals(before), few.toString().match(/^dkim-signature/gim)?.length, few.length], [true, 10, buried.length]);
  assert.equal(await proofOf(buried), 'none');
  const large = Buffer.concat([more.subarray(0, more.indexOf('DKIM', 9)), signed, Buffer.alloc(1_000_000, 'x\r\n')]);
  assert.equal(withFewSignatures(large).toString('latin1').match(/^dkim-signature/gim)?.length, 1, 'of a large mail none that names a length');
  assert.equal(withFewSignatures(Buffer.concat([signed, more])).equals(Buffer.concat([signed, more])), true, 'what stands in the body is no signature');
});
