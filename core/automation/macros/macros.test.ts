import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser, getMember, setupAccount } from '#core/accounts/index.ts';
import { createCannedResponse, fillVariables, textVariables, type TextValues } from '#core/canned-responses/index.ts';
import { createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { openConversation } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { changeMacro, createMacro, deleteMacro, fillCannedResponse, findMacros, runMacro } from '../index.ts';

let desk: Desk;
let ada: Act;
let cy: Act;
let other: Act;
const ids: number[] = [];
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const nothing = async (): Promise<void> => {};

before(async () => {
  desk = await openDesk();
  ada = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } };
  await within(async (tx) => {
    const user = await createUser(tx, desk.act, { email: 'cy@desk.test', name: 'Cy' });
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
    await createAgent(tx, desk.act, { name: 'Cy Young', userId: user.id });
    cy = { ...desk.act, actor: { kind: 'user', id: user.id, permissions: (await getMember(tx, user.id))!.permissions } };
    const channel = await createApiChannel(tx, desk.act, { name: 'Robot' });
    for (const name of ['Bo van Dam', '{{agent.name}} <b>x</b>', 'Kim']) {
      const contact = await createContact(tx, desk.act, { name, points: name === 'Kim' ? [] : [{ kind: 'email', value: `c${ids.length}@home.test` }] });
      ids.push((await openConversation(tx, desk.act, { channelId: channel.id, contactId: contact.id, subject: 'Broken' })).id);
    }
  });
  const account = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
  other = { ...desk.act, accountId: account.account.id, actor: { kind: 'user', id: account.user.id, permissions: 'all' } };
});
after(() => desk.close());

test('a macro does its actions on all that were chosen, as the person, with variables filled for each', async () => {
  const macro = await within((tx) => createMacro(tx, cy, { name: 'Sorry', actions: [{ kind: 'send-message', text: 'Dear {{contact.first_name}}, #{{conversation.id}}. {{agent.name}}' }, { kind: 'set-priority', priority: 2 }, { kind: 'resolve' }] }));
  const runs = await within((tx) => runMacro(tx, cy, macro.id, [...ids, ids[0]!], nothing));
  assert.deepEqual(runs.map(({ conversationId, steps }) => [conversationId, steps.map(({ outcome }) => outcome)]), ids.map((id) => [id, ['done', 'done', 'done']]));
  const rows = await within((tx) => tx.rows(sql<{ text: string; user: number; isBot: boolean; life: string; priority: number; turn: string }>`
    SELECT b.text, m.user_id AS user, m.is_bot AS "isBot", c.life, c.priority, c.turn FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id WHERE m.account_id = ${tx.accountId} ORDER BY m.id`));
  assert.deepEqual(rows.map(({ text }) => text), [`Dear Bo, #${ids[0]}. Cy Young`, `Dear {{agent.name}}, #${ids[1]}. Cy Young`, `Dear Kim, #${ids[2]}. Cy Young`]);
  for (const { user, isBot, life, priority, turn } of rows) assert.deepEqual([user, isBot, life, priority, turn], [cy.actor.id, false, 'resolved', 2, 'customer'], 'it is the person\'s answer');
});

test('what a person may not do a macro does not do for him, and that is said', async () => {
  const macro = await within((tx) => createMacro(tx, ada, { name: 'Close', isShared: true, actions: [{ kind: 'set-priority', priority: 4 }, { kind: 'open' }] }));
  const narrow: Act = { ...cy, actor: { ...cy.actor, permissions: new Set(['conversations.read', 'conversations.assign']) } };
  assert.deepEqual((await within((tx) => runMacro(tx, narrow, macro.id, [ids[0]!], nothing)))[0]!.steps.map(({ outcome, because }) => [outcome, because]), [['done', null], ['failed', 'needs-permission']]);
  await assert.rejects(within((tx) => runMacro(tx, { ...narrow, actor: { ...narrow.actor, permissions: new Set() } }, macro.id, ids, nothing)), { code: 'forbidden' });
});

test('own macros are one\'s own; sharing and what reaches beyond a conversation need settings.write; others see and change nothing', async () => {
  const own = await within((tx) => createMacro(tx, cy, { name: 'Mine', actions: [{ kind: 'resolve' }] }));
  const shared = await within((tx) => createMacro(tx, ada, { name: 'Ours', isShared: true, actions: [{ kind: 'call-webhook', url: 'https://hooks.test/x' }] }));
  assert.ok((await within((tx) => findMacros(tx, cy))).some(({ id }) => id === shared.id));
  assert.ok(!(await within((tx) => findMacros(tx, ada))).some(({ id }) => id === own.id));
  const refused: ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => createMacro(tx, cy, { name: 'x', isShared: true, actions: [{ kind: 'resolve' }] }), (tx) => createMacro(tx, cy, { name: 'x', actions: [{ kind: 'call-webhook', url: 'https://hooks.test/' }] }),
    (tx) => changeMacro(tx, cy, shared.id, { name: 'Hers' }), (tx) => deleteMacro(tx, cy, shared.id), (tx) => changeMacro(tx, cy, own.id, { actions: [{ kind: 'send-transcript', addresses: ['a@b.test'] }] }),
  ];
  for (const work of refused) await assert.rejects(within(work), { code: 'forbidden' });
  for (const work of [(tx: Tx): Promise<unknown> => changeMacro(tx, ada, own.id, { name: 'Mine' }), (tx: Tx) => deleteMacro(tx, ada, own.id), (tx: Tx) => runMacro(tx, ada, own.id, ids, nothing)]) await assert.rejects(within(work), { code: 'not-found' });
  const theirs = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(other.accountId, work);
  assert.deepEqual(await theirs((tx) => findMacros(tx, other)), []);
  await assert.rejects(theirs((tx) => runMacro(tx, other, shared.id, ids, nothing)), { code: 'not-found' });
  const evil = await theirs((tx) => createMacro(tx, other, { name: 'Evil', actions: [{ kind: 'resolve' }] }));
  await assert.rejects(theirs((tx) => runMacro(tx, other, evil.id, [ids[0]!], nothing)), { code: 'not-found' });
  await assert.rejects(within((tx) => runMacro(tx, cy, own.id, [ids[0]!, 999_999], nothing)), { code: 'not-found' });
  await assert.rejects(within((tx) => runMacro(tx, cy, own.id, Array.from({ length: 51 }, (_, n) => n + 1), nothing)), { code: 'too-large' });
});

test('a canned response with a variable that there is not is refused when it is saved, and its values are text', async () => {
  for (const content of ['{{contact.shoe}}', '{{constructor.constructor("return process")()}}', '{{#each x}}']) await assert.rejects(within((tx) => createCannedResponse(tx, ada, { shortCode: 'x', content })), { code: 'invalid' }, content);
  const { id } = await within((tx) => createCannedResponse(tx, ada, { shortCode: 'hi', content: 'Dear {{ contact.first_name }} {{contact.last_name}} of {{inbox.name}}, ${7*7} {{ }} {x}'.replace(' {{ }}', '') }));
  assert.equal(await within((tx) => fillCannedResponse(tx, cy, id, ids[0]!)), 'Dear Bo Dam of Robot, ${7*7} {x}');
  await assert.rejects(desk.database.withAccount(other.accountId, (tx) => fillCannedResponse(tx, other, id, ids[0]!)), { code: 'not-found' });
  const values = Object.fromEntries(textVariables.map((name) => [name, '<{{agent.name}}>'])) as TextValues;
  assert.equal(fillVariables('{{contact.name}}', values, (value) => value.replaceAll('<', '&lt;')), '&lt;{{agent.name}}>', 'nothing in a value has a meaning of its own');
});
