import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { addMember, createUser, setupAccount } from '#core/accounts/index.ts';
import { changeKnowledgeBase, checkDomainByHand, createKnowledgeBase, findBaseDomains, getKnowledgeBaseNamed, recordDomainCheck, type KnowledgeBase } from '#core/knowledge/index.ts';
import { removeConnection } from '#core/channels/index.ts';
import { openSendingDesk, type SendingDesk } from '#channels/email/send/testing/mail-room.ts';
import { finishJob, takeJobs } from '#jobs/index.ts';
import { sql } from '#storage/index.ts';
import { enqueueWork } from '../enqueue-work.ts';
import { siteMailJobs } from '../site-mail-jobs.ts';
import { askForHostNames, lookSoonAndHourly } from './host-names.ts';

let room: SendingDesk;
/** What DNS says, by the name of the record. Null: no answer. */
const dns = new Map<string, readonly string[] | null>();
const asked: string[] = [];
const day = 24 * 60 * 60 * 1_000;

before(async () => {
  room = await openSendingDesk();
  await room.within(async (tx) => {
    for (const [name, role] of [['Olga', 'administrator'], ['Gus', 'agent']] as const) {
      const user = await createUser(tx, room.desk.act, { email: `${name.toLowerCase()}@desk.test`, name });
      await addMember(tx, room.desk.act, { userId: user.id, role });
    }
  });
});
after(() => room.close());

/** A site whose host name was proved at this moment. */
async function prove(slug: string): Promise<KnowledgeBase> {
  const domain = `${slug}.acme.test`;
  const site = await room.within((tx) => createKnowledgeBase(tx, room.now(), { name: slug, slug, customDomain: domain }));
  const { recordName, recordText } = site.domainProof!;
  dns.set(recordName, ['v=spf1 -all', recordText]);
  return room.within((tx) => recordDomainCheck(tx, room.now(), site.id, { domain, records: [recordText] }));
}

/** Later, the hour has come. Returns whom a mail went to, and what it says. */
async function look(ms: number): Promise<{ to: string; text: string }[]> {
  room.clock.advance(ms);
  asked.length = 0;
  await askForHostNames({ database: room.desk.database, clock: room.clock, onFailure: (error) => { throw error; }, findTextRecords: async (name) => { asked.push(name); return dns.get(name) ?? (dns.has(name) ? null : []); } });
  return mail();
}

/** Sends what is to go. */
async function mail(): Promise<{ to: string; text: string }[]> {
  room.peer.mails.length = 0;
  const handlers = siteMailJobs({ context: () => room.context, onGivenUp: ({ because }) => { throw new Error(because); } });
  for (const job of await takeJobs(room.desk.database, { queue: 'settings', limit: 10, leaseMs: 60_000, nowMs: room.clock.nowMs() })) {
    await handlers[job.kind]!(job, { signal: new AbortController().signal });
    await room.desk.database.withoutAccount((tx) => finishJob(tx, job));
  }
  return room.peer.mails.map(({ to, raw }) => ({ to: String(to), text: Buffer.from(raw.toString().split('\r\n\r\n')[1]!.replaceAll('\r\n', ''), 'base64').toString() })).sort((a, b) => a.to.localeCompare(b.to));
}
const stand = async (slug: string) => {
  const { domainProof } = await room.within((tx) => getKnowledgeBaseNamed(tx, room.desk.act, slug));
  return [domainProof!.state, domainProof!.problem, domainProof!.servedUntil?.slice(0, 10) ?? null];
};
const auditOf = async (id: number) => (await room.within((tx) => tx.rows(sql<{ action: string }>`SELECT replace(action, 'knowledge-base.', '') AS action FROM audit_log WHERE account_id = ${tx.accountId} AND target_kind = 'knowledge-base' AND target_id = ${id} AND action LIKE '%.domain-%' ORDER BY id`))).map(({ action }) => action);
const inDays = (days: number): string => new Date(room.clock.nowMs() + days * day).toISOString().slice(0, 10);
const served = () => findBaseDomains(room.desk.database);

test('a proved host name is asked for once a day; no answer, for however long, takes nothing away and warns nobody', async () => {
  const { domainProof } = await prove('calm');
  const { recordName } = domainProof!;
  assert.deepEqual([await look(23 * 3_600_000), asked], [[], []]);
  assert.deepEqual([await look(3_600_000), [...asked]], [[], [recordName]]);
  assert.deepEqual([await look(3_600_000), [...asked]], [[], []]);
  dns.set(recordName, null);
  for (let days = 0; days < 12; days += 1) assert.deepEqual([await look(day), [...asked]], [[], [recordName]]);
  assert.deepEqual([await stand('calm'), await served()], [['proved', 'no-answer', null], ['calm.acme.test']]);
  dns.set(recordName, [domainProof!.recordText]);
  await look(day);
  assert.deepEqual(await stand('calm'), ['proved', null, null]);
});

test('where the record is gone, those who may change it are warned once; a week later the name is lost, and proved again it is back', async () => {
  const { id, domainProof } = await prove('lost');
  const { recordName, recordText } = domainProof!;
  dns.set(recordName, ['v=spf1 -all']);
  const mails = await look(day);
  const until = inDays(7);
  assert.deepEqual(mails.map(({ to }) => to), ['ada@desk.test', 'olga@desk.test'], 'owners and administrators, no agent');
  for (const word of ['lost.acme.test', recordName, recordText, until]) assert.ok(mails[1]!.text.includes(word), word);
  for (let days = 1; days < 7; days += 1) assert.deepEqual([await look(day), await stand('lost')], [[], ['proved', 'no-record', until]], `after ${days} days`);
  assert.ok((await served()).includes('lost.acme.test'));
  assert.deepEqual(await look(day), []);
  assert.deepEqual([await stand('lost'), (await served()).includes('lost.acme.test')], [['failed', 'no-record', null], false]);
  assert.deepEqual(await auditOf(id), ['domain-proved', 'domain-warned', 'domain-lost']);
  assert.deepEqual([await look(day), asked.includes(recordName)], [[], false], 'what is lost is asked for by people only');
  dns.set(recordName, [recordText]);
  await room.within((tx) => recordDomainCheck(tx, room.now(), id, { domain: 'lost.acme.test', records: [recordText] }));
  assert.deepEqual([await stand('lost'), (await served()).includes('lost.acme.test')], [['proved', null, null], true]);
});

test('a record that comes back in time ends the matter, and the next time is a new one; a week without an answer is no proof of absence', async () => {
  const { domainProof } = await prove('back');
  const { recordName, recordText } = domainProof!;
  dns.set(recordName, ['patchbay-site=00000000000000000000000000000000']);
  assert.equal((await look(day)).length, 2);
  assert.deepEqual((await stand('back')).slice(0, 2), ['proved', 'other-record']);
  dns.set(recordName, [recordText]);
  await look(6 * day);
  assert.deepEqual(await stand('back'), ['proved', null, null]);
  dns.set(recordName, []);
  assert.equal((await look(6 * day)).length, 2, 'warned anew, with a new week');
  dns.set(recordName, null);
  for (let days = 0; days < 10; days += 1) await look(day);
  assert.deepEqual((await stand('back')).slice(0, 2), ['proved', 'no-answer']);
  assert.ok((await served()).includes('back.acme.test'));
  dns.set(recordName, []);
  await look(day);
  assert.equal((await stand('back'))[0], 'failed');
});

test('who looks each day by hand is warned and loses the name like anybody', async () => {
  const { id, domainProof } = await prove('hand');
  dns.set(domainProof!.recordName, []);
  const mails: number[] = [];
  for (let days = 0; days <= 7; days += 1) {
    room.clock.advance(day - 60_000);
    const answer = { domain: 'hand.acme.test', records: [] };
    await room.within((tx) => checkDomainByHand(tx, { ...room.desk.act, now: room.now().now }, id, answer, enqueueWork));
    mails.push((await mail()).filter(({ text }) => text.includes('hand.acme.test')).length, (await look(0)).length);
    if (days === 6) room.clock.advance(8 * 60_000); // the week is over by the clock, too
  }
  assert.deepEqual(mails, [2, ...Array.from({ length: 15 }, () => 0)]);
  assert.deepEqual([await stand('hand'), (await served()).includes('hand.acme.test')], [['failed', 'no-record', null], false]);
});

test('a warning stands in the audit log, and one that cannot be sent is told or stays as a failed job', async () => {
  const { id, domainProof } = await prove('mute');
  dns.set(domainProof!.recordName, []);
  room.clock.advance(day);
  await room.within((tx) => checkDomainByHand(tx, room.now(), id, { domain: 'mute.acme.test', records: [] }, enqueueWork));
  assert.deepEqual(await auditOf(id), ['domain-proved', 'domain-warned']);
  const [job, ...others] = await takeJobs(room.desk.database, { queue: 'settings', limit: 10, leaseMs: 60_000, nowMs: room.clock.nowMs() });
  for (const each of [job!, ...others]) await room.desk.database.withoutAccount((tx) => finishJob(tx, each));
  const givenUp: string[] = [];
  const send = (port: number | null, attempt: number) => siteMailJobs({
    context: () => ({ ...room.context, relay: port === null ? null : { host: '127.0.0.1', port, security: 'none', user: null, password: null } }), onGivenUp: ({ because }) => { givenUp.push(because); },
  })['mail-domain-warning']!({ ...job!, attempt }, { signal: new AbortController().signal });
  await room.within(async (tx) => { for (const channel of [room.desk.help, room.desk.sales]) await removeConnection(tx, room.now(), channel.id, 'smtp'); });
  await assert.rejects(send(1, job!.attemptsMax), /was not warned/, 'the last try, too: the runner keeps the job as failed');
  await send(null, 1);
  assert.deepEqual(givenUp, ['no-server']);
  for (const channel of [room.desk.help, room.desk.sales]) await room.connect(channel.id);
});

test('where another site has proved the name meanwhile it is lost at once, whatever DNS says, without a warning and with a line in the audit log', async () => {
  const other = await setupAccount(room.desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: room.now().now });
  for (const [slug, problem] of [['won', 'other-record'], ['both', 'taken'], ['silent', 'no-answer']] as const) {
    const { id, domainProof } = await prove(slug);
    const domain = `${slug}.acme.test`;
    const act = () => ({ ...room.now(), accountId: other.account.id });
    await room.desk.database.withAccount(other.account.id, async (tx) => {
      const theirs = await createKnowledgeBase(tx, act(), { name: slug, slug: `other-${slug}`, customDomain: domain });
      const foreign = theirs.domainProof!.recordText;
      await recordDomainCheck(tx, act(), theirs.id, { domain, records: [foreign] });
      dns.set(domainProof!.recordName, problem === 'no-answer' ? null : problem === 'taken' ? [foreign, domainProof!.recordText] : [foreign]);
    });
    assert.deepEqual(await look(day), [], slug);
    assert.deepEqual([await stand(slug), await auditOf(id)], [['failed', problem, null], ['domain-proved', 'domain-lost']], slug);
    assert.ok((await served()).includes(domain), 'it is the other\'s');
  }
});

test('a warning that waits is not sent once the name is another site\'s', async () => {
  const { id, domainProof } = await prove('late');
  dns.set(domainProof!.recordName, []);
  room.clock.advance(day);
  await room.within((tx) => checkDomainByHand(tx, room.now(), id, { domain: 'late.acme.test', records: [] }, enqueueWork));
  const { account: { id: accountId } } = await setupAccount(room.desk.database, { accountName: 'Third', email: 'tom@third.test', name: 'Tom', password: null, now: room.now().now });
  await room.desk.database.withAccount(accountId, async (tx) => {
    const theirs = await createKnowledgeBase(tx, { ...room.now(), accountId }, { name: 'Late', slug: 'third-late', customDomain: 'late.acme.test' });
    await recordDomainCheck(tx, { ...room.now(), accountId }, theirs.id, { domain: 'late.acme.test', records: [theirs.domainProof!.recordText] });
    dns.set(domainProof!.recordName, [theirs.domainProof!.recordText]);
  });
  assert.deepEqual(await mail(), []);
});

test('another host name ends the warning of the one before', async () => {
  const { id, domainProof } = await prove('moved');
  dns.set(domainProof!.recordName, []);
  await look(day);
  assert.notEqual((await stand('moved'))[2], null);
  await room.within((tx) => changeKnowledgeBase(tx, room.now(), id, { customDomain: 'new.acme.test' }));
  await look(8 * day);
  assert.deepEqual(await stand('moved'), ['unproved', null, null]);
});

test('a server looks a minute after its start and each hour, so one that is started anew each hour asks as well; no two looks at once, none after the end', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  try {
    const looks: PromiseWithResolvers<void>[] = [];
    const stop = lookSoonAndHourly(() => {
      looks.push(Promise.withResolvers());
      return looks.at(-1)!.promise;
    });
    const count = async (ms: number): Promise<number> => {
      mock.timers.tick(ms);
      await new Promise(setImmediate);
      return looks.length;
    };
    assert.deepEqual([await count(59_000), await count(1_000)], [0, 1]);
    assert.equal(await count(3_600_000), 1, 'the first is under way');
    looks[0]!.resolve();
    assert.equal(await count(0), 2);
    const stopped = stop();
    looks[1]!.resolve();
    await stopped;
    assert.equal(await count(10 * 3_600_000), 2);
  } finally {
    mock.timers.reset();
  }
});
