import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CalendarVersion } from '#core/calendars/index.ts';
import { emptyInput, mail, note } from './fact-builders.ts';
import { computeFacts, type ConversationInput, type FactMessage } from './index.ts';

const hours: [string, string][] = [['09:00', '17:00']];
const office: CalendarVersion = {
  calendarId: 3,
  version: 1,
  validFrom: null,
  zone: 'UTC',
  hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  holidays: [],
};
const [bo, cy, ada, abe, help] = ['bo@shop.example', 'cy@shop.example', 'ada@desk.example', 'abe@desk.example', 'help@desk.example'];

/** Monday 5 January 2026, at a time of day in UTC. */
const at = (time: string) => `2026-01-05T${time}Z`;
const facts = (messages: FactMessage[], more: Partial<ConversationInput> = {}) =>
  computeFacts({ ...emptyInput, calendars: () => [office], ...more, messages });
const classes = (...args: Parameters<typeof facts>) => facts(...args).messages.map((message) => message.classification);

describe('reply clock', () => {
  const question = mail(1, at('10:00:00'), bo, [help]);
  const answer = mail(9, at('12:00:00'), ada, [bo], { parentId: 1 });
  const between = {
    'an automatic reply of ours': mail(2, at('10:00:05'), help, [bo], { parentId: 1, isAutomatic: true }),
    'a bounce': mail(2, at('10:00:05'), 'mailer-daemon@shop.example', [help], { isAutomatic: true }),
    'an internal mail': mail(2, at('10:30:00'), ada, [abe], { parentId: 1 }),
    'a note': note(2, at('10:30:00')),
    'a forward to the outside': mail(2, at('10:30:00'), ada, ['dee@maker.example'], { parentId: 1, isForward: true }),
    'a bot': mail(2, at('10:30:00'), help, [bo], { parentId: 1, isBot: true }),
    'a filtered answer': mail(2, at('10:30:00'), ada, [bo], { parentId: 1, isFiltered: true }),
    'a second question': mail(2, at('10:30:00'), bo, [help], { parentId: 1 }),
  };
  for (const [name, message] of Object.entries(between)) {
    test(`${name} neither stops nor restarts it`, () => {
      const found = facts([question, message, answer]);
      assert.deepEqual([found.firstReplyMessageId, found.firstReplyRaw, found.firstReplyBusiness], [9, 7200, 7200]);
      assert.equal(found.messages.at(-1)?.classification, 'reply');
      assert.equal(found.messages.at(-1)?.waitFromMessageId, 1);
    });
  }

  test('a first reply exists only where the conversation began with an incoming message, waits exist anyway', () => {
    const found = facts([mail(1, at('09:00:00'), ada, [bo]), mail(2, at('10:00:00'), bo, [ada]), mail(3, at('11:00:00'), ada, [bo])]);
    assert.equal(found.type, 'outbound');
    assert.equal(found.firstReplyMessageId, null);
    assert.equal(found.initAgentReplyTime, null);
    assert.equal(found.messages[2]?.waitRaw, 3600);
  });

  test('a reply wholly outside hours counts 0 business seconds, which is a figure', () => {
    const found = facts([mail(1, at('18:00:00'), bo, [help]), mail(2, at('19:00:00'), ada, [bo])]);
    assert.deepEqual([found.firstReplyRaw, found.firstReplyBusiness], [3600, 0]);
  });

  test('the time in which a bot had it is not counted: from its last hand-over before the answer', () => {
    const ms = (time: string): number => Date.parse(at(time));
    const wait = (...botStays: readonly { readonly at: number; readonly until: number | null }[]) => {
      const found = facts([question, answer], { botStays });
      return [found.firstReplyRaw, found.messages[1]?.waitFromAt];
    };
    const whole = wait();
    assert.ok((whole[0] ?? 0) > 3_600);
    assert.deepEqual(wait({ at: -Infinity, until: ms('11:30:00') }), [1_800, ms('11:30:00')]);
    assert.deepEqual(wait({ at: -Infinity, until: ms('11:00:00') }, { at: ms('11:10:00'), until: ms('11:40:00') }), [1_200, ms('11:40:00')], 'given back and handed over again');
    assert.deepEqual(wait({ at: ms('13:00:00'), until: ms('14:00:00') }), whole, 'a bot that came after the answer says nothing of it');
    assert.deepEqual(wait({ at: -Infinity, until: null }), [0, ms('12:00:00')], 'who answers while a bot has it answered at once');
  });

  test('the leave of the agent who answered is taken off, by that agent only', () => {
    const away = { agentId: 1, from: '2026-01-05', to: '2026-01-05' };
    const settings = { ...emptyInput.settings, leave: [away] };
    const late = [question, mail(2, '2026-01-06T10:00:00Z', ada, [bo])];
    assert.deepEqual([facts(late, { settings }).firstReplyBusiness, facts(late, { settings }).firstReplyBusinessAgent], [8 * 3600, 3600]);
    const byAbe = [question, mail(2, '2026-01-06T10:00:00Z', abe, [bo])];
    assert.equal(facts(byAbe, { settings }).firstReplyBusinessAgent, 8 * 3600);
  });

  test('a span over two versions of a calendar is counted by both and names both', () => {
    const later = { ...office, version: 2, validFrom: Date.parse(at('11:00:00')), hours: {} };
    const found = facts([question, answer], { calendars: () => [office, later] });
    assert.deepEqual([found.firstReplyBusiness, found.firstReplyCalendarId, found.firstReplyVersions], [3600, 3, [1, 2]]);
  });

  test('an answer is counted by the calendar of the channel that answered', () => {
    const never = { ...office, calendarId: 4, hours: {} };
    const calendars = (channelId: number | null) => [channelId === 2 ? never : office];
    const found = facts([question, { ...answer, channelId: 2 }], { calendars });
    assert.deepEqual([found.firstReplyBusiness, found.firstReplyCalendarId], [0, 4]);
  });
});

describe('types', () => {
  test('a colleague who mails the shared address is internal; one who also writes to the outside is outbound', () => {
    assert.equal(facts([mail(1, at('10:00:00'), ada, [help], { direction: 'incoming' })]).type, 'internal');
    assert.equal(facts([mail(1, at('10:00:00'), ada, [help, bo], { direction: 'incoming' })]).type, 'outbound');
  });

  test('on a list a mail of ours to the list is outbound, never internal', () => {
    const found = facts([mail(1, at('10:00:00'), ada, [help])], { listMode: true });
    assert.deepEqual([found.type, found.touches, found.turn], ['outbound', 1, 'customer']);
  });

  test('each mail is judged by the internal domains in force when it was written', () => {
    const internalDomains = [
      { validFrom: null, value: ['desk.example'] },
      { validFrom: Date.parse(at('11:00:00')), value: ['desk.example', 'shop.example'] },
    ];
    const settings = { ...emptyInput.settings, internalDomains };
    const found = facts([mail(1, at('10:00:00'), bo, [help]), mail(2, at('12:00:00'), bo, [help])], { settings });
    assert.deepEqual(found.messages.map((message) => message.messageType), ['inbound', 'internal']);
  });

  test('beside mail the direction decides', () => {
    const found = facts([mail(1, at('10:00:00'), bo, []), mail(2, at('10:01:00'), ada, [])], { kind: 'chat' });
    assert.deepEqual([found.type, found.firstReplyRaw], ['inbound', 60]);
  });
});

describe('classification', () => {
  test('reply-all answers everybody else whom the parent addressed, of whom there must be somebody', () => {
    const first = mail(1, at('10:00:00'), bo, [help, cy]);
    assert.deepEqual(classes([first, mail(2, at('11:00:00'), ada, [bo, cy], { parentId: 1 })]), ['first', 'reply-all']);
    assert.deepEqual(classes([first, mail(2, at('11:00:00'), ada, [bo], { parentId: 1 })]), ['first', 'reply']);
    const toUs = mail(1, at('10:00:00'), bo, [help]);
    assert.deepEqual(classes([toUs, mail(2, at('11:00:00'), ada, [bo], { parentId: 1 })]), ['first', 'reply']);
  });

  test('on a list everybody is the list', () => {
    const messages = [mail(1, at('10:00:00'), bo, [help]), mail(2, at('11:00:00'), ada, [bo, help], { parentId: 1 })];
    assert.deepEqual(classes(messages, { listMode: true }), ['first', 'reply-all']);
  });

  test('forward comes before all else', () => {
    assert.deepEqual(classes([mail(1, at('10:00:00'), bo, [help], { isForward: true })]), ['forward']);
  });

  test('an answer to a message that is not held is a reply, even as the earliest', () => {
    assert.deepEqual(classes([mail(1, at('10:00:00'), bo, [help], { refersToUnknown: true })]), ['reply']);
    assert.deepEqual(classes([mail(1, at('10:00:00'), bo, [help], { parentId: 77 })]), ['reply']);
  });

  test('a later mail that refers to nothing is no second first', () => {
    const messages = [mail(1, at('10:00:00'), bo, [help]), mail(2, at('11:00:00'), ada, [bo]), mail(3, at('12:00:00'), bo, [help])];
    assert.deepEqual(classes(messages), ['first', 'reply', 'reply']);
  });

  test('colleagues who answer each other reply; one who writes twice follows up', () => {
    const messages = [mail(1, at('10:00:00'), ada, [abe]), mail(2, at('11:00:00'), abe, [ada]), mail(3, at('12:00:00'), abe, [ada])];
    assert.deepEqual(classes(messages), ['first', 'reply', 'follow-up']);
  });

  test('a contact who answers a bot is not following up', () => {
    const bot = mail(2, at('10:00:01'), help, [bo], { isBot: true });
    const messages = [mail(1, at('10:00:00'), bo, []), bot, mail(3, at('10:01:00'), bo, []), mail(4, at('10:02:00'), ada, [])];
    assert.deepEqual(classes(messages, { kind: 'chat' }), ['first', 'reply', 'reply', 'reply']);
    assert.equal(facts(messages, { kind: 'chat' }).nudges, 0);
  });

  test('notes and acts have no class and no type', () => {
    assert.deepEqual(classes([note(1, at('10:00:00'))]), [null]);
    assert.equal(facts([note(1, at('10:00:00'))]).type, null);
  });
});

describe('turn and status', () => {
  const question = mail(1, at('10:00:00'), bo, [help]);
  const answer = mail(2, at('11:00:00'), ada, [bo]);
  const more = mail(3, at('12:00:00'), bo, [ada]);
  const state = (...args: Parameters<typeof facts>) => [facts(...args).turn, facts(...args).status];

  test('new, then the contact, then the agent', () => {
    assert.deepEqual(state([question]), ['new', 'await-agent']);
    assert.deepEqual(state([question, answer]), ['customer', 'await-customer']);
    assert.deepEqual(state([question, answer, more]), ['agent', 'await-agent']);
  });

  test('internal is internal, also when closed; closed is closed', () => {
    const life = { state: 'resolved', closedAt: Date.parse(at('13:00:00')) } as const;
    assert.deepEqual(state([mail(1, at('10:00:00'), ada, [abe])], { life }), ['none', 'internal']);
    assert.deepEqual(state([question, answer], { life }), ['customer', 'closed']);
  });

  test('a turn that was set holds until the next exchange', () => {
    const turnSet = { turn: 'customer', at: Date.parse(at('12:30:00')) } as const;
    assert.deepEqual(state([question, answer, more], { turnSet }), ['customer', 'await-customer']);
    assert.deepEqual(state([question, answer, more, note(5, at('13:00:00'))], { turnSet }), ['customer', 'await-customer']);
    assert.deepEqual(state([question, answer, more, mail(4, at('13:00:00'), bo, [ada])], { turnSet }), ['agent', 'await-agent']);
  });

  test('without any message it is nobody\'s turn', () => {
    assert.deepEqual(state([]), ['none', 'await-agent']);
  });
});

describe('closing', () => {
  const messages = [mail(1, at('10:00:00'), bo, [help]), mail(2, at('12:00:00'), ada, [bo])];

  test('runs from the first mail to the act, with the twin to the last mail', () => {
    const found = facts(messages, { life: { state: 'closed', closedAt: Date.parse(at('18:00:00')) } });
    assert.deepEqual([found.timeToCloseRaw, found.timeToCloseBusiness], [8 * 3600, 7 * 3600]);
    assert.deepEqual([found.timeToClosingMailRaw, found.timeToClosingMailBusiness, found.closingMessageId], [7200, 7200, 2]);
    assert.deepEqual(found.messages.map((message) => message.isClosingEmail), [false, true]);
  });

  test('an act before the first mail counts 0 and is flagged', () => {
    const found = facts(messages, { life: { state: 'closed', closedAt: Date.parse(at('08:00:00')) } });
    assert.deepEqual([found.timeToCloseRaw, found.timeToCloseBusiness, found.flags], [0, 0, ['closed-before-start']]);
  });
});

test('each metric has its own outlier threshold, the one in force at the message, on the business span', () => {
  const thresholds = { firstReply: 3600, overallReply: 3599, forward: null, timeToClose: 60 };
  const settings = { ...emptyInput.settings, outliers: [{ validFrom: null, value: thresholds }] };
  const life = { state: 'closed', closedAt: Date.parse(at('11:00:00')) } as const;
  const found = facts([mail(1, at('10:00:00'), bo, [help]), mail(2, at('11:00:00'), ada, [bo])], { settings, life });
  assert.deepEqual(found.messages[1]?.isOutlier, { firstReply: false, overallReply: true, forward: false });
  assert.deepEqual([found.firstReplyIsOutlier, found.closeIsOutlier], [false, { act: true, mail: true }]);
});

test('a message dated before the one it answers keeps its place in time and is flagged', () => {
  const found = facts([mail(1, at('10:00:00'), bo, [help]), mail(2, at('09:59:00'), ada, [bo], { parentId: 1 })]);
  assert.deepEqual(found.messages.map((message) => [message.messageId, message.flags]), [[2, ['before-parent']], [1, []]]);
});

test('at the same instant a message comes after the one it answers', () => {
  const found = facts([mail(1, at('10:00:00'), ada, [bo], { parentId: 2 }), mail(2, at('10:00:00'), bo, [help])]);
  assert.deepEqual([found.type, found.firstReplyRaw], ['inbound', 0]);
});

test('a filtered mail is shown with its own facts and changes nothing else', () => {
  const filtered = mail(1, at('09:00:00'), bo, [help], { isFiltered: true });
  const rest = [mail(2, at('10:00:00'), cy, [help]), mail(3, at('11:00:00'), ada, [cy])];
  const [hidden, ...others] = facts([filtered, ...rest]).messages;
  assert.deepEqual([hidden?.isIncludedInStats, hidden?.excludedBecause], [false, 'filtered']);
  assert.deepEqual({ ...facts([filtered, ...rest]), messages: others }, facts(rest));
});
