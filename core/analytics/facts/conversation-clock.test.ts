import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CalendarVersion } from '#core/calendars/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { emptyInput, mail } from './fact-builders.ts';
import { computeClock, computeFacts, type ConversationInput, type FactMessage, type LineStay } from './index.ts';

const hours: [string, string][] = [['09:00', '17:00']];
const week = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
const office: CalendarVersion = { calendarId: 3, version: 1, validFrom: null, zone: 'UTC', hours: week, holidays: [] };
const short: CalendarVersion = { ...office, calendarId: 4, version: 2, hours: { mon: [['10:30', '11:00']] } };
const [bo, ada, help] = ['bo@shop.example', 'ada@desk.example', 'help@desk.example'];
/** Monday 5 January 2026. */
const at = (time: string): number => Date.parse(`2026-01-05T${time}Z`);
const text = (time: string): string => `2026-01-05T${time}Z`;
const stay = (what: LineStay['what'], time: string, more: Partial<LineStay> = {}): LineStay => (
  { what, at: at(time), until: null, isOpen: false, interactionId: 7, spanId: 70, kind: 'call', agentId: what === 'talks' ? 1 : null, queueId: 5, ...more });
const clock = (line: readonly LineStay[], messages: readonly FactMessage[] = [], more: Partial<ConversationInput> = {}) => (
  computeClock({ ...emptyInput, kind: 'call', calendars: () => [office], queueCalendars: () => [office], ...more, line, messages }));
const shown = ({ began, turn, waitingSince, waits }: ReturnType<typeof clock>) => ({ began, turn, waitingSince, waits: waits.map(({ asked, answered, raw, agentId, isFirst }) => [asked.by, answered.by, raw, agentId, isFirst]) });

describe('the reply clock over calls, chats and messages', () => {
  test('a call that waited is answered by the talk: from the entry into the queue, by who talks', () => {
    assert.deepEqual(shown(clock([stay('asks', '10:00:00'), stay('talks', '10:00:40')])), { began: 'incoming', turn: 'customer', waitingSince: null, waits: [['call', 'call', 40, 1, true]] });
  });

  test('while it waits, and after it was given up, the customer waits since he came', () => {
    for (const isOpen of [true, false]) assert.deepEqual(shown(clock([stay('asks', '10:00:00', { isOpen })])), { began: 'incoming', turn: 'new', waitingSince: at('10:00:00'), waits: [] });
  });

  test('the first unanswered question counts, whatever it came by', () => {
    const asked = mail(1, text('09:30:00'), bo, [help]);
    assert.deepEqual(shown(clock([stay('asks', '10:00:00'), stay('talks', '10:01:00')], [asked], { kind: 'mail' })).waits, [['message', 'call', 1_860, 1, true]]);
    const answered = mail(2, text('09:50:00'), ada, [bo]);
    assert.deepEqual(shown(clock([stay('asks', '10:00:00'), stay('talks', '10:01:00')], [asked, answered], { kind: 'mail' })).waits, [['message', 'message', 1_200, 1, true], ['call', 'call', 60, 1, false]]);
  });

  test('a call of ours answers a mail, and begins nothing where nobody had asked', () => {
    const asked = mail(1, text('09:30:00'), bo, [help]);
    assert.deepEqual(shown(clock([stay('talks', '09:40:00')], [asked], { kind: 'mail' })), { began: 'incoming', turn: 'customer', waitingSince: null, waits: [['message', 'call', 600, 1, true]] });
    assert.deepEqual(shown(clock([stay('talks', '09:40:00')])), { began: 'outgoing', turn: 'customer', waitingSince: null, waits: [] });
    assert.equal(clock([stay('talks', '09:40:00'), stay('asks', '10:00:00', { interactionId: 8 }), stay('talks', '10:00:30', { interactionId: 8 })]).waits[0]!.isFirst, false, 'the customer did not begin');
  });

  test('a bot that handles first: what is written to it starts nothing, the hand-over does', () => {
    const chat = { kind: 'chat' as const, interactionId: 9 };
    const written = [mail(1, text('10:00:05'), bo, [help]), mail(2, text('10:00:06'), help, [bo], { isBot: true }), mail(3, text('10:01:00'), bo, [help])];
    const bot = stay('bot', '10:00:00', { ...chat, until: at('10:02:00') });
    assert.deepEqual(shown(clock([{ ...bot, until: null }], written, { kind: 'chat' })), { began: 'incoming', turn: 'none', waitingSince: null, waits: [] });
    assert.deepEqual(shown(clock([bot, stay('asks', '10:02:00', chat), stay('talks', '10:02:30', chat)], written, { kind: 'chat' })), { began: 'incoming', turn: 'customer', waitingSince: null, waits: [['chat', 'chat', 30, 1, true]] });
  });

  test('while a bot of the channel has the conversation nobody waits for people; after its hand-over they do, from then on', () => {
    const asked = [mail(1, text('10:00:00'), bo, [help]), mail(2, text('10:00:05'), help, [bo], { isBot: true }), mail(3, text('10:01:00'), bo, [help])];
    const since = (botStays: ConversationInput['botStays'], line: readonly LineStay[] = []) => clock(line, asked, { kind: 'mail', botStays }).waitingSince;
    assert.deepEqual([since([{ at: -Infinity, until: null }]), since([{ at: -Infinity, until: at('10:05:00') }]), since([{ at: at('10:00:30'), until: at('10:00:40') }])], [null, at('10:05:00'), at('10:00:40')]);
    assert.equal(since([{ at: -Infinity, until: at('10:05:00') }, { at: at('10:20:00'), until: null }]), null, 'given back to it');
    assert.equal(since([{ at: -Infinity, until: null }], [stay('asks', '10:03:00')]), at('10:03:00'), 'who calls waits for people');
    const [wait] = clock([], [...asked, mail(4, text('10:06:00'), ada, [bo])], { kind: 'mail', botStays: [{ at: -Infinity, until: at('10:05:00') }] }).waits;
    assert.deepEqual([wait!.askedAt, wait!.raw], [at('10:05:00'), 60]);
  });

  test('what is written in a chat with a person is a question of its own; when the chat is over nothing is open', () => {
    const chat = { kind: 'chat' as const };
    const line = [stay('asks', '10:00:00', chat), stay('talks', '10:00:10', chat)];
    const written = [mail(1, text('10:01:00'), bo, [help]), mail(2, text('10:01:20'), ada, [bo]), mail(3, text('10:02:00'), bo, [help])];
    assert.deepEqual(shown(clock(line, written, { kind: 'chat' })), { began: 'incoming', turn: 'agent', waitingSince: at('10:02:00'), waits: [['chat', 'chat', 10, 1, true], ['message', 'message', 20, 1, false]] });
    const over = clock([...line, stay('over', '10:03:00', chat)], written, { kind: 'chat' });
    assert.deepEqual([over.turn, over.waitingSince, over.waits.length], ['customer', null, 2]);
  });

  test('who is passed on waits again; who stands in a queue waits whatever else is answered', () => {
    const line = [stay('asks', '10:00:00'), stay('talks', '10:00:10'), stay('asks', '10:05:00', { isOpen: true })];
    assert.deepEqual(shown(clock(line)), { began: 'incoming', turn: 'agent', waitingSince: at('10:05:00'), waits: [['call', 'call', 10, 1, true]] });
    const written = clock(line, [mail(1, text('10:06:00'), ada, [bo])], { kind: 'mail' });
    assert.deepEqual([written.turn, written.waitingSince], ['agent', at('10:06:00')]);
  });

  test('a talk is counted by the calendar of its queue less the leave of who talks, a message by its channel\'s', () => {
    const settings = { ...emptyInput.settings, leave: [{ agentId: 1, from: '2026-01-05', to: '2026-01-05' }] };
    const line = [stay('asks', '10:00:00'), stay('talks', '10:45:00')];
    const [byQueue] = clock(line, [], { queueCalendars: (id) => (id === 5 ? [short] : [office]), settings }).waits;
    assert.deepEqual([byQueue!.raw, byQueue!.business, byQueue!.businessAgent, byQueue!.calendarId, byQueue!.versions], [2_700, 900, 0, 4, [2]]);
    const [byChannel] = clock([stay('asks', '10:00:00')], [mail(1, text('10:45:00'), ada, [bo])], { kind: 'mail', queueCalendars: () => [short] }).waits;
    assert.deepEqual([byChannel!.business, byChannel!.calendarId], [2_700, 3]);
  });

  test('a turn that an act set holds until the next question or answer', () => {
    const line = [stay('asks', '10:00:00'), stay('talks', '10:00:10')];
    const turnOf = (time: string) => clock(line, [], { turnSet: { turn: 'agent', at: at(time) } }).turn;
    assert.deepEqual([turnOf('10:00:05'), turnOf('10:00:10'), turnOf('11:00:00')], ['customer', 'agent', 'agent']);
  });
});

/** Steps of a minute, so that things of one instant happen. */
const minute = fc.nat({ max: 30 });
const anyStay = fc.record({
  what: fc.constantFrom('asks', 'talks', 'over', 'bot'), from: minute, length: fc.option(fc.nat({ max: 5 }), { nil: null }), interactionId: fc.nat({ max: 3 }), agentId: fc.nat({ max: 2 }), isChat: fc.boolean(),
});
const anyMessage = fc.record({ from: minute, isOurs: fc.boolean(), isBot: fc.nat({ max: 5 }).map((n) => n === 0), isAutomatic: fc.nat({ max: 7 }).map((n) => n === 0) });
const startMs = at('08:00:00');
const anyInput = fc.record({ stays: fc.array(anyStay, { maxLength: 8 }), messages: fc.array(anyMessage, { maxLength: 8 }) }).map(({ stays, messages }): ConversationInput => ({
  ...emptyInput, kind: 'chat', calendars: () => [office], queueCalendars: () => [short],
  line: stays.map(({ what, from, length, interactionId, agentId, isChat }, nth): LineStay => ({
    what, at: startMs + from * 60_000, until: what === 'bot' && length !== null ? startMs + (from + length) * 60_000 : null, isOpen: false, interactionId, spanId: nth + 1, kind: isChat ? 'chat' : 'call',
    agentId: what === 'talks' ? agentId : null, queueId: 5,
  })),
  messages: messages.map(({ from, isOurs, isBot, isAutomatic }, nth) => mail(nth + 1, new Date(startMs + from * 60_000).toISOString(), isOurs ? ada : bo, [help], { isBot: isBot && isOurs, isAutomatic })),
}));
const check = (property: (input: ConversationInput, found: ReturnType<typeof computeClock>) => void) => fc.assert(fc.property(anyInput, (input) => property(input, computeClock(input))), { numRuns: 500 });

test('the order in which stays and messages are given changes nothing', () => {
  fc.assert(fc.property(anyInput, fc.integer(), (input, seed) => {
    const random = seededRandom(seed);
    const shuffled = <One>(list: readonly One[]): One[] => list.map((one) => ({ one, key: random() })).toSorted((a, b) => a.key - b.key).map(({ one }) => one);
    assert.deepEqual(computeClock({ ...input, line: shuffled(input.line), messages: shuffled(input.messages) }), computeClock(input));
  }), { numRuns: 500 });
});

test('without calls and chats it is the clock of the messages', () => {
  check((given) => {
    const input = { ...given, line: [] };
    const [found, facts] = [computeClock(input), computeFacts(input)];
    assert.deepEqual(found.waits.map(({ answered, raw, business }) => [answered.by === 'message' ? answered.messageId : 0, raw, business]), facts.messages.filter(({ waitRaw }) => waitRaw !== null).map(({ messageId, waitRaw, waitBusiness }) => [messageId, waitRaw, waitBusiness]));
    assert.equal(found.turn, facts.turn);
    const first = found.waits.find(({ isFirst }) => isFirst);
    assert.equal(first?.answered.by === 'message' ? first.answered.messageId : null, facts.firstReplyMessageId);
  });
});

test('waits follow each other without overlap, nothing is negative, one is the first at most, and who waits has the turn with us', () => {
  check((input, { waits, turn, waitingSince, began }) => {
    for (const [nth, wait] of waits.entries()) {
      assert.ok(wait.askedAt <= wait.answeredAt && wait.raw >= 0 && wait.business <= wait.raw && wait.businessAgent <= wait.business);
      if (nth > 0) assert.ok(waits[nth - 1]!.answeredAt <= wait.askedAt);
    }
    assert.ok(waits.filter(({ isFirst }) => isFirst).length <= 1 && (began === 'incoming' || waits.every(({ isFirst }) => !isFirst)));
    if (waitingSince === null) return;
    assert.ok((waits.at(-1)?.answeredAt ?? -Infinity) <= waitingSince);
    assert.ok(turn === 'agent' || turn === 'new', `${turn} while somebody waits`);
    assert.ok(input.line.every((stay) => (stay.what !== 'talks' && stay.what !== 'over') || stay.at <= waitingSince), 'a talk stops it');
  });
});
