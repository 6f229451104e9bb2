import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { setCalendar, setSlaHours } from '#core/calendars/index.ts';
import { addChannelAlias, changeChannel, ensureChannel, removeChannelAlias } from '#core/channels/index.ts';
import {
  changeLife, finishImport, mergeConversations, receiveMails, reclassifyMail, startImport, undoImport, unmergeConversation, type ReceivedMail,
} from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { addAgentAddress, createAgent, findAgentByAddress, removeAgentAddress, renameAgent } from '#core/people/index.ts';
import { setSetting } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { beginRecount } from '../recounts/run-recount.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { rebuildFacts } from './testing/rebuild-facts.ts';

const week = (from: string, to: string) => ({
  zone: 'UTC', hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [[from, to]]])), holidays: [],
});

/** What changes figures reaches them by an event: after it they are what a rebuild makes of them, and not what they were. */
describe('figures follow', () => {
  let desk: Desk;
  beforeEach(async () => { desk = await openDesk(); });
  afterEach(() => desk.close());

  const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
  const follow = () => catchUp(desk.database, [factsConsumer]);
  const receive = async (...mails: ReceivedMail[]) => {
    await within((tx) => receiveMails(tx, desk.act, desk.help, mails));
    await follow();
  };
  async function dump(): Promise<string> {
    const rows = await within((tx) => tx.rows(sql<{ line: string }>`
      SELECT line FROM (SELECT 1 AS part, message_id AS id, t::text AS line FROM message_facts t UNION ALL SELECT 2, conversation_id, t::text FROM conversation_facts t) f ORDER BY part, id`));
    return rows.map((row) => row.line).join('\n');
  }
  async function asRebuilt(what: string): Promise<string> {
    await follow();
    const followed = await dump();
    await rebuildFacts(desk.database, desk.accountId);
    assert.equal(followed, await dump(), `${what}: not as rebuilt`);
    return followed;
  }
  async function changes(what: string, act: (tx: Tx) => Promise<unknown>): Promise<void> {
    const before = await asRebuilt(`before ${what}`);
    await within(act);
    assert.notEqual(await asRebuilt(what), before, `${what}: nothing changed, so this proves nothing`);
  }
  const conversationOf = async (mailId: string) => (await within((tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE mail_id = ${mailId}`))).id;
  /** An answer the day after, at noon: 4 hours of 24 are open of 9 to 17. */
  const exchange = (extra: Parameters<typeof writeMail>[0]['cc'] = []) => [
    writeMail({ from: 'bo@home.test', id: 'ask@x', at: '2024-05-02T12:00:00Z', cc: extra }),
    writeMail({ from: 'ada@desk.test', to: ['bo@home.test'], cc: extra, id: 'answer@x', inReplyTo: ['ask@x'], references: ['ask@x'], subject: 'Re: Hello', at: '2024-05-03T12:00:00Z' }),
  ];

  it('another calendar of a channel', async () => {
    await within((tx) => setCalendar(tx, desk.act, week('09:00', '17:00')));
    const { calendarId } = await within((tx) => setCalendar(tx, desk.act, week('10:00', '11:00'), { channelId: desk.sales.id }));
    await receive(...exchange());
    await changes('calendar of a channel', (tx) => changeChannel(tx, desk.act, desk.help.id, { calendarId }));
    await changes('no calendar of its own', (tx) => changeChannel(tx, desk.act, desk.help.id, { calendarId: null }));
  });

  it('the hours of the SLA, also where they are a queue\'s own, and their next version', async () => {
    const own = await within((tx) => setCalendar(tx, desk.act, week('10:00', '11:00'), { own: { calendarId: null, name: 'Promised' } }));
    await receive(...exchange());
    const spans = async () => (await within((tx) => tx.rows(sql<{ sla: number | null }>`SELECT span_business_sla AS sla FROM message_facts WHERE account_id = ${desk.accountId} ORDER BY at`))).map(({ sla }) => sla);
    assert.deepEqual(await spans(), [null, null]);
    await changes('first hours of an SLA', (tx) => setSlaHours(tx, desk.act, own.calendarId));
    assert.deepEqual(await spans(), [null, 3_600]);
    await changes('their next version, for all time', (tx) => setCalendar(tx, desk.act, week('10:00', '11:30'), { own: { calendarId: own.calendarId, name: 'Promised' }, fromBeginning: true }));
    assert.deepEqual(await spans(), [null, 5_400]);
    await changes('no SLA from before the answer on', (tx) => setSlaHours(tx, { ...desk.act, now: '2024-05-03T06:00:00.000Z' }, null));
    assert.deepEqual(await spans(), [null, null]);
  });

  it('addresses of channels', async () => {
    await receive(writeMail({ from: 'ada@desk.test', to: ['box@partner.test'], cc: ['help@desk.test'], id: 'out@x' }));
    await changes('alias added', (tx) => addChannelAlias(tx, desk.act, desk.help.id, 'box@partner.test'));
    await changes('alias removed', (tx) => removeChannelAlias(tx, desk.act, desk.help.id, 'box@partner.test'));
    await changes('channel made', (tx) => ensureChannel(tx, desk.act, { kind: 'email', address: 'box@partner.test' }));
  });

  it('a channel nobody wrote to asks for nothing', async () => {
    const requests = async () => (await within((tx) => tx.rows(sql<object>`SELECT id FROM events WHERE account_id = ${desk.accountId} AND type = 'facts.recount'`))).length;
    await receive(...exchange());
    const before = await requests();
    await within((tx) => ensureChannel(tx, desk.act, { kind: 'email', address: 'new@desk.test' }));
    await follow();
    assert.equal(await requests(), before);
  });

  it('addresses of agents', async () => {
    await receive(writeMail({ from: 'ada@desk.test', to: ['eve@private.test'], cc: ['help@desk.test'], id: 'out@x' }));
    const agent = await within((tx) => createAgent(tx, desk.act, { name: 'Eve' }));
    await changes('agent address added', (tx) => addAgentAddress(tx, desk.act, agent.id, 'eve@private.test'));
    await changes('agent address removed', (tx) => removeAgentAddress(tx, desk.act, agent.id, 'eve@private.test'));
  });

  it('an agent discovered by a later mail changes nothing that was before, until somebody names him', async () => {
    const old = writeMail({ from: 'eve@branch.test', id: 'old@x', at: '2024-05-01T08:00:00Z' });
    await receive(old);
    await within((tx) => setSetting(tx, { ...desk.act, now: '2024-05-03T00:00:00.000Z' }, 'internal-domains', { domains: ['branch.test', 'desk.test'] }));
    const before = (await asRebuilt('before')).split('\n');
    await receive(writeMail({ from: 'eve@branch.test', to: ['bo@home.test'], id: 'new@x', subject: 'Other', at: '2024-05-04T08:00:00Z' }));
    const agent = await within((tx) => findAgentByAddress(tx, desk.act, 'eve@branch.test'));
    assert.equal(agent?.isDiscovered, true);
    const after = (await asRebuilt('discovered')).split('\n');
    assert.deepEqual(before.filter((line) => !after.includes(line)), []);
    await changes('discovered agent named', (tx) => renameAgent(tx, desk.act, agent.id, 'Eve'));
  });

  it('hours that hold from now on, where figures lie after now', async () => {
    await within((tx) => setCalendar(tx, desk.act, week('09:00', '17:00')));
    await receive(...exchange());
    const atSix = { ...desk.act, now: '2024-05-03T06:00:00.000Z' };
    await changes('second calendar', (tx) => setCalendar(tx, atSix, week('00:00', '24:00')));
    const id = await conversationOf('ask@x');
    await within((tx) => changeLife(tx, { ...desk.act, now: '2024-05-09T12:00:00.000Z' }, [id], { life: 'resolved' }));
    await changes('third calendar, only the closing is after it', (tx) => setCalendar(tx, { ...desk.act, now: '2024-05-08T00:00:00.000Z' }, week('10:00', '11:00')));
  });

  it('settings that hold from now on, where figures lie after now', async () => {
    const early = { ...desk.act, now: '2024-05-01T00:00:00.000Z' };
    await within(async (tx) => {
      await setCalendar(tx, desk.act, week('00:00', '24:00'));
      await setSetting(tx, early, 'outliers', { firstReply: null, overall: null, forward: null, close: null });
      await setSetting(tx, early, 'leave', { days: [] });
    });
    await receive(...exchange(['eve@branch.test']), writeMail({ from: 'ada@desk.test', to: ['eve@branch.test'], cc: ['help@desk.test'], id: 'in@x', subject: 'Within' }));
    await changes('outliers', (tx) => setSetting(tx, early, 'outliers', { firstReply: 60, overall: 60, forward: 60, close: 60 }));
    await changes('internal domains', (tx) => setSetting(tx, early, 'internal-domains', { domains: ['branch.test', 'desk.test'] }));
    const agent = await within((tx) => findAgentByAddress(tx, desk.act, 'ada@desk.test'));
    await changes('leave, long after', (tx) => setSetting(tx, { ...desk.act, now: '2025-01-01T00:00:00.000Z' }, 'leave', { days: [{ agentId: agent!.id, from: '2024-05-03', to: '2024-05-03' }] }));
  });

  it('mails judged anew, long after the domains changed', async () => {
    await receive(...exchange(), writeMail({ from: 'eve@branch.test', to: ['bo@home.test'], cc: ['help@desk.test'], id: 'eve@x', inReplyTo: ['ask@x'], references: ['ask@x'], subject: 'Re: Hello', at: '2024-05-04T12:00:00Z' }));
    await within((tx) => setSetting(tx, desk.act, 'internal-domains', { domains: ['branch.test', 'desk.test'] }, { fromBeginning: true }));
    await changes('reclassified', async (tx) => { assert.equal(await reclassifyMail(tx, desk.act), 1); });
  });

  /** A mail of cy about bo's thread is filed in a conversation of its own. */
  const stranger = writeMail({ from: 'cy@other.test', id: 'cy@x', inReplyTo: ['ask@x'], references: ['ask@x'], subject: 'Re: Hello', at: '2024-05-02T15:00:00Z' });

  it('a parent that comes late into another conversation, and goes again', async () => {
    await receive(stranger);
    const before = await asRebuilt('child alone');
    const batch = await within((tx) => startImport(tx, desk.act, { source: 'late.mbox', channelId: desk.help.id }));
    await within((tx) => receiveMails(tx, desk.act, desk.help, [exchange()[0]!], batch));
    const both = await asRebuilt('late parent');
    assert.notEqual(await conversationOf('cy@x'), await conversationOf('ask@x'));
    assert.ok(!both.includes(before.split('\n')[0]!), 'the child did not find its parent');
    await within((tx) => finishImport(tx, desk.act, batch, 'done', { read: 1, stored: 1, alreadyHeld: 0, quarantined: 0 }));
    await undoImport(desk.database, desk.act, batch);
    assert.equal(await asRebuilt('parent undone'), before);
  });

  it('a merge by hand and its undoing', async () => {
    await receive(exchange()[0]!, writeMail({ from: 'cy@other.test', id: 'cy@x', subject: 'Bye', at: '2024-05-02T15:00:00Z' }));
    const [into, from] = [await conversationOf('ask@x'), await conversationOf('cy@x')];
    assert.notEqual(into, from);
    const factsOf = async (id: number) => (await within((tx) => tx.rows(sql`SELECT FROM conversation_facts WHERE conversation_id = ${id}`))).length;
    const before = await asRebuilt('apart');
    await changes('merged', (tx) => mergeConversations(tx, desk.act, { from, into }));
    assert.deepEqual([await factsOf(into), await factsOf(from)], [1, 0]);
    await changes('unmerged', (tx) => unmergeConversation(tx, desk.act, from));
    assert.deepEqual([await factsOf(into), await factsOf(from)], [1, 1]);
    assert.equal(await dump(), before.replaceAll('manual', 'first'));
  });

  it('everything, where all is recounted', async () => {
    for (let n = 0; n < 5; n += 1) await receive(writeMail({ from: `bo${n}@home.test`, id: `n${n}@x`, subject: `Matter ${n}` }));
    const before = await dump();
    await within((tx) => tx.run(sql`UPDATE conversation_facts SET touches = 99 WHERE account_id = ${desk.accountId}`));
    assert.equal(await within((tx) => beginRecount(tx, { causes: ['test'], askedBy: null, now: desk.act.now })), true);
    await follow();
    assert.equal(await dump(), before);
  });
});
