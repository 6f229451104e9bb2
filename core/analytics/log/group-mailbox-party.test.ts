import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeGroupMailboxMembers, createGroupMailbox, deleteGroupMailbox, ensureChannel } from '#core/channels/index.ts';
import { addMailContacts, changeContact, createLeadSource, deleteLeadSource } from '#core/contacts/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { changeTeamMembers, createAgent, createTeam } from '#core/people/index.ts';
import { changeOwnGoals } from '#core/settings/index.ts';
import type { Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { countStats, factsConsumer, findMessageLog, resolveParty, setReplyGoals, type LogFilter, type PartyType } from '../index.ts';

const [ada, cat, bo, cy] = ['ada@desk.test', 'cat@desk.test', 'bo@home.test', 'cy@kling.test'] as const;
let desk: Desk;
let group: number;
let team: number;
const agents: Record<string, number> = {};
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const at = (time: string) => `2024-05-06T${time}:00.000Z`;
const filterOf = async (tx: Tx, name: string, type: PartyType): Promise<LogFilter> => ({ zone: 'UTC', nowMs: Date.parse(desk.act.now), party: (await resolveParty(tx, name, type))! });
/** Subjects of the report's messages, oldest first, with what its party did. */
const seen = (name: string, type: PartyType = 'shared-mailbox', period: Partial<LogFilter> = {}) => within(async (tx) => {
  const { rows } = await findMessageLog(tx, { ...await filterOf(tx, name, type), ...period }, { sortBy: 'at', direction: 'asc', page: 1, perPage: 50 });
  return rows.map(({ mailId }) => mailId);
});
const stats = (name: string, type: PartyType = 'shared-mailbox') => within(async (tx) => countStats(tx, await filterOf(tx, name, type)));

before(async () => {
  desk = await openDesk();
  await within(async (tx) => {
    for (const [name, address] of [['Ada', ada], ['Cat', cat]] as const) {
      agents[name] = (await createAgent(tx, desk.act, { name, addresses: [address] })).id;
      const box = await ensureChannel(tx, desk.act, { kind: 'email', address });
      await receiveMails(tx, desk.act, box, name === 'Ada' ? [
        // Between Ada and Bo alone, until Ada brings the group in.
        writeMail({ id: 'own1', from: bo, to: [ada], at: at('08:00') }),
        writeMail({ id: 'own2', from: ada, to: [bo], cc: ['team@desk.test'], subject: 'Re: Hello', references: ['own1'], at: at('08:30'), folder: 'Sent' }),
        writeMail({ id: 'own3', from: bo, to: [ada], subject: 'Re: Hello', references: ['own1', 'own2'], at: at('08:40') }),
        // To the group's list: the mail lies with Ada, who answers from her own address, and Bo writes back to her alone.
        writeMail({ id: 'list1', from: bo, to: ['team@desk.test'], subject: 'Order', at: at('09:00') }),
        writeMail({ id: 'list2', from: ada, to: [bo], subject: 'Re: Order', references: ['list1'], at: at('09:10'), folder: 'Sent' }),
        writeMail({ id: 'list3', from: bo, to: [ada], subject: 'Re: Order', references: ['list1', 'list2'], at: at('09:20') }),
      ] : [
        // A member's mail that has nothing to do with the group.
        writeMail({ id: 'cat1', from: cy, to: [cat], subject: 'Lunch', at: at('10:00') }),
        writeMail({ id: 'cat2', from: cat, to: [cy], subject: 'Re: Lunch', references: ['cat1'], at: at('10:05'), folder: 'Sent' }),
      ]);
    }
    // The alias is a channel of its own; the mail came by a blind copy.
    await receiveMails(tx, desk.act, desk.sales, [writeMail({ id: 'bcc1', from: cy, to: ['somebody@else.test'], subject: 'Quote', at: at('11:00') })]);
    group = (await createGroupMailbox(tx, desk.act, { name: 'Front Desk', address: 'team@desk.test', aliases: ['sales@desk.test'] })).id;
    await changeGroupMailboxMembers(tx, desk.act, group, { add: [agents['Ada']!, agents['Cat']!] });
    team = (await createTeam(tx, desk.act, { name: 'Day' })).id;
    await changeTeamMembers(tx, desk.act, team, { add: [agents['Ada']!] });
  });
  await catchUp(desk.database, [factsConsumer]);
});
after(() => desk.close());

test('a group mailbox reports what left or reached its addresses and what followed, and nothing else of its members', async () => {
  for (const name of ['Front Desk', 'front desk', 'TEAM@desk.test', 'sales@desk.test']) assert.deepEqual(await seen(name), ['own2', 'own3', 'list1', 'list2', 'list3', 'bcc1'], name);
  assert.deepEqual(await seen('team@desk.test', null), await seen('Front Desk'), 'guessed by its address');
  for (const period of [{ fromDay: '2024-05-06', toDay: '2024-05-06' }, { fromDay: '2024-05-06' }, { fromDay: '2023-05-06', toDay: '2024-05-06' }]) assert.deepEqual(await seen('Front Desk', 'shared-mailbox', period), await seen('Front Desk'), 'a day is asked otherwise than a year');
  const { messages, initialReply } = await stats('Front Desk');
  assert.deepEqual([messages.sent.count, messages.received.count, initialReply.count], [2, 5, 2], 'what Ada copied to the group was sent and received');
});

test('a member\'s own report and a team\'s hold all that the person did', async () => {
  assert.deepEqual(await seen('Ada', 'agent'), ['own1', 'own2', 'own3', 'list2', 'list3']);
  assert.deepEqual(await seen('Day', 'team'), await seen('Ada', 'agent'));
});

test('a report of a team or group mailbox is judged by its own goals, metric by metric, and every other one by the account\'s', async () => {
  await within(async (tx) => {
    const [hour, day] = [{ goal: 3_600, bands: [] }, { goal: 86_400, bands: [] }];
    await setReplyGoals(tx, desk.act, { firstReply: hour, overall: hour, close: day });
    await changeOwnGoals(tx, desk.act, { kind: 'group-mailbox', id: group }, { firstReply: 20 * 60 });
    await changeOwnGoals(tx, desk.act, { kind: 'team', id: team }, { overall: 1 });
  });
  const shares = async (name: string, type: PartyType) => {
    const { initialReply, overallReply } = await stats(name, type);
    return [initialReply.withinGoal, initialReply.overGoal, overallReply.withinGoal, overallReply.overGoal];
  };
  assert.deepEqual(await shares('Front Desk', 'shared-mailbox'), [1, 1, 2, 0], 'after 10 minutes and after 30: one within 20, both within the account\'s hour');
  assert.deepEqual(await shares('Day', 'team'), [2, 0, 0, 2]);
  assert.deepEqual(await shares('Ada', 'agent'), [2, 0, 2, 0]);
  await within((tx) => changeOwnGoals(tx, desk.act, { kind: 'group-mailbox', id: group }, { firstReply: null }));
  assert.deepEqual(await shares('Front Desk', 'shared-mailbox'), [1, 1, 2, 0], 'what is past stays judged as it was');
});

test('a lead source reports its leads, addresses and whole domains', async () => {
  const source = await within(async (tx) => {
    const { id } = await createLeadSource(tx, desk.act, { name: 'Fair' });
    const made = await addMailContacts(tx, desk.act, [{ value: bo, isLead: true }, { value: 'kling.test', isLead: true }]);
    for (const contact of made) await changeContact(tx, desk.act, contact.id, { leadSourceId: id });
    return id;
  });
  assert.deepEqual(await seen('FAIR', 'lead-source'), ['own1', 'own2', 'own3', 'list1', 'list2', 'list3', 'cat1', 'cat2', 'bcc1']);
  await within((tx) => deleteLeadSource(tx, desk.act, source));
  assert.equal(await within((tx) => resolveParty(tx, 'Fair', 'lead-source')), null);
});

test('a deleted group mailbox is nobody, and its address is free', async () => {
  await within((tx) => deleteGroupMailbox(tx, desk.act, group));
  assert.equal(await within((tx) => resolveParty(tx, 'Front Desk', 'shared-mailbox')), null);
  await within((tx) => createGroupMailbox(tx, desk.act, { name: 'Anew', address: 'team@desk.test' }));
});
