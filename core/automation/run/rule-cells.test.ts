import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApiChannel, type LaterWork } from '#core/channels/index.ts';
import { createCompany, createContact } from '#core/contacts/index.ts';
import { changeConversation, changeLife, labelConversation, openConversation, postMessage } from '#core/conversations/index.ts';
import { readEventsAfter, sequenceOnce, type StoredEvent } from '#core/events/index.ts';
import { createUpload, recordFiles } from '#core/files/index.ts';
import { createLabel, defineAttribute, setAttributeValues } from '#core/labels/index.ts';
import { createAgent, createTeam } from '#core/people/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { shareOfDay } from '#testkit/walks/share-of-day.ts';
import { comparesOf, createAutomationReactor, createRule, deleteRule, keepRuleFile, ruleActionKinds, ruleFields, ruleTable, type Compare, type FieldKind, type RuleAction, type RuleActionKind, type RuleCondition, type RuleEvent, type RuleField, type RuleValue } from '../index.ts';
import { attributeKinds } from './judge-conditions.ts';
import { triggersOf } from './triggers-of.ts';

/** What a condition is held against: all of it is there, or nothing of it. */
type Side = 'full' | 'bare';
const sides: readonly Side[] = ['full', 'bare'];

let desk: Desk;
let minute = 0;
const enqueued: LaterWork[] = [];
const reactor = createAutomationReactor({ visitor: { dialect: 'native', noun: 'conversation', key: 'visitor' }, enqueue: async (_tx, _act, work) => { enqueued.push(work); } });
const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const later = (): Act => ({ ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' }, now: new Date(Date.parse(desk.act.now) + (minute += 1) * 60_000).toISOString() });

const made: Record<'api' | 'contact' | 'other' | 'held' | 'put' | 'old' | 'new' | 'crew' | 'staff' | 'file', number> = { api: 0, contact: 0, other: 0, held: 0, put: 0, old: 0, new: 0, crew: 0, staff: 0, file: 0 };
const attributes: { readonly type: keyof typeof attributeKinds; readonly value: string | number | boolean; id: number }[] = [
  { type: 'text', value: 'Gold', id: 0 }, { type: 'number', value: 40, id: 0 }, { type: 'date', value: '2024-04-01', id: 0 }, { type: 'boolean', value: true, id: 0 },
];
const visitor = { browser_language: 'de-DE', country_code: 'DEU', city: 'Berlin', referer: 'https://shop.test/a' };

before(async () => {
  desk = await openDesk();
  await within(async (tx) => {
    const act = desk.act;
    made.api = (await createApiChannel(tx, act, { name: 'Robot' })).id;
    const company = await createCompany(tx, act, { name: 'Acme' });
    made.contact = (await createContact(tx, act, { name: 'Bo Berg', companyId: company.id, points: [{ kind: 'email', value: 'bo@home.test' }, { kind: 'phone', value: '+4930123' }] })).id;
    made.other = (await createContact(tx, act, { name: 'Kim' })).id;
    [made.old, made.new] = [(await createLabel(tx, act, { name: 'old' })).id, (await createLabel(tx, act, { name: 'new' })).id];
    [made.held, made.put] = [(await createAgent(tx, act, { name: 'Cy' })).id, (await createAgent(tx, act, { name: 'Di' })).id];
    [made.crew, made.staff] = [(await createTeam(tx, act, { name: 'Crew' })).id, (await createTeam(tx, act, { name: 'Staff' })).id];
    for (const each of attributes) each.id = (await defineAttribute(tx, act, { entity: 'conversation', key: each.type, name: each.type, type: each.type })).id;
    const stored = { sha256: 'a'.repeat(64), byteCount: 3 };
    await recordFiles(tx, act, [stored]);
    made.file = (await keepRuleFile(tx, later(), (await createUpload(tx, later(), { ...stored, sniffedType: 'text/plain' }, 'terms.txt')).id)).id;
  });
});
after(() => desk.close());

/** A conversation of each side to which the event has happened. */
async function happen(event: RuleEvent): Promise<Readonly<Record<Side, StoredEvent>>> {
  const ids = {} as Record<Side, number>;
  let after = 0;
  for (const side of sides) {
    ids[side] = await within(async (tx) => {
      const act = later();
      const { id } = await openConversation(tx, act, { channelId: made.api, contactId: made.contact, subject: side === 'full' ? 'Broken Machine' : '' });
      if (side === 'full') {
        await changeConversation(tx, act, id, { assigneeId: made.held, teamId: made.crew, priority: 3 });
        await labelConversation(tx, act, id, { add: [made.old] });
        await setAttributeValues(tx, act, 'conversation', id, Object.fromEntries(attributes.map(({ type, value }) => [type, value])));
        await tx.run(sql`INSERT INTO extensions (account_id, dialect, noun, core_id, body) VALUES (${desk.accountId}, 'native', 'conversation', ${id}, ${JSON.stringify({ visitor })}::jsonb)`);
      } else await tx.run(sql`UPDATE conversations SET contact_id = NULL WHERE account_id = ${desk.accountId} AND id = ${id}`);
      return id;
    });
  }
  const cause: Readonly<Record<RuleEvent, (tx: Tx, id: number, side: Side) => Promise<unknown>>> = {
    'conversation-created': async () => {},
    'conversation-updated': async (tx, id, side) => { await changeConversation(tx, later(), id, { priority: 1 }); await changeConversation(tx, later(), id, { priority: side === 'full' ? 3 : 0 }); },
    'conversation-opened': async (tx, id) => { await changeLife(tx, later(), [id], { life: 'resolved' }); await changeLife(tx, later(), [id], { life: 'open' }); },
    'conversation-resolved': (tx, id) => changeLife(tx, later(), [id], { life: 'resolved' }),
    'message-created': async (tx, id, side) => {
      const { messageId } = await postMessage(tx, later(), { conversationId: id, direction: 'incoming', text: 'I need HELP' });
      if (side === 'bare') await tx.run(sql`UPDATE message_bodies SET text = '' WHERE account_id = ${desk.accountId} AND message_id = ${messageId}`);
    },
  };
  for (const side of sides) await within((tx) => cause[event](tx, ids[side], side));
  await sequenceOnce(desk.database);
  const events: StoredEvent[] = [];
  for (let batch = await within((tx) => readEventsAfter(tx, after, 500)); batch.length > 0; batch = await within((tx) => readEventsAfter(tx, after, 500))) {
    events.push(...batch);
    after = batch.at(-1)!.position;
  }
  const of = (side: Side): StoredEvent => triggersOf(events).findLast(({ conversationId, waitedFor }) => conversationId === ids[side] && waitedFor.includes(event))!.event;
  return { full: of('full'), bare: of('bare') };
}

/** Values that hold for the full side, and values that do not. */
function valuesFor(field: RuleField, kind: FieldKind, compare: Compare, event: RuleEvent): readonly [holds: readonly RuleValue[], not: readonly RuleValue[]] {
  const own = typeof field === 'string' ? null : attributes.find(({ id }) => id === field.attributeId)!.value;
  const ids: Partial<Record<string, [number, number]>> = { channel: [made.api, desk.help.id], assignee: [made.held, made.put], team: [made.crew, made.staff], contact: [made.contact, made.other], label: [made.old, made.new] };
  const words: Partial<Record<string, [string, string]>> = { state: [event === 'conversation-resolved' ? 'resolved' : 'open', 'snoozed'], direction: ['incoming', 'note'], 'content-kind': ['text', 'cards'] };
  const texts: Partial<Record<string, string>> = {
    subject: 'Broken Machine', email: 'bo@home.test', phone: '+4930123', 'contact-name': 'Bo Berg', company: 'Acme', content: 'I need HELP', 'browser-language': visitor.browser_language, country: visitor.country_code, city: visitor.city, referer: visitor.referer,
  };
  const pair = (): [RuleValue, RuleValue] => {
    switch (kind) {
      case 'word': return words[field as string]!;
      case 'id': return ids[field as string]!;
      case 'priority': return [3, 2];
      case 'number': return [40, 41];
      case 'day': return ['2024-04-01', '2024-04-02'];
      case 'flag': return ['true', 'false'];
      case 'text': { const text = String(own ?? texts[field as string]); return [text, `${text}?`]; }
    }
  };
  const [is, isNot] = pair();
  const text = String(is);
  switch (compare) {
    case 'present': case 'absent': return [[], []];
    case 'equal': return [[isNot, is], [isNot]];
    case 'not-equal': return [[isNot], [isNot, is]];
    case 'contains': return [[text.slice(1, 4).toUpperCase()], ['zz']];
    case 'not-contains': return [['zz'], [text.slice(1, 4)]];
    case 'starts-with': return [[text.slice(0, 3).toUpperCase()], [`?${text.slice(0, 2)}`]];
    case 'greater': return [[kind === 'day' ? '2024-03-31' : Number(is) - 1], [is]];
    case 'less': return [[kind === 'day' ? '2024-04-02' : Number(is) + 1], [is]];
    case 'older-than-days': return [[34], [36]];
  }
}

interface After {
  readonly assignee: number | null; readonly team: number | null; readonly priority: number; readonly labels: readonly number[]; readonly notes: readonly string[]; readonly sent: readonly string[]; readonly files: number;
  /** What the rules changed, in order. */
  readonly lives: readonly string[]; readonly handlers: readonly string[]; readonly runs: number;
}
const lookAt = (tx: Tx, id: number) => tx.one(sql<After>`
  SELECT c.assignee_id AS assignee, c.team_id AS team, c.priority,
    (SELECT coalesce(jsonb_agg(l.label_id), '[]') FROM conversation_labels l WHERE l.account_id = c.account_id AND l.conversation_id = c.id) AS labels,
    (SELECT coalesce(jsonb_agg(b.text), '[]') FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction = 'note') AS notes,
    (SELECT coalesce(jsonb_agg(b.text ORDER BY m.id), '[]') FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction = 'outgoing') AS sent,
    (SELECT count(*) FROM attachments f JOIN messages m ON m.account_id = f.account_id AND m.id = f.message_id WHERE m.account_id = c.account_id AND m.conversation_id = c.id) AS files,
    (SELECT coalesce(jsonb_agg(e.data ->> 'to' ORDER BY e.id), '[]') FROM events e WHERE e.account_id = c.account_id AND e.conversation_id = c.id AND e.actor_kind = 'rule' AND e.data ->> 'field' = 'life') AS lives,
    (SELECT coalesce(jsonb_agg(e.data ->> 'to' ORDER BY e.id), '[]') FROM events e WHERE e.account_id = c.account_id AND e.conversation_id = c.id AND e.actor_kind = 'rule' AND e.data ->> 'field' = 'handler') AS handlers,
    (SELECT count(*) FROM automation_runs r WHERE r.account_id = c.account_id) AS runs
  FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.id = ${id}`);

const workOf = (kind: LaterWork['kind']) => enqueued.filter((work) => work.kind === kind).length;
/** In an order in which each leaves a trace of its own; and whether that is there, once. The states that a conversation goes through are read from the log. */
const actions: Readonly<Record<RuleActionKind, { readonly action: () => RuleAction; readonly isDone: (after: After) => boolean }>> = {
  'assign-agent': { action: () => ({ kind: 'assign-agent', agentId: made.put }), isDone: ({ assignee }) => assignee === made.put },
  'assign-team': { action: () => ({ kind: 'assign-team', teamId: made.staff }), isDone: ({ team }) => team === made.staff },
  'add-labels': { action: () => ({ kind: 'add-labels', labelIds: [made.new] }), isDone: ({ labels }) => labels.includes(made.new) },
  'remove-labels': { action: () => ({ kind: 'remove-labels', labelIds: [made.old] }), isDone: ({ labels }) => !labels.includes(made.old) },
  'send-message': { action: () => ({ kind: 'send-message', text: 'We look at {{conversation.id}}' }), isDone: ({ sent }) => sent.filter((text) => /^We look at \d+$/.test(text)).length === 1 },
  'add-note': { action: () => ({ kind: 'add-note', text: 'Noted' }), isDone: ({ notes }) => notes.join() === 'Noted' },
  'send-attachment': { action: () => ({ kind: 'send-attachment', fileIds: [made.file] }), isDone: ({ sent, files }) => files === 1 && sent.includes('terms.txt') },
  'email-team': { action: () => ({ kind: 'email-team', teamIds: [made.crew], text: 'Look' }), isDone: () => workOf('mail-team') === 1 },
  'send-transcript': { action: () => ({ kind: 'send-transcript', addresses: ['boss@desk.test'] }), isDone: () => workOf('mail-transcript') === 1 },
  'set-priority': { action: () => ({ kind: 'set-priority', priority: 4 }), isDone: ({ priority }) => priority === 4 },
  'call-webhook': { action: () => ({ kind: 'call-webhook', url: 'https://hooks.test/x' }), isDone: () => workOf('rule-webhook') === 1 },
  mute: { action: () => ({ kind: 'mute' }), isDone: ({ lives }) => lives[0] === 'spam' },
  'hand-to-bot': { action: () => ({ kind: 'hand-to-bot' }), isDone: ({ lives, handlers }) => lives[1] === 'open' && handlers[0] === 'bot' },
  snooze: { action: () => ({ kind: 'snooze', hours: 2 }), isDone: ({ lives }) => lives[2] === 'snoozed' },
  open: { action: () => ({ kind: 'open' }), isDone: ({ lives, handlers }) => lives[3] === 'open' && handlers[1] === 'person' },
  resolve: { action: () => ({ kind: 'resolve' }), isDone: ({ lives }) => lives[4] === 'resolved' },
  'set-state': { action: () => ({ kind: 'set-state', state: 'snoozed' }), isDone: ({ lives }) => lives[5] === 'snoozed' && lives.length === 6 },
};
const kinds = Object.keys(actions) as RuleActionKind[];

/** One transaction that is undone: the two rules, each with every action, are given these conditions (the second is off where there is one), and held against what happened. Returns what is to be seen afterwards. */
async function hold(rules: readonly number[], conditions: readonly RuleCondition[], happened: StoredEvent): Promise<After> {
  enqueued.length = 0;
  let seen: After | null = null;
  const undone = new Error('undone');
  await assert.rejects(within(async (tx) => {
    const rows = rules.map((id, at) => ({ id, isActive: at < conditions.length, conditions: [conditions[at] ?? conditions[0]] }));
    await tx.run(sql`
      UPDATE automation_rules r SET conditions = g.conditions, is_active = g."isActive" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(id bigint, "isActive" boolean, conditions jsonb)
      WHERE r.account_id = ${tx.accountId} AND r.id = g.id`);
    await reactor.apply(tx, [happened]);
    seen = await lookAt(tx, happened.conversationId!);
    throw undone;
  }), undone);
  return seen!;
}

for (const { event, fields } of ruleTable) {
  test(`${event}: with a condition that holds every action is done, and with one that does not none is`, async () => {
    const happened = await happen(event);
    const before = { full: await within((tx) => lookAt(tx, happened.full.conversationId!)), bare: await within((tx) => lookAt(tx, happened.bare.conversationId!)) };
    const asked: [RuleField, FieldKind, readonly Compare[]][] = [
      ...fields.map(({ field, compares }): [RuleField, FieldKind, readonly Compare[]] => [field, ruleFields[field].kind, compares]),
      ...attributes.map(({ id, type }): [RuleField, FieldKind, readonly Compare[]] => [{ attributeId: id }, attributeKinds[type], comparesOf[attributeKinds[type]]]),
    ];
    const cells = shareOfDay(asked.flatMap(([field, kind, compares]) => compares.map((compare) => ({ field, kind, compare }))), { days: 3, about: event });
    const rules: number[] = [];
    for (const name of ['first', 'second']) rules.push((await within((tx) => createRule(tx, desk.act, { name, event, conditions: [], actions: kinds.map((kind) => actions[kind].action()) }))).id);
    let [done, refused] = [0, 0];
    for (const { field, kind, compare } of cells) {
      const [yes, no] = valuesFor(field, kind, compare, event);
      const ask = (values: readonly RuleValue[]): RuleCondition => ({ field, compare, values, joint: null });
      const where = `${event} x ${JSON.stringify(field)} ${compare}`;
      // Presence is asked of both sides; the rest of one, first by a rule whose condition does not hold.
      const isOfSides = compare === 'present' || compare === 'absent';
      const [holding, refusing]: [Side, Side] = compare === 'absent' ? ['bare', 'full'] : ['full', isOfSides ? 'bare' : 'full'];
      const isThere = (side: Side): boolean => side === 'full' || field !== 'channel'; // every conversation has a channel
      if (isThere(holding)) {
        const after = await hold(rules, isOfSides ? [ask(yes)] : [ask(no), ask(yes)], happened[holding]);
        for (const action of kinds) assert.ok(actions[action].isDone(after), `${where} x ${action}: ${JSON.stringify(after)}`);
        assert.equal(after.runs, 1, `${where}: the one that holds, and not the other`);
        done += kinds.length;
      }
      if (isOfSides && isThere(refusing)) assert.deepEqual([await hold(rules, [ask(no)], happened[refusing]), enqueued.length], [before[refusing], 0], where);
      if (!isOfSides || isThere(refusing)) refused += kinds.length;
    }
    for (const id of rules) await within((tx) => deleteRule(tx, desk.act, id));
    assert.deepEqual(kinds.toSorted(), ruleActionKinds.toSorted());
    // One of them at most asks about what every conversation has.
    assert.ok(Math.min(done, refused) >= (cells.length - 1) * kinds.length && cells.length > 30, `${cells.length} conditions: ${done} cells that act, ${refused} that do not`);
  });
}
