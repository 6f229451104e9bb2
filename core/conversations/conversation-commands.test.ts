import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  changeConversation, changeLife, deleteConversation, getDraft, labelConversation, mergeConversations, postMessage, receiveMails, saveDraft, unmergeConversation, wakeSnoozed,
} from '#core/conversations/index.ts';
import { changeAccount } from '#core/accounts/index.ts';
import { createLabel } from '#core/labels/index.ts';
import { builtInRoles, type Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';

describe('acting on a conversation', () => {
  let desk: Desk;
  let reader: Act;
  let ada: Act;
  before(async () => {
    desk = await openDesk();
    ada = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set(builtInRoles.owner) } };
    reader = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set(builtInRoles['read-only']) } };
  });
  after(() => desk.close());

  const within = <Result>(work: Parameters<typeof desk.database.withAccount<Result>>[1]) => desk.database.withAccount(desk.accountId, work);
  let number = 0;
  async function opened(): Promise<number> {
    number += 1;
    const mail = writeMail({ from: `c${number}@home.test`, id: `c${number}@home.test` });
    await within((tx) => receiveMails(tx, desk.act, desk.help, [mail]));
    return (await within((tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE mail_id = ${mail.mailId}`))).id;
  }
  const row = (id: number) => within((tx) => tx.one(sql<{ life: string; turn: string; priority: number; message_count: number; snoozed_until: string | null; assignee_id: number | null; acted_at: string | null }>`
    SELECT life, turn, priority, message_count, snoozed_until, assignee_id, acted_at FROM conversations WHERE account_id = ${desk.accountId} AND id = ${id}`));
  const eventsOf = (id: number) => within((tx) => tx.rows(sql<{ type: string; data: object }>`SELECT type, data FROM events WHERE account_id = ${desk.accountId} AND conversation_id = ${id} ORDER BY id`));

  it('every command needs its permission, and a refused one changes nothing', async () => {
    const id = await opened();
    const before1 = [await row(id), await eventsOf(id)];
    const refused = [
      () => within((tx) => changeLife(tx, reader, [id], { life: 'closed' })), () => within((tx) => changeConversation(tx, reader, id, { priority: 4 })),
      () => within((tx) => labelConversation(tx, reader, id, { add: [1] })), () => within((tx) => mergeConversations(tx, reader, { from: id, into: id + 1 })),
      () => within((tx) => deleteConversation(tx, reader, id)), () => within((tx) => saveDraft(tx, reader, id, { text: 'x' })),
      () => postMessage(desk.database, reader, { conversationId: id, direction: 'outgoing', text: 'x' }),
    ];
    for (const attempt of refused) await assert.rejects(attempt(), { code: 'forbidden' });
    assert.deepEqual([await row(id), await eventsOf(id)], before1);
  });

  it('an answer of ours gives the turn to the customer, an incoming one reopens, a note does neither', async () => {
    const id = await opened();
    await postMessage(desk.database, ada, { conversationId: id, direction: 'note', text: 'Known customer.' });
    assert.deepEqual([(await row(id)).turn, (await row(id)).message_count], ['new', 1]);
    await postMessage(desk.database, ada, { conversationId: id, direction: 'outgoing', text: 'Done.' });
    assert.deepEqual([(await row(id)).turn, (await row(id)).message_count], ['customer', 2]);
    await within((tx) => changeLife(tx, ada, [id], { life: 'resolved' }));
    await postMessage(desk.database, ada, { conversationId: id, direction: 'incoming', text: 'Not done.' });
    assert.deepEqual([(await row(id)).turn, (await row(id)).life], ['agent', 'open']);
    assert.equal((await eventsOf(id)).filter((event) => event.type === 'message.stored').length, 4);
  });

  const lifeEvents = async (id: number) => (await eventsOf(id)).filter((event) => event.type === 'conversation.changed').map((event) => event.data);
  const lifeOf = (id: number) => within((tx) => tx.one(sql<{ life: string; closed: boolean; snoozed: boolean; changed: string | null }>`
    SELECT life, closed_at IS NOT NULL AS closed, snoozed_until IS NOT NULL AS snoozed, life_changed_at AS changed FROM conversations WHERE account_id = ${desk.accountId} AND id = ${id}`));

  it('an incoming message reopens what slept, was resolved or closed, and says so once', async () => {
    for (const change of [{ life: 'closed' }, { life: 'resolved' }, { life: 'snoozed', snoozedUntil: '2024-05-09T08:00:00Z' }] as const) {
      const id = await opened();
      await within((tx) => changeLife(tx, ada, [id], change));
      const later = { ...ada, now: '2024-05-06T15:00:00.000Z' };
      await postMessage(desk.database, later, { conversationId: id, direction: 'incoming', text: 'Hello?' });
      await postMessage(desk.database, later, { conversationId: id, direction: 'incoming', text: 'Hello again' });
      assert.deepEqual((await lifeEvents(id)).slice(1), [{ field: 'life', from: change.life, to: 'open' }]);
      const { changed, ...now } = await lifeOf(id);
      assert.deepEqual({ ...now, changed: Date.parse(changed!) }, { life: 'open', closed: false, snoozed: false, changed: Date.parse(later.now) });
    }
  });

  it('where the account does not reopen, a closed conversation takes the message and stays closed; a resolved one opens', async () => {
    const [closed, resolved] = [await opened(), await opened()];
    await within((tx) => changeLife(tx, ada, [closed], { life: 'closed' }));
    await within((tx) => changeLife(tx, ada, [resolved], { life: 'resolved' }));
    await within((tx) => changeAccount(tx, desk.act, { reopenClosed: false }));
    try {
      for (const id of [closed, resolved]) await postMessage(desk.database, ada, { conversationId: id, direction: 'incoming', text: 'Hello?' });
    } finally {
      await within((tx) => changeAccount(tx, desk.act, { reopenClosed: true }));
    }
    assert.deepEqual([(await lifeOf(closed)).life, (await lifeOf(closed)).closed, (await row(closed)).message_count, (await lifeEvents(closed)).length], ['closed', true, 2, 1]);
    assert.equal((await lifeOf(resolved)).life, 'open');
  });

  it('what waits in an open conversation stays among the open ones when it is merged into one that was done; what was done opens nothing', async () => {
    for (const [ours, theirs, after] of [['open', 'resolved', 'open'], ['open', 'closed', 'open'], ['resolved', 'resolved', 'resolved'], ['open', 'snoozed', 'snoozed'], ['closed', 'open', 'open']] as const) {
      const [from, into] = [await opened(), await opened()];
      for (const [id, life] of [[from, ours], [into, theirs]] as const) {
        if (life !== 'open') await within((tx) => changeLife(tx, ada, [id], life === 'snoozed' ? { life, snoozedUntil: '2030-01-01T00:00:00Z' } : { life }));
      }
      await within((tx) => mergeConversations(tx, ada, { from, into }));
      assert.equal((await row(into)).life, after, `${ours} into ${theirs}`);
    }
  });

  it('a message that waits for a merge lands where the merge went', async () => {
    const [from, into] = [await opened(), await opened()];
    const other = desk.secondPool();
    let posted: Promise<{ messageId: number; conversationId: number }> | undefined;
    await within(async (tx) => {
      await mergeConversations(tx, ada, { from, into });
      posted = postMessage(other, ada, { conversationId: from, direction: 'outgoing', text: 'Meanwhile' });
      posted.catch(() => {});
      await waitUntilBlocked();
    });
    const { messageId, conversationId } = await posted!;
    assert.equal(conversationId, into);
    assert.deepEqual(await within((tx) => tx.one(sql<object>`SELECT conversation_id AS at FROM messages WHERE account_id = ${desk.accountId} AND id = ${messageId}`)), { at: into });
    assert.equal((await eventsOf(from)).filter((event) => event.type === 'message.stored').length, 1);
  });

  async function waitUntilBlocked(): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      const [found] = await desk.database.rows(sql<{ n: number }>`SELECT count(*) AS n FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`);
      if (found!.n > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('nothing waits');
  }

  it('refuses what makes no sense with a field', async () => {
    const id = await opened();
    await assert.rejects(postMessage(desk.database, ada, { conversationId: id, direction: 'outgoing', text: '' }), { code: 'invalid' });
    await assert.rejects(postMessage(desk.database, ada, { conversationId: id, direction: 'outgoing', text: 'a\u0000b' }), { code: 'invalid' });
    await assert.rejects(within((tx) => changeLife(tx, ada, [id], { life: 'snoozed' })), { code: 'invalid' });
    await assert.rejects(within((tx) => changeConversation(tx, ada, id, { assigneeId: 999_999 })), { code: 'not-found' });
    await assert.rejects(within((tx) => changeLife(tx, ada, [id, 999_999], { life: 'closed' })), { code: 'not-found' });
    assert.equal((await row(id)).life, 'open', 'all or none');
  });

  it('sleeps until its time and wakes', async () => {
    const id = await opened();
    await within((tx) => changeLife(tx, ada, [id], { life: 'snoozed', snoozedUntil: '2024-05-07T08:00:00Z' }));
    assert.equal(await within((tx) => wakeSnoozed(tx, { ...desk.act, now: '2024-05-07T07:59:59Z' })), 0);
    assert.equal(await within((tx) => wakeSnoozed(tx, { ...desk.act, now: '2024-05-07T08:00:00Z' })), 1);
    assert.deepEqual([(await row(id)).life, (await row(id)).snoozed_until], ['open', null]);
  });

  it('a turn that a person set holds until the next message', async () => {
    const id = await opened();
    await within((tx) => changeConversation(tx, ada, id, { turn: 'customer', priority: 2 }));
    assert.deepEqual([(await row(id)).turn, (await row(id)).priority], ['customer', 2]);
    await within((tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ from: `c${number}@home.test`, subject: 'Re: Hello', inReplyTo: [`c${number}@home.test`], at: '2024-05-06T12:30:00Z' })]));
    assert.equal((await row(id)).turn, 'new', 'nobody has answered yet');
  });

  it('a deleted conversation takes nothing and its mail does not come back', async () => {
    const id = await opened();
    const again = { ...writeMail({ from: `c${number}@home.test`, id: `c${number}@home.test` }), copyKey: 'raw:elsewhere', rawSha256: 'e'.repeat(64) };
    await within((tx) => deleteConversation(tx, ada, id));
    await assert.rejects(postMessage(desk.database, ada, { conversationId: id, direction: 'outgoing', text: 'x' }), { code: 'not-found' });
    await assert.rejects(within((tx) => deleteConversation(tx, ada, id)), { code: 'not-found' });
    assert.equal((await within((tx) => receiveMails(tx, desk.act, desk.sales, [again]))).stored, 0);
    const reply = writeMail({ from: `c${number}@home.test`, subject: 'Re: Hello', inReplyTo: [`c${number}@home.test`], at: '2024-05-06T13:00:00Z' });
    await within((tx) => receiveMails(tx, desk.act, desk.help, [reply]));
    assert.equal((await row(id)).life, 'deleted', 'a reply opens a new one');
  });

  it('a merge that is taken back takes the labels along that came with it, and leaves those that were there', async () => {
    const [from, into] = [await opened(), await opened()];
    const [repair, both] = await within(async (tx): Promise<[number, number]> => [(await createLabel(tx, ada, { name: 'Repair' })).id, (await createLabel(tx, ada, { name: 'Both' })).id]);
    await within((tx) => labelConversation(tx, ada, from, { add: [repair, both] }));
    await within((tx) => labelConversation(tx, ada, into, { add: [both] }));
    const labels = (id: number) => within(async (tx) => (await tx.rows(sql<{ id: number }>`SELECT label_id AS id FROM conversation_labels WHERE account_id = ${desk.accountId} AND conversation_id = ${id} ORDER BY 1`)).map((one) => one.id));
    await within((tx) => mergeConversations(tx, ada, { from, into }));
    assert.deepEqual(await labels(into), [repair, both]);
    await within((tx) => unmergeConversation(tx, ada, from));
    assert.deepEqual([await labels(from), await labels(into)], [[repair, both], [both]]);
  });

  it('a draft is kept per person and removed when it is empty', async () => {
    const id = await opened();
    await within((tx) => saveDraft(tx, ada, id, { text: 'Dear' }));
    await within((tx) => saveDraft(tx, ada, id, { text: 'Dear Bo' }));
    assert.equal((await within((tx) => getDraft(tx, ada, id)))?.text, 'Dear Bo');
    await within((tx) => saveDraft(tx, ada, id, { text: '', content: { kind: 'input-select', items: [{ title: 'a\u0000b', value: '\ud800' }] } }));
    assert.deepEqual((await within((tx) => getDraft(tx, ada, id)))?.content, { kind: 'input-select', items: [{ title: 'ab', value: '\ufffd' }] }, 'as far as it can be kept');
    await within((tx) => saveDraft(tx, ada, id, { text: '' }));
    assert.equal(await within((tx) => getDraft(tx, ada, id)), null);
    await assert.rejects(within((tx) => saveDraft(tx, desk.act, id, { text: 'x' })), { code: 'forbidden' });
  });
});
