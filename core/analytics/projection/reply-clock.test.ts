import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { factsConsumer, getReplyClock } from '#core/analytics/index.ts';
import { parseSecretKey } from '#core/accounts/index.ts';
import { createBot, setChannelBot } from '#core/bots/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import { changeHandler, mergeConversations, postMessage, unmergeConversation } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { applyToInteraction, createInteraction, newPartIds, saveInteraction, type Interaction, type InteractionAct } from '#core/interactions/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import { changeQueue } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { furnishQueues } from '#testkit/interactions/furnish-queues.ts';
import { randomAct } from '#testkit/interactions/random-acts.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { rebuildFacts } from './testing/rebuild-facts.ts';

const secretKey = parseSecretKey('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'test');
let desk: Desk;
let nowMs = Date.parse('2024-05-06T08:00:00.000Z');
before(async () => {
  desk = await openDesk();
  await furnishQueues(desk, 'call');
});
after(() => desk.close());

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const act = (): Act => ({ ...desk.act, now: new Date(nowMs).toISOString() });
const pass = (seconds: number): void => { nowMs += seconds * 1_000; };
const stay = (queueId: number) => ({ queueId, menuPathId: null, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 80, abandonSeconds: 5 } });

async function begin(kind: 'call' | 'chat', contactId: number | null = null): Promise<Interaction> {
  return within((tx) => createInteraction(tx, act(), { kind, direction: 'in', entry: kind === 'call' ? 'ivr' : 'web', lang: 'en', contactId }));
}

async function apply(before: Interaction, ...acts: readonly InteractionAct[]): Promise<Interaction> {
  return within(async (tx) => {
    const newId = await newPartIds(tx);
    const changed = acts.reduce((value, one) => applyToInteraction(value, one, nowMs, newId), before);
    await saveInteraction(tx, act(), before, changed);
    return changed;
  });
}

interface Stand { readonly turn: string; readonly since: number | null; readonly live: string }
const standOf = async (id: number): Promise<Stand> => {
  const { turn, since, live } = await within((tx) => tx.one(sql<{ turn: string; since: string | null; live: string }>`SELECT turn, waiting_since AS since, live FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id}`));
  return { turn, since: since === null ? null : Date.parse(since), live };
};
const hasBot = async (id: number): Promise<boolean> => (await within((tx) => tx.one(sql<{ yes: boolean }>`SELECT upper_inf(bot_stays) AS yes FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id}`))).yes;
const dump = async (): Promise<string> => (await within((tx) => tx.rows(sql<{ line: string }>`SELECT t::text AS line FROM conversation_clocks t WHERE account_id = ${tx.accountId} ORDER BY conversation_id`))).map(({ line }) => line).join('\n');

/** The desk's row says what the clock says, by another way. */
async function agrees(id: number, what: string): Promise<void> {
  const { turn, since } = await standOf(id);
  const clock = await within((tx) => getReplyClock(tx, desk.act, id));
  assert.deepEqual({ turn, since }, { turn: clock.turn, since: clock.waitingSince }, what);
}

async function asRebuilt(what: string): Promise<string> {
  await catchUp(desk.database, [factsConsumer]);
  const followed = await dump();
  await rebuildFacts(desk.database, desk.accountId);
  assert.equal(await dump(), followed, what);
  return followed;
}

describe('calls and chats in the reply clock of their conversation', () => {
  it('an answered call answers: the desk waits from the queue on and no longer when somebody talks, also after the call', async () => {
    let call = await begin('call');
    pass(5);
    call = await apply(call, { type: 'enqueue', stay: stay(1) });
    const enteredMs = nowMs;
    assert.deepEqual(await standOf(call.conversationId), { turn: 'new', since: enteredMs, live: 'calling' });
    pass(40);
    call = await apply(call, { type: 'assign', agentId: 1, answerMode: 'manual' }, { type: 'connecting' });
    assert.equal((await standOf(call.conversationId)).since, enteredMs, 'who is being joined still waits');
    pass(3);
    call = await apply(call, { type: 'connected' });
    assert.deepEqual(await standOf(call.conversationId), { turn: 'customer', since: null, live: 'calling' });
    pass(60);
    call = await apply(call, { type: 'end', by: 'customer', wrapUp: true });
    assert.deepEqual(await standOf(call.conversationId), { turn: 'customer', since: null, live: 'none' });
    await catchUp(desk.database, [factsConsumer]);
    const row = await within((tx) => tx.one(sql<object>`
      SELECT began, answers, first_answer_by AS by, first_interaction_id AS "interactionId", first_agent_id AS "agentId", first_raw AS raw, waiting_since AS since FROM conversation_clocks WHERE account_id = ${tx.accountId} AND conversation_id = ${call.conversationId}`));
    assert.deepEqual(row, { began: 'incoming', answers: 1, by: 'call', interactionId: call.id, agentId: 1, raw: 43, since: null });
    assert.equal((await within((tx) => tx.rows(sql`SELECT FROM conversation_facts WHERE account_id = ${tx.accountId} AND conversation_id = ${call.conversationId}`))).length, 0, 'a call is no mail: the figures of mail do not know it');
  });

  it('a call that was given up goes on waiting until somebody calls back', async () => {
    let lost = await begin('call');
    lost = await apply(lost, { type: 'enqueue', stay: stay(1) });
    const askedMs = nowMs;
    pass(90);
    lost = await apply(lost, { type: 'end', by: 'customer', wrapUp: false });
    assert.deepEqual(await standOf(lost.conversationId), { turn: 'new', since: askedMs, live: 'none' });
    pass(600);
    await postMessage(desk.database, { ...act() }, { conversationId: lost.conversationId, direction: 'outgoing', text: 'We missed you.', agentId: 2 });
    assert.deepEqual(await standOf(lost.conversationId), { turn: 'customer', since: null, live: 'none' });
    await agrees(lost.conversationId, 'answered in writing');
    await asRebuilt('a lost call');
  });

  it('with a bot nobody waits; with its hand-over the clock starts', async () => {
    let chat = await begin('chat');
    await postMessage(desk.database, act(), { conversationId: chat.conversationId, direction: 'incoming', text: 'Hello?' });
    pass(1);
    chat = await apply(chat, { type: 'bot-takes', botName: 'Robin', menuPathId: null, lang: 'en' });
    assert.deepEqual(await standOf(chat.conversationId), { turn: 'none', since: null, live: 'chatting' });
    pass(30);
    await postMessage(desk.database, act(), { conversationId: chat.conversationId, direction: 'incoming', text: 'A person, please' });
    assert.deepEqual(await standOf(chat.conversationId), { turn: 'none', since: null, live: 'chatting' });
    pass(5);
    chat = await apply(chat, { type: 'bot-escalates', reason: 'asked' }, { type: 'enqueue', stay: stay(2) });
    assert.deepEqual(await standOf(chat.conversationId), { turn: 'new', since: nowMs, live: 'chatting' });
    await agrees(chat.conversationId, 'handed over');
  });

  it('the calls of a conversation that was merged away count where it went, and come back with it', async () => {
    let call = await begin('call');
    call = await apply(call, { type: 'enqueue', stay: stay(1) });
    const other = await begin('call');
    pass(10);
    await within((tx) => mergeConversations(tx, act(), { from: call.conversationId, into: other.conversationId }));
    await apply(call, { type: 'assign', agentId: 1, answerMode: 'manual' }, { type: 'connecting' }, { type: 'connected' });
    await agrees(other.conversationId, 'merged');
    assert.equal((await within((tx) => getReplyClock(tx, desk.act, call.conversationId))).waits.length, 1, 'the old id redirects');
    const merged = await asRebuilt('merged');
    await within((tx) => unmergeConversation(tx, act(), call.conversationId));
    assert.notEqual(await asRebuilt('unmerged'), merged);
  });

  it('another calendar of the queue, and new hours, count what was answered by it anew', async () => {
    const before = await asRebuilt('before');
    const { calendarId } = await within((tx) => setCalendar(tx, desk.act, { zone: 'UTC', hours: { sun: [['01:00', '02:00']] }, holidays: [] }, { channelId: desk.sales.id }));
    await within((tx) => changeQueue(tx, desk.act, 1, { calendarId }));
    const after = await asRebuilt('another calendar');
    assert.notEqual(after, before);
    // From an instant before the calls on: only calls lie after it, no message.
    await within((tx) => setCalendar(tx, { ...desk.act, now: '2024-05-06T07:00:00.000Z' }, { zone: 'UTC', hours: { mon: [['00:00', '24:00']] }, holidays: [] }, { channelId: desk.sales.id }));
    assert.notEqual(await asRebuilt('new hours'), after);
  });

  it('whatever happens in calls and chats, the desk says what the clock says, and a rebuild gives the same rows', async (t) => {
    const seed = Number(process.env['SEED'] ?? 20_261_126);
    t.diagnostic(`SEED=${seed}`);
    const random = seededRandom(seed);
    const { bot } = await within((tx) => createBot(tx, desk.act, secretKey, { name: 'Robo' }, { format: 'nimchat' }));
    const channels = await within((tx) => tx.rows(sql<{ id: number }>`SELECT id FROM channels WHERE account_id = ${tx.accountId}`));
    for (const { id } of channels) await within((tx) => setChannelBot(tx, desk.act, id, bot.id, { format: 'nimchat' }));
    let hadBots = 0;
    const pick = (max: number): number => Math.floor(random() * max);
    for (let round = 0; round < 12; round += 1) {
      const kind = round % 2 === 0 ? 'call' : 'chat';
      let interaction = await begin(kind);
      for (let step = 0; step < 12; step += 1) {
        pass(1 + pick(40));
        if (pick(5) === 0) await within((tx) => changeHandler(tx, act(), interaction.conversationId, pick(2) === 0 ? 'bot' : 'person'));
        else if (pick(4) === 0) {
          const direction = pick(2) === 0 ? 'incoming' : 'outgoing';
          await postMessage(desk.database, act(), { conversationId: interaction.conversationId, direction, text: 'x', agentId: null, isBot: direction === 'outgoing' && pick(4) === 0 });
        } else {
          const one = randomAct(pick(1_000_000_000), kind, interaction.state);
          try {
            interaction = await apply(interaction, one);
          } catch (error) {
            if (!(error instanceof CoreError)) throw error;
          }
        }
        if (await hasBot(interaction.conversationId)) hadBots += 1;
        await agrees(interaction.conversationId, `round ${round}, step ${step}, ${interaction.state} (SEED=${seed})`);
      }
    }
    assert.ok(hadBots > 5, `a bot had it ${hadBots} times`);
    await asRebuilt('random acts');
  });
});
