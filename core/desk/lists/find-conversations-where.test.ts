import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { changeConversation, changeLife, openConversation, setConversationLabels } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { defineAttribute, setAttributeValues } from '#core/labels/index.ts';
import { createAgent } from '#core/people/index.ts';
import type { Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { countByAssignee, findConversationsWhere, type Comparison, type ConditionTree, type ConditionValue, type ConversationField } from '../index.ts';

let desk: Desk;
let ada: Act;
let agentId: number;
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const everything: ConditionTree<ConversationField> = { all: [] };
const one = (field: ConversationField, compare: Comparison, ...values: ConditionValue[]): ConditionTree<ConversationField> => ({ field, compare, values, name: 'f' });
const list = async (where: ConditionTree<ConversationField>, page = { offset: 0, limit: 25 }, lives: readonly ('open' | 'resolved' | 'closed')[] = ['open']) => (
  (await within((tx) => findConversationsWhere(tx, ada, { lives, where }, page))).map(({ subject }) => subject));

before(async () => {
  desk = await openDesk();
  await within(async (tx) => {
    agentId = (await createAgent(tx, desk.act, { name: 'Ada', userId: desk.userId })).id;
    const channelId = (await createApiChannel(tx, desk.act, { name: 'Robot' })).id;
    const contactId = (await createContact(tx, desk.act, { name: 'Bo' })).id;
    for (const [at, subject] of ['one', 'two', 'three', 'four'].entries()) {
      const act = { ...desk.act, now: `2024-05-06T12:0${at}:00.000Z` };
      const { id } = await openConversation(tx, act, { channelId, contactId, subject, isBots: subject === 'four' });
      if (subject === 'one') await changeConversation(tx, act, id, { assigneeId: agentId, priority: 4 });
      if (subject === 'two') await setConversationLabels(tx, act, id, ['Gold']);
      if (subject === 'three') await changeLife(tx, act, [id], { life: 'closed' });
    }
  });
  ada = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set(['conversations.read']) } };
});
after(() => desk.close());

test('pages by number, newest first, over several lives', async () => {
  assert.deepEqual(await list(everything), ['four', 'two', 'one']);
  assert.deepEqual(await list(everything, { offset: 1, limit: 1 }), ['two']);
  assert.deepEqual(await list(everything, { offset: 1, limit: 2 }, ['open', 'closed']), ['three', 'two']);
});

test('conditions on every field', async () => {
  assert.deepEqual(await list(one('handler', 'equal', 'bot')), ['four']);
  assert.deepEqual(await list(one('assignee', 'equal', agentId)), ['one']);
  assert.deepEqual(await list(one('assignee', 'absent')), ['four', 'two']);
  assert.deepEqual(await list(one('label', 'equal', 'gold')), ['two']);
  assert.deepEqual(await list(one('label', 'not-equal', 'gold')), ['four', 'one']);
  assert.deepEqual(await list(one('priority', 'greater', 3)), ['one']);
  assert.deepEqual(await list(one('subject', 'contains', 'O')), ['four', 'two', 'one']);
  assert.deepEqual(await list(one('last-message-at', 'less', '2024-05-06T12:01:00Z')), ['one']);
});

test('dates and flags of attributes are compared as such', async () => {
  const ids = await within(async (tx) => {
    const define = async (key: string, type: 'date' | 'boolean') => (await defineAttribute(tx, desk.act, { entity: 'conversation', key, name: key, type })).id;
    const made = { due: await define('due', 'date'), paid: await define('paid', 'boolean') };
    const [first] = await findConversationsWhere(tx, ada, { lives: ['open'], where: one('subject', 'equal', 'one') }, { offset: 0, limit: 1 });
    await setAttributeValues(tx, desk.act, 'conversation', first!.id, { due: '2024-05-01', paid: true });
    return made;
  });
  const of = (attributeId: number, compare: Comparison, ...values: ConditionValue[]): ConditionTree<ConversationField> => ({ field: { attributeId }, compare, values, name: 'f' });
  assert.deepEqual([await list(of(ids.due, 'equal', '2024-05-01')), await list(of(ids.due, 'less', '2024-05-02')), await list(of(ids.due, 'greater', '2024-05-01'))], [['one'], ['one'], []]);
  assert.deepEqual([await list(of(ids.due, 'older-than-days', 4)), await list(of(ids.due, 'older-than-days', 5)), await list(of(ids.paid, 'equal', 'true')), await list(of(ids.paid, 'not-equal', true))], [['one'], [], ['one'], ['four', 'two']]);
  for (const wrong of [of(ids.due, 'equal', 'soon'), of(ids.due, 'contains', '2024'), of(ids.due, 'less', '2024-02-30'), of(ids.paid, 'equal', 'maybe'), of(ids.paid, 'greater', true)]) await assert.rejects(list(wrong), { code: 'invalid' });
});

test('counts by assignee', async () => {
  const count = (lives: readonly ('open' | 'closed')[]) => within((tx) => countByAssignee(tx, ada, { lives, where: everything }));
  assert.deepEqual(await count(['open']), { mine: 1, unassigned: 2, assigned: 1, all: 3 });
  assert.deepEqual(await count(['closed']), { mine: 0, unassigned: 1, assigned: 0, all: 1 });
});

test('a page beyond the bound is refused, and so is who may not read', async () => {
  await assert.rejects(list(everything, { offset: 200_000, limit: 1 }), { code: 'invalid' });
  await assert.rejects(within((tx) => countByAssignee(tx, { ...ada, actor: { ...ada.actor, permissions: new Set() } }, { lives: ['open'], where: everything })), { code: 'forbidden' });
});
