import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import { setChannelMembers } from '#core/channels/index.ts';
import { changeConversation, changeHandler, postMessage, receiveMails } from '#core/conversations/index.ts';
import { appendEvents, catchUp } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { changeChoices, findChoices, findNotifications, notificationsConsumer, usualWays } from './index.ts';

let desk: Desk;
let cleo: { userId: number; agentId: number };
let dan: { userId: number; agentId: number };
const inDesk = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const actOf = (userId: number): Act => ({ ...desk.act, actor: { kind: 'user', id: userId, permissions: 'all' } });
const settle = (): Promise<void> => catchUp(desk.database, [notificationsConsumer]);
const told = async (userId: number) => (await inDesk((tx) => findNotifications(tx, actOf(userId), { limit: 100 }))).rows.map(({ kind, conversationId }) => `${kind} ${conversationId}`);
const mail = (id: string, more: Partial<Parameters<typeof writeMail>[0]> = {}) => writeMail({ id, from: 'bo@home.test', subject: id, at: '2024-05-06T11:00:00Z', ...more });
const conversationOf = (mailId: string) => inDesk((tx) => tx.one(sql<{ id: number; messageId: number }>`SELECT conversation_id AS id, id AS "messageId" FROM messages WHERE account_id = ${tx.accountId} AND mail_id = ${mailId}`));

before(async () => {
  desk = await openDesk();
  const join = (name: string) => inDesk(async (tx) => {
    const { id: userId } = await createUser(tx, desk.act, { email: `${name}@desk.test`, name, passwordHash: null });
    await addMember(tx, desk.act, { userId, role: 'agent' });
    return { userId, agentId: (await createAgent(tx, desk.act, { name, userId })).id };
  });
  cleo = await join('Cleo');
  dan = await join('Dan');
  await inDesk((tx) => setChannelMembers(tx, desk.act, desk.help.id, [cleo.agentId, dan.agentId]));
  await settle();
});
after(() => desk.close());

test('without a choice the usual ways hold; a choice is one\'s own and leaves the others as they are', async () => {
  assert.deepEqual(await inDesk((tx) => findChoices(tx, actOf(cleo.userId))), usualWays);
  const changed = await inDesk((tx) => changeChoices(tx, actOf(cleo.userId), { 'new-conversation': 'desk', reply: 'push' }));
  assert.deepEqual(changed, { ...usualWays, 'new-conversation': 'desk', reply: 'push' });
  assert.deepEqual(await inDesk((tx) => findChoices(tx, actOf(dan.userId))), usualWays);
  await assert.rejects(inDesk((tx) => changeChoices(tx, desk.act, { reply: 'none' })), { code: 'forbidden' });
});

test('something new in a channel is told to those of its members who want it; an import is told to nobody', async () => {
  await inDesk((tx) => receiveMails(tx, desk.act, desk.help, [mail('new@x')]));
  await inDesk((tx) => receiveMails(tx, desk.act, desk.sales, [mail('elsewhere@x')]));
  await inDesk((tx) => receiveMails(tx, { ...desk.act, origin: 'import' }, desk.help, [mail('old@x')]));
  await settle();
  const { id } = await conversationOf('new@x');
  assert.deepEqual(await told(cleo.userId), [`new-conversation ${id}`]);
  assert.deepEqual(await told(dan.userId), []);
});

test('what a bot has is told when it hands over, not before, and not where a person took it', async () => {
  const [handed, taken] = ['handed@x', 'taken@x'];
  await inDesk((tx) => receiveMails(tx, desk.act, desk.help, [mail(handed), mail(taken)]));
  const ids = [(await conversationOf(handed)).id, (await conversationOf(taken)).id];
  for (const id of ids) await inDesk((tx) => changeHandler(tx, desk.act, id, 'bot'));
  await settle();
  const before = await told(cleo.userId);
  await inDesk((tx) => changeHandler(tx, { ...desk.act, actor: { kind: 'bot', id: 1, permissions: 'all' } }, ids[0]!, 'person'));
  await inDesk((tx) => changeHandler(tx, actOf(dan.userId), ids[1]!, 'person'));
  await settle();
  assert.deepEqual((await told(cleo.userId)).filter((one) => !before.includes(one)), [`new-conversation ${ids[0]}`]);
  await inDesk((tx) => tx.run(sql`DELETE FROM notifications WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${ids}::bigint[])`));
});

test('a customer\'s answer is told to whose conversation it is, once until it was read, and not as new', async () => {
  const { id } = await conversationOf('new@x');
  await inDesk((tx) => changeConversation(tx, actOf(cleo.userId), id, { assigneeId: cleo.agentId }));
  for (const nth of [1, 2]) await inDesk((tx) => receiveMails(tx, desk.act, desk.help, [mail(`again${nth}@x`, { subject: 'Re: new@x', inReplyTo: ['new@x'], at: `2024-05-06T11:0${nth}:00Z` })]));
  await settle();
  assert.deepEqual(await told(cleo.userId), [`reply ${id}`, `new-conversation ${id}`]);
  await inDesk((tx) => changeChoices(tx, actOf(cleo.userId), { reply: 'none' }));
});

test('what could not be delivered is told to who wrote it, though others may have sent it', async () => {
  const { id } = await conversationOf('elsewhere@x');
  const { messageId } = await postMessage(desk.database, actOf(dan.userId), { conversationId: id, direction: 'outgoing', text: 'Hello' });
  for (const state of ['failed', 'bounced', 'delivered'] as const) await inDesk((tx) => appendEvents(tx, desk.act, [{ type: 'message.delivery', conversationId: id, messageId, data: { state, from: 'sending' } }]));
  await settle();
  assert.deepEqual(await told(dan.userId), [`send-failed ${id}`]);
});

test('who wants to hear nothing of a kind is told nothing of it', async () => {
  const { id } = await conversationOf('elsewhere@x');
  await inDesk((tx) => changeChoices(tx, actOf(cleo.userId), { assigned: 'none' }));
  const before = (await told(cleo.userId)).length;
  await inDesk((tx) => changeConversation(tx, actOf(desk.userId), id, { assigneeId: cleo.agentId }));
  await settle();
  assert.equal((await told(cleo.userId)).length, before);
  await inDesk((tx) => changeConversation(tx, actOf(desk.userId), id, { assigneeId: dan.agentId }));
  await settle();
  assert.equal((await told(dan.userId))[0], `assigned ${id}`);
});
