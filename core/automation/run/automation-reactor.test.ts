import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { createApiChannel, type LaterWork } from '#core/channels/index.ts';
import { changeConversation, changeConversations, changeHandler, changeLife, labelConversation, openConversation, postMessage, receiveMails } from '#core/conversations/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { catchUp, consumeOnce, sequenceOnce } from '#core/events/index.ts';
import { createUpload, recordFiles } from '#core/files/index.ts';
import { systemAct, type Act, type Origin } from '#core/kernel/index.ts';
import { createLabel, deleteLabel } from '#core/labels/index.ts';
import { createAgent, createTeam, deactivateAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { changeRule, createAutomationReactor, createRule, deleteRule, dryRunRule, findRuleFiles, findRules, findRuns, keepRuleFile, orderRules, ruleEvents, ruleTable, sweepRuns, type RuleAction, type RuleActionKind, type RuleEvent, type RuleInput } from '../index.ts';
import { chainMax, runsPerHourMax } from './run.ts';

let desk: Desk;
let ada: Act;
let api = 0;
let label = 0;
let agent = 0;
let team = 0;
let file = 0;
let minute = 0;
const enqueued: LaterWork[] = [];
const reactor = createAutomationReactor({ visitor: { dialect: 'native', noun: 'conversation', key: 'visitor' }, enqueue: async (_tx, _act, work) => { enqueued.push(work); } });
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
/** Each act is a minute after the one before. */
const at = (act: Act, origin: Origin = 'live'): Act => ({ ...act, origin, now: new Date(Date.parse(desk.act.now) + (minute += 1) * 60_000).toISOString() });
const settle = () => catchUp(desk.database, [reactor]);

before(async () => {
  desk = await openDesk();
  ada = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } };
  await within(async (tx) => {
    api = (await createApiChannel(tx, desk.act, { name: 'Robot' })).id;
    label = (await createLabel(tx, desk.act, { name: 'vip' })).id;
    agent = (await createAgent(tx, desk.act, { name: 'Cy' })).id;
    team = (await createTeam(tx, desk.act, { name: 'Crew' })).id;
    const stored = { sha256: 'a'.repeat(64), byteCount: 3 };
    await recordFiles(tx, desk.act, [stored]);
    file = (await keepRuleFile(tx, ada, (await createUpload(tx, ada, { ...stored, sniffedType: 'text/plain' }, 'terms.txt')).id)).id;
  });
});
after(() => desk.close());
beforeEach(async () => {
  for (const { id } of await within((tx) => findRules(tx, desk.act))) await within((tx) => deleteRule(tx, desk.act, id));
  await settle();
  enqueued.length = 0;
});

let names = 0;
/** A conversation of its own person, in a channel of software unless told. */
async function open(act: Act = at(desk.act), channelId = api): Promise<number> {
  return within(async (tx) => {
    const contact = await createContact(tx, act, { name: `Bo ${names += 1}`, points: [{ kind: 'email', value: `bo${names}@home.test` }] });
    return (await openConversation(tx, act, { channelId, contactId: contact.id, subject: 'Broken' })).id;
  });
}
const say = (conversationId: number, text: string, act: Act = at(desk.act), direction: 'incoming' | 'outgoing' = 'incoming') => within((tx) => postMessage(tx, act, { conversationId, direction, text }));
const rule = (event: RuleEvent, actions: readonly RuleAction[], more: Partial<RuleInput> = {}) => within((tx) => createRule(tx, at(desk.act), { name: `${event} rule`, event, conditions: [], actions, ...more }));
const runs = async (conversationId: number) => (await within((tx) => findRuns(tx, desk.act, { conversationId, limit: 100 }))).reverse();
const stateOf = (id: number) => within((tx) => tx.one(sql<{ life: string; handler: string; priority: number; assignee: number | null; team: number | null; labels: number; notes: string[]; sent: string[]; files: number; snoozed: boolean }>`
  SELECT c.life, c.handler, c.priority, c.assignee_id AS assignee, c.team_id AS team, c.snoozed_until IS NOT NULL AS snoozed,
    (SELECT count(*) FROM conversation_labels l WHERE l.account_id = c.account_id AND l.conversation_id = c.id) AS labels,
    (SELECT coalesce(jsonb_agg(b.text), '[]') FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction = 'note') AS notes,
    (SELECT coalesce(jsonb_agg(b.text ORDER BY m.id), '[]') FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction = 'outgoing' AND m.is_bot) AS sent,
    (SELECT count(*) FROM attachments f JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id WHERE m.account_id = c.account_id AND m.conversation_id = c.id) AS files
  FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.id = ${id}`));

/** What each event is set off by, in a conversation that is there. */
const setOff: Readonly<Record<RuleEvent, () => Promise<number>>> = {
  'conversation-created': () => open(),
  'conversation-updated': async () => { const id = await open(); await settle(); await within((tx) => changeConversation(tx, at(ada), id, { priority: 2 })); return id; },
  'conversation-opened': async () => { const id = await open(); await within((tx) => changeLife(tx, at(ada), [id], { life: 'resolved' })); await settle(); await within((tx) => changeLife(tx, at(ada), [id], { life: 'open' })); return id; },
  'conversation-resolved': async () => { const id = await open(); await settle(); await within((tx) => changeLife(tx, at(ada), [id], { life: 'resolved' })); return id; },
  'message-created': async () => { const id = await open(); await settle(); await say(id, 'help me'); return id; },
};

const later = (kind: LaterWork['kind']) => enqueued.filter((work) => work.kind === kind);
/** Each action, and what must be so after it. */
const actions: Readonly<Record<RuleActionKind, { readonly action: () => RuleAction; readonly check: (after: Awaited<ReturnType<typeof stateOf>>) => boolean }>> = {
  'assign-agent': { action: () => ({ kind: 'assign-agent', agentId: agent }), check: ({ assignee }) => assignee === agent },
  'assign-team': { action: () => ({ kind: 'assign-team', teamId: team }), check: (after) => after.team === team },
  'add-labels': { action: () => ({ kind: 'add-labels', labelIds: [label] }), check: ({ labels }) => labels === 1 },
  'remove-labels': { action: () => ({ kind: 'remove-labels', labelIds: [label] }), check: ({ labels }) => labels === 0 },
  'send-message': { action: () => ({ kind: 'send-message', text: 'We look at {{conversation.id}}' }), check: ({ sent }) => sent.length === 1 && /^We look at \d+$/.test(sent[0]!) },
  'add-note': { action: () => ({ kind: 'add-note', text: 'Of {{contact.name}}' }), check: ({ notes }) => notes.length === 1 && /^Of Bo \d+$/.test(notes[0]!) },
  'send-attachment': { action: () => ({ kind: 'send-attachment', fileIds: [file] }), check: ({ sent, files }) => sent[0] === 'terms.txt' && files === 1 },
  'email-team': { action: () => ({ kind: 'email-team', teamIds: [team], text: 'Look' }), check: () => later('mail-team').length === 1 },
  'send-transcript': { action: () => ({ kind: 'send-transcript', addresses: ['Boss@Desk.test'] }), check: () => JSON.stringify(later('mail-transcript')).includes('boss@desk.test') },
  mute: { action: () => ({ kind: 'mute' }), check: ({ life }) => life === 'spam' },
  snooze: { action: () => ({ kind: 'snooze', hours: 2 }), check: ({ life, snoozed }) => life === 'snoozed' && snoozed },
  resolve: { action: () => ({ kind: 'resolve' }), check: ({ life }) => life === 'resolved' },
  open: { action: () => ({ kind: 'open' }), check: ({ life, handler }) => life === 'open' && handler === 'person' },
  'hand-to-bot': { action: () => ({ kind: 'hand-to-bot' }), check: ({ life, handler }) => life === 'open' && handler === 'bot' },
  'set-state': { action: () => ({ kind: 'set-state', state: 'snoozed' }), check: ({ life }) => life === 'snoozed' },
  'set-priority': { action: () => ({ kind: 'set-priority', priority: 4 }), check: ({ priority }) => priority === 4 },
  'call-webhook': { action: () => ({ kind: 'call-webhook', url: 'https://hooks.test/x' }), check: () => later('rule-webhook').length === 1 },
};

test('every event sets off every action of the table, as the rule, and the log says so', async () => {
  let cells = 0;
  for (const { event, actions: kinds } of ruleTable) {
    for (const kind of kinds) {
      enqueued.length = 0;
      const { action, check } = actions[kind];
      const made = await rule(event, [action()]);
      const id = await setOff[event]();
      await settle();
      const where = `${event} x ${kind}`;
      const [run] = (await runs(id)).filter(({ ruleId }) => ruleId === made.id);
      assert.deepEqual([run?.outcome, run?.steps], ['done', [{ action: kind, outcome: 'done', because: null }]], where);
      assert.ok(check(await stateOf(id)), where);
      await within((tx) => deleteRule(tx, desk.act, made.id));
      cells += 1;
    }
  }
  assert.equal(cells, ruleEvents.length * Object.keys(actions).length);
  const [event] = await within((tx) => tx.rows(sql<{ kind: string; id: number; source: string }>`SELECT actor_kind AS kind, actor_id AS id, source FROM events WHERE account_id = ${desk.accountId} AND actor_kind = 'rule' ORDER BY id LIMIT 1`));
  assert.ok(event !== undefined && event.id > 0 && /^rule:\d+$/.test(event.source));
});

test('only what its conditions say, and what each found is in the log without a word of anybody', async () => {
  const made = await rule('message-created', [{ kind: 'add-labels', labelIds: [label] }], { conditions: [
    { field: 'content', compare: 'contains', values: ['HELP'], joint: 'and' }, { field: 'direction', compare: 'equal', values: ['incoming'], joint: 'and' }, { field: 'channel', compare: 'equal', values: [api], joint: 'and' },
    { field: 'browser-language', compare: 'absent', values: [], joint: null },
  ] });
  const [one, two] = [await open(), await open()];
  await say(one, 'please help');
  await say(two, 'never mind');
  await say(two, 'help', at(ada), 'outgoing');
  await settle();
  assert.deepEqual([(await stateOf(one)).labels, (await stateOf(two)).labels], [1, 0]);
  const [run] = await runs(one);
  assert.deepEqual(run!.found.map(({ field, found }) => [field, found]), [['content', null], ['direction', ['incoming']], ['channel', [api]], ['browser-language', null]]);
  assert.equal(run!.ruleName, made.name);
});

test('rules run in their order, each on what the one before made; several changes of one command are one update', async () => {
  const second = await rule('conversation-created', [{ kind: 'add-labels', labelIds: [label] }], { conditions: [{ field: 'priority', compare: 'equal', values: [4], joint: null }] });
  const first = await rule('conversation-created', [{ kind: 'set-priority', priority: 4 }]);
  let id = await open();
  await settle();
  assert.equal((await stateOf(id)).labels, 0, 'it was asked before the priority was set');
  await within((tx) => orderRules(tx, desk.act, [first.id, second.id]));
  await assert.rejects(within((tx) => orderRules(tx, desk.act, [first.id])), { code: 'invalid' });
  id = await open();
  await settle();
  assert.equal((await stateOf(id)).labels, 1);
  const note = await rule('conversation-updated', [{ kind: 'add-note', text: 'changed' }]);
  await within((tx) => changeConversations(tx, at(ada), [id], { priority: 1, assigneeId: agent, teamId: team }));
  await settle();
  assert.equal((await runs(id)).filter(({ ruleId }) => ruleId === note.id).length, 1);
});

test('what was before a rule, what comes in a rebuild, an import or a backfill, and a rule that is off set off nothing', async () => {
  const before = await open();
  const made = await rule('conversation-created', [{ kind: 'add-labels', labelIds: [label] }]);
  await settle();
  assert.equal((await stateOf(before)).labels, 0);
  for (const origin of ['import', 'backfill', 'rebuild'] as const) {
    const id = await open(at(desk.act, origin));
    await within((tx) => receiveMails(tx, at(desk.act, origin), desk.help, [writeMail({ from: `${origin}@home.test`, subject: origin })]));
    await settle();
    assert.equal((await stateOf(id)).labels, 0, origin);
  }
  assert.equal((await within((tx) => findRuns(tx, desk.act, { ruleId: made.id, limit: 10 }))).length, 0);
  await within((tx) => changeRule(tx, at(desk.act), made.id, { isActive: false }));
  const off = await open();
  await settle();
  await within((tx) => changeRule(tx, at(desk.act), made.id, { isActive: true }));
  await settle();
  assert.equal((await stateOf(off)).labels, 0, 'switched on, it counts what happens from then on');
  await within((tx) => tx.run(sql`UPDATE event_cursors SET position = 0 WHERE consumer = 'automation' AND account_id = ${desk.accountId}`));
  const counted = async () => (await within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM automation_runs WHERE account_id = ${desk.accountId}`))).n;
  const ran = await counted();
  await settle();
  assert.equal(await counted(), ran, 'a log that is read again from its beginning acts on nobody');
});

test('a rule is not set off by itself, nor two by each other; a chain ends after five; a conversation has a brake', async () => {
  const note = await rule('message-created', [{ kind: 'add-note', text: 'seen' }]);
  const one = await open();
  await say(one, 'x');
  await settle();
  assert.deepEqual((await runs(one)).map(({ outcome, because }) => [outcome, because]), [['done', null], ['held-back', 'loop']]);
  await within((tx) => deleteRule(tx, desk.act, note.id));

  const wake = await rule('conversation-updated', [{ kind: 'open' }], { conditions: [{ field: 'state', compare: 'equal', values: ['snoozed'], joint: null }] });
  const snooze = await rule('conversation-opened', [{ kind: 'snooze', hours: 1 }]);
  const two = await open();
  await within((tx) => changeLife(tx, at(ada), [two], { life: 'resolved' }));
  await settle();
  await within((tx) => changeLife(tx, at(ada), [two], { life: 'open' }));
  await settle();
  const loop = await runs(two);
  assert.deepEqual(loop.map(({ ruleId, outcome }) => [ruleId === snooze.id ? 'snooze' : 'wake', outcome]), [['snooze', 'done'], ['wake', 'done'], ['snooze', 'held-back']]);
  assert.deepEqual(loop.at(-1)!.chain, [snooze.id, wake.id, snooze.id]);
  for (const { id } of [snooze, wake]) await within((tx) => deleteRule(tx, desk.act, id));

  // Each puts on a label that the next waits for; the last stands first, so that one event sets off one of them.
  const links: number[] = [];
  for (let n = 0; n <= chainMax + 2; n += 1) links.push((await within((tx) => createLabel(tx, desk.act, { name: `link ${n}` }))).id);
  for (let n = chainMax + 1; n >= 0; n -= 1) {
    await rule('conversation-updated', [{ kind: 'add-labels', labelIds: [links[n + 1]!] }], { conditions: [{ field: 'label', compare: 'equal', values: [links[n]!], joint: 'and' }, { field: 'label', compare: 'not-equal', values: [links[n + 1]!], joint: null }] });
  }
  const three = await open();
  await settle();
  await within((tx) => labelConversation(tx, at(ada), three, { add: [links[0]!] }));
  await settle();
  const chain = await runs(three);
  assert.deepEqual(chain.map((run) => [run.chain.length, run.because]), [...Array.from({ length: chainMax }, (_, n) => [n + 1, null]), [chainMax + 1, 'depth']]);
  for (const { id } of await within((tx) => findRules(tx, desk.act))) await within((tx) => deleteRule(tx, desk.act, id));

  await rule('message-created', [{ kind: 'set-priority', priority: 1 }], { conditions: [{ field: 'direction', compare: 'equal', values: ['incoming'], joint: null }] });
  const four = await open();
  const busy = at(desk.act);
  for (let n = 0; n < runsPerHourMax + 3; n += 1) await say(four, `m${n}`, busy);
  await settle();
  const braked = await runs(four);
  assert.deepEqual([braked.filter(({ outcome }) => outcome === 'done').length, braked.filter(({ because }) => because === 'brake').length], [runsPerHourMax, 3]);
});

test('two processes read one log, and a rule runs once', async () => {
  await rule('message-created', [{ kind: 'add-note', text: 'once' }], { conditions: [{ field: 'direction', compare: 'equal', values: ['incoming'], joint: null }] });
  const ids = [await open(), await open(), await open(), await open()];
  for (const id of ids) await say(id, 'x');
  await sequenceOnce(desk.database);
  const second = desk.secondPool();
  for (let round = 0; round < 40; round += 1) await Promise.all([consumeOnce(desk.database, reactor, desk.accountId), consumeOnce(second, reactor, desk.accountId)]);
  await settle();
  for (const id of ids) assert.deepEqual((await stateOf(id)).notes, ['once']);
});

test('a crash between two actions leaves neither, and all is done at the next look', async () => {
  let fails = true;
  const fragile = createAutomationReactor({ visitor: null, enqueue: async () => { if (fails) throw new Error('the process died'); } });
  await rule('conversation-created', [{ kind: 'set-priority', priority: 3 }, { kind: 'call-webhook', url: 'https://hooks.test/' }]);
  const id = await open();
  await assert.rejects(catchUp(desk.database, [fragile]), /died/);
  assert.deepEqual([(await stateOf(id)).priority, await runs(id)], [0, []]);
  fails = false;
  await catchUp(desk.database, [fragile]);
  assert.deepEqual([(await stateOf(id)).priority, (await runs(id)).length], [3, 1]);
});

test('what is gone since it was saved is said in the log, harms nothing and stops nobody', async () => {
  const { gone, leaver } = await within(async (tx) => ({ gone: (await createLabel(tx, desk.act, { name: 'gone' })).id, leaver: (await createAgent(tx, desk.act, { name: 'Leaver' })).id }));
  const made = await rule('conversation-created', [{ kind: 'add-labels', labelIds: [gone] }, { kind: 'assign-agent', agentId: leaver }, { kind: 'set-priority', priority: 2 }]);
  await within(async (tx) => { await deleteLabel(tx, desk.act, gone); await deactivateAgent(tx, desk.act, leaver); });
  const id = await open();
  await settle();
  const [run] = await runs(id);
  assert.deepEqual([run!.outcome, run!.steps.map(({ outcome }) => outcome)], ['partly', ['failed', 'failed', 'done']]);
  await within((tx) => changeRule(tx, desk.act, made.id, { isActive: false })); // what it names being gone does not keep it from being switched off
});

test('another account\'s ids, senseless and refused input are named and change nothing; another account sees no rule', async () => {
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now })).account.id;
  const eve = systemAct(other, desk.act.now, 'test');
  const as = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(other, work);
  const mine = await rule('conversation-created', [{ kind: 'resolve' }]);
  const good: RuleInput = { name: 'Theirs', event: 'conversation-created', conditions: [], actions: [{ kind: 'resolve' }] };
  const bad: Partial<RuleInput>[] = [
    { actions: [{ kind: 'assign-agent', agentId: agent }] }, { actions: [{ kind: 'assign-team', teamId: team }] }, { actions: [{ kind: 'add-labels', labelIds: [label] }] }, { actions: [{ kind: 'send-attachment', fileIds: [file] }] },
    { actions: [{ kind: 'email-team', teamIds: [team], text: 'x' }] }, { conditions: [{ field: 'channel', compare: 'equal', values: [api], joint: null }] }, { conditions: [{ field: 'label', compare: 'equal', values: [label], joint: null }] },
    { conditions: [{ field: { attributeId: 1 }, compare: 'present', values: [], joint: null }] }, { conditions: [{ field: 'content', compare: 'contains', values: ['x'], joint: null }] },
    { conditions: [{ field: 'state', compare: 'contains', values: ['open'], joint: null }] }, { conditions: [{ field: 'state', compare: 'equal', values: ['gone'], joint: null }] }, { conditions: [{ field: 'toString' as never, compare: 'equal', values: ['x'], joint: null }] },
    { conditions: [{ field: 'subject', compare: 'contains', values: [], joint: null }] }, { conditions: [{ field: 'subject', compare: 'contains', values: ['x\0'], joint: null }] },
    { conditions: [{ field: 'subject', compare: 'present', values: [], joint: null }, { field: 'subject', compare: 'present', values: [], joint: null }] },
    { actions: [] }, { actions: [{ kind: 'explode' as never }] }, { actions: [{ kind: 'send-message', text: 'Dear {{contact.name}}' }] }, { actions: [{ kind: 'send-message', text: '{{constructor.constructor}}' }] },
    { actions: [{ kind: 'call-webhook', url: 'javascript:alert(1)' }] }, { actions: [{ kind: 'call-webhook', url: 'https://a:b@hooks.test' }] }, { actions: [{ kind: 'send-transcript', addresses: ['nobody'] }] },
    { actions: [{ kind: 'snooze', hours: 0 }] }, { actions: [{ kind: 'set-priority', priority: 9 as 4 }] }, { event: 'never' as RuleEvent }, { name: ' ' }, { name: 'x\r\ny' },
  ];
  for (const change of bad) await assert.rejects(as((tx) => createRule(tx, eve, { ...good, ...change })), { code: 'invalid' }, JSON.stringify(change));
  assert.deepEqual(await as((tx) => findRules(tx, eve)), []);
  for (const work of [(tx: Tx): Promise<unknown> => changeRule(tx, eve, mine.id, { name: 'Mine now' }), (tx: Tx) => deleteRule(tx, eve, mine.id)]) await assert.rejects(as(work), { code: 'not-found' });
  assert.deepEqual([await as((tx) => findRuns(tx, eve, { limit: 10 })), await as((tx) => findRuleFiles(tx, eve))], [[], []]);
  const reader: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['settings.read', 'conversations.read']) } };
  for (const work of [(tx: Tx): Promise<unknown> => createRule(tx, reader, good), (tx: Tx) => changeRule(tx, reader, mine.id, {}), (tx: Tx) => deleteRule(tx, reader, mine.id), (tx: Tx) => dryRunRule(tx, reader, good)]) await assert.rejects(within(work), { code: 'forbidden' });
});

test('a dry run says what a rule would have done, and changes nothing', async () => {
  const id = await open();
  await say(id, 'the invoice is wrong');
  await say(id, 'hello?');
  await say(id, 'an invoice again');
  await settle();
  const events = async () => (await within((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM events WHERE account_id = ${desk.accountId}`))).n;
  const before = await events();
  const input: RuleInput = { name: 'Invoices', event: 'message-created', conditions: [{ field: 'content', compare: 'contains', values: ['invoice'], joint: null }], actions: [{ kind: 'add-labels', labelIds: [label] }, { kind: 'send-message', text: 'Soon' }] };
  const tried = await within((tx) => dryRunRule(tx, at(desk.act), input));
  assert.deepEqual([tried.matched, tried.conversations, tried.rows.map((row) => [row.conversationId, row.found[0]!.holds])], [2, 1, [[id, true], [id, true]]]);
  assert.ok(tried.looked >= 3 && !tried.isCut);
  assert.deepEqual([await events(), (await stateOf(id)).labels, (await within((tx) => findRules(tx, desk.act))).length], [before, 0, 0]);
  assert.equal((await within((tx) => dryRunRule(tx, { ...desk.act, now: '2025-01-01T00:00:00.000Z' }, input, { days: 1 }))).looked, 0);
  await assert.rejects(within((tx) => dryRunRule(tx, desk.act, { ...input, actions: [] })), { code: 'invalid' });
});

test('a mail that a rule sends says that it is automatic, goes to an address once an hour, and never to a robot', async () => {
  await rule('message-created', [{ kind: 'send-message', text: 'We have it' }], { conditions: [{ field: 'direction', compare: 'equal', values: ['incoming'], joint: null }] });
  const mail = (from: string, subject: string, isAutomatic = false) => within((tx) => receiveMails(tx, at(desk.act), desk.help, [writeMail({ from, subject, isAutomatic })]));
  await mail('dora@home.test', 'One');
  await mail('dora@home.test', 'Two');
  await mail('robot@home.test', 'Three', true);
  await settle();
  const logged = await within((tx) => tx.rows(sql<{ subject: string; steps: { outcome: string; because: string | null }[] }>`
    SELECT c.subject, r.steps FROM automation_runs r JOIN conversations c ON c.account_id = r.account_id AND c.id = r.conversation_id WHERE r.account_id = ${desk.accountId} AND c.channel_id = ${desk.help.id} AND r.outcome <> 'held-back' ORDER BY r.id`));
  assert.deepEqual(logged.map(({ subject, steps }) => [subject, steps[0]!.outcome, steps[0]!.because]), [['One', 'done', null], ['Two', 'withheld', 'address-hour'], ['Three', 'withheld', 'automatic']]);
  const sent = await within((tx) => tx.one(sql<{ subject: string; isAutomatic: boolean; kind: string; turn: string }>`
    SELECT m.subject, m.is_automatic AS "isAutomatic", o.kind, c.turn FROM outgoing_mails o JOIN messages m ON m.account_id = o.account_id AND m.id = o.message_id JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id WHERE o.account_id = ${desk.accountId}`));
  assert.deepEqual([sent.isAutomatic, sent.kind, sent.turn], [true, 'auto-reply', 'new'], 'it is no answer');
  assert.ok(!sent.subject.includes('One'), 'nothing that a stranger wrote goes out by itself');
});

test('a flood of tickets does not become a flood of mail to colleagues', async () => {
  await rule('conversation-created', [{ kind: 'email-team', teamIds: [team], text: 'Look' }]);
  const first = await open();
  await settle();
  const [run] = await runs(first);
  assert.equal(run!.steps[0]!.outcome, 'done');
  await within((tx) => tx.run(sql`
    INSERT INTO automation_runs (account_id, rule_id, event_id, conversation_id, command, at, outcome, steps)
    SELECT account_id, rule_id, -n, conversation_id, command, at, outcome, steps FROM automation_runs, generate_series(1, 200) n WHERE account_id = ${tx.accountId} AND id = ${run!.id}`));
  const next = await open();
  await settle();
  assert.deepEqual((await runs(next))[0]!.steps, [{ action: 'email-team', outcome: 'withheld', because: 'account-hour' }]);
});

test('the log is kept for 90 days, and a deleted rule as long as the log names it', async () => {
  const made = await rule('conversation-created', [{ kind: 'resolve' }]);
  await open();
  await settle();
  await within((tx) => deleteRule(tx, desk.act, made.id));
  const days = (n: number): Act => ({ ...desk.act, now: new Date(Date.parse(desk.act.now) + n * 86_400_000).toISOString() });
  await within((tx) => sweepRuns(tx, days(89)));
  const held = () => within((tx) => tx.one(sql<{ runs: number; rules: number }>`
    SELECT (SELECT count(*) FROM automation_runs WHERE account_id = ${tx.accountId} AND rule_id = ${made.id}) AS runs, (SELECT count(*) FROM automation_rules WHERE account_id = ${tx.accountId} AND id = ${made.id}) AS rules`));
  assert.deepEqual(await held(), { runs: 1, rules: 1 });
  await within((tx) => sweepRuns(tx, days(92)));
  assert.deepEqual(await held(), { runs: 0, rules: 0 });
});

test('a conversation whose bot hands over counts as opened, and one that was labelled as updated', async () => {
  const opened = await rule('conversation-opened', [{ kind: 'set-priority', priority: 1 }]);
  const updated = await rule('conversation-updated', [{ kind: 'add-note', text: 'labelled' }], { conditions: [{ field: 'label', compare: 'equal', values: [label], joint: null }] });
  const id = await open();
  await within((tx) => changeHandler(tx, at(ada), id, 'bot'));
  await settle();
  await within((tx) => changeHandler(tx, at(ada), id, 'person'));
  await within((tx) => labelConversation(tx, at(ada), id, { add: [label] }));
  await settle();
  const ran = (await runs(id)).filter(({ outcome }) => outcome === 'done').map(({ ruleId }) => ruleId);
  assert.deepEqual([ran.includes(opened.id), ran.includes(updated.id)], [true, true]);
});
