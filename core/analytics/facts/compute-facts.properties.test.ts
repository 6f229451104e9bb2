import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CalendarVersion } from '#core/calendars/index.ts';
import { emptyInput, mail, note } from './fact-builders.ts';
import { computeFacts, type ConversationFacts, type ConversationInput, type FactMessage } from './index.ts';

const people = ['bo@shop.example', 'cy@shop.example', 'ada@desk.example', 'abe@desk.example', 'help@desk.example'];
const hours: [string, string][] = [['09:00', '17:00']];
const office: CalendarVersion = {
  calendarId: 3,
  version: 1,
  validFrom: null,
  zone: 'Europe/Berlin',
  hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: [['20:00', '02:00']] },
  holidays: ['2026-03-31'],
};
const shorter = { ...office, version: 2, validFrom: Date.UTC(2026, 2, 28), hours: { mon: hours } };
const startAt = Date.UTC(2026, 2, 23);

const rare = fc.integer({ min: 0, max: 7 }).map((n) => n === 0);
const message = fc.record({
  minute: fc.nat({ max: 40 }).map((step) => step * 487),
  from: fc.constantFrom(...people),
  to: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 3 }),
  isAutomatic: rare,
  isBot: rare,
  isForward: rare,
  isFiltered: rare,
  isNote: rare,
  refersToUnknown: rare,
  parent: fc.option(fc.nat({ max: 12 }), { nil: null }),
});

/** Two weeks in 40 steps, so that messages of the same instant happen. */
const messages = fc.array(message, { maxLength: 14 }).map((rows) =>
  rows.map((row, index): FactMessage => {
    const { isAutomatic, isBot, isForward, isFiltered, refersToUnknown } = row;
    const time = new Date(startAt + row.minute * 60_000).toISOString();
    const parentId = row.parent === null || row.parent >= rows.length || row.parent === index ? null : row.parent + 1;
    return {
      ...mail(index + 1, time, row.from, row.to, { isAutomatic, isBot, isForward, isFiltered, refersToUnknown, parentId }),
      ...(row.isNote ? { direction: 'note' as const } : {}),
    };
  }),
);

const input = fc.record({
  messages,
  listMode: fc.boolean(),
  closedMinute: fc.option(fc.integer({ min: -1440, max: 20 * 1440 }), { nil: null }),
}).map(({ messages: list, listMode, closedMinute }): ConversationInput => ({
  ...emptyInput,
  listMode,
  life: closedMinute === null ? emptyInput.life : { state: 'closed', closedAt: startAt + closedMinute * 60_000 },
  messages: list,
  calendars: (channelId) => (channelId === null ? [] : [office, shorter]),
  settings: { ...emptyInput.settings, leave: [{ agentId: 1, from: '2026-03-24', to: '2026-03-25' }] },
}));

const mailsOf = (facts: ConversationFacts) => facts.messages.filter((m) => m.messageType !== null && m.excludedBecause !== 'filtered');
const check = (property: (given: ConversationInput, facts: ConversationFacts) => void) =>
  fc.assert(fc.property(input, (given) => property(given, computeFacts(given))), { numRuns: 500 });

test('the order of arrival changes nothing', () => {
  fc.assert(
    fc.property(input, fc.infiniteStream(fc.nat()), (given, noise) => {
      const keyed = given.messages.map((m) => ({ m, key: noise.next().value ?? 0 }));
      const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ m }) => m);
      assert.deepEqual(computeFacts({ ...given, messages: shuffled }), computeFacts(given));
    }),
    { numRuns: 500 },
  );
});

test('a note changes nothing but itself', () => {
  fc.assert(
    fc.property(input, fc.integer({ min: 0, max: 14 * 1440 }), (given, minute) => {
      const added = note(999, new Date(startAt + minute * 60_000).toISOString());
      const facts = computeFacts({ ...given, messages: [...given.messages, added] });
      assert.deepEqual({ ...facts, messages: facts.messages.filter((m) => m.messageId !== 999) }, computeFacts(given));
    }),
  );
});

test('totals are the sums of their parts', () => {
  check((_, facts) => {
    const spans = mailsOf(facts).map((m) => m.spanBusiness).filter((span) => span !== null);
    assert.equal(facts.totalAgentReplyTime, spans.length === 0 ? null : spans.reduce((a, b) => a + b, 0));
    assert.equal(facts.initAgentActionTime, spans[0] ?? null);
    assert.equal(facts.touches, facts.messages.filter((m) => m.isTouch).length);
    const counted = Object.values(facts.counts).flatMap((classes) => Object.values(classes));
    assert.equal(counted.reduce((a, b) => a + b, 0), facts.messages.filter((m) => m.isIncludedInStats).length);
    const raw = mailsOf(facts).reduce((sum, m) => sum + (m.spanRaw ?? 0), 0);
    assert.equal(raw, facts.startedAt === null ? 0 : ((facts.lastReceivedAt ?? 0) - facts.startedAt) / 1000);
  });
});

test('an answer waited at least as long as since the mail before it, and business time is never more than real time', () => {
  check((_, facts) => {
    for (const m of facts.messages) {
      if (m.waitRaw !== null && m.spanRaw !== null) assert.ok(m.waitRaw >= m.spanRaw);
      if (m.waitBusiness !== null && m.spanBusiness !== null) assert.ok(m.waitBusiness >= m.spanBusiness);
      if (m.spanRaw !== null) assert.ok((m.spanBusiness ?? 0) <= m.spanRaw && (m.spanBusinessAgent ?? 0) <= (m.spanBusiness ?? 0));
      if (m.waitRaw !== null) assert.ok((m.waitBusiness ?? 0) <= m.waitRaw && (m.waitBusinessAgent ?? 0) <= (m.waitBusiness ?? 0));
    }
  });
});

test('nothing is negative, and null goes together', () => {
  check((_, facts) => {
    const figures = (of: object) => Object.entries(of).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
    for (const [name, figure] of [facts, ...facts.messages].flatMap(figures)) assert.ok(figure >= 0, name);
    for (const m of facts.messages) {
      assert.equal(m.spanRaw === null, m.spanBusiness === null);
      assert.equal(m.waitRaw === null, m.waitBusiness === null);
      assert.equal(m.waitRaw === null, m.waitFromMessageId === null);
      assert.equal(m.messageType === null, m.classification === null);
    }
  });
});

test('one mail is the newest, at most one the first reply and the closing mail, and a first reply is an answer of an inbound conversation', () => {
  check((given, facts) => {
    const count = (pick: (m: (typeof facts.messages)[number]) => boolean) => facts.messages.filter(pick).length;
    assert.equal(count((m) => m.isNewest), mailsOf(facts).length > 0 ? 1 : 0);
    assert.equal(count((m) => m.isInitialReply), facts.firstReplyMessageId === null ? 0 : 1);
    assert.equal(count((m) => m.isClosingEmail), given.life.closedAt !== null && mailsOf(facts).length > 0 ? 1 : 0);
    for (const m of facts.messages) if (m.isInitialReply) assert.ok(facts.type === 'inbound' && m.waitRaw !== null && m.replyIsRelevant);
    for (const m of facts.messages) if (m.replyIsRelevant) assert.equal(m.messageType, 'outbound');
  });
});

test('the span by the SLA is, second by second, what lies in the hours promised when it ended, and null where nothing was promised', () => {
  const night: CalendarVersion = { calendarId: 9, version: 1, validFrom: null, zone: 'Asia/Kathmandu', hours: { mon: [['00:00', '06:00']], wed: [['12:00', '12:45']], sat: [['00:00', '24:00']] }, holidays: ['2026-03-28'] };
  const [endedAt, resumedAt] = [Date.UTC(2026, 2, 27), Date.UTC(2026, 2, 30, 12)];
  const slaCalendars = [{ validFrom: null, value: [night] }, { validFrom: endedAt, value: [] }, { validFrom: resumedAt, value: [office] }];
  const minute = 60_000;
  const isOpen = { night: minutesOf(({ day, dayOfWeek, minuteOfDay }) => day !== '2026-03-28' && ((dayOfWeek === 1 && minuteOfDay < 360) || (dayOfWeek === 3 && minuteOfDay >= 720 && minuteOfDay < 765) || dayOfWeek === 6), 'Asia/Kathmandu'),
    office: minutesOf(({ day, dayOfWeek, minuteOfDay }) => (dayOfWeek <= 4 && minuteOfDay >= 540 && minuteOfDay < 1_020 && day !== '2026-03-31') || (dayOfWeek === 5 && minuteOfDay >= 1_200) || (dayOfWeek === 6 && minuteOfDay < 120), 'Europe/Berlin') };
  let some = 0;
  fc.assert(fc.property(input, (given) => {
    const withSla = { ...given, settings: { ...given.settings, slaCalendars } };
    const facts = computeFacts(withSla);
    const atOf = new Map(given.messages.map(({ id, at }) => [id, at]));
    for (const { messageId, spanFromMessageId, messageType, spanRaw, spanBusinessSla } of facts.messages) {
      const [from, to] = [spanFromMessageId === null ? null : atOf.get(spanFromMessageId)!, atOf.get(messageId)!];
      if (from === null || (to >= endedAt && to < resumedAt)) { assert.equal(spanBusinessSla, null); continue; }
      if (messageType === 'inbound') { assert.equal(spanBusinessSla, spanRaw); continue; }
      const table = to < endedAt ? isOpen.night : isOpen.office;
      let seconds = 0;
      for (let at = from; at < to; at += minute) seconds += table[(at - startAt) / minute]! ? 60 : 0;
      assert.equal(spanBusinessSla, seconds);
      if (seconds > 0) some += 1;
    }
    const others = (of: ConversationFacts): object[] => of.messages.map((message) => ({ ...message, spanBusinessSla: null }));
    assert.deepEqual(others(facts), others(computeFacts(given)), 'it changes nothing else');
  }), { numRuns: 100, seed: 41 });
  assert.ok(some > 50, `${some} spans were in promised hours`);
});

/** Each minute of the two weeks and a bit, asked one by one. */
function minutesOf(isOpen: (local: { readonly day: string; readonly dayOfWeek: number; readonly minuteOfDay: number }) => boolean, zone: string): readonly boolean[] {
  return Array.from({ length: 20 * 1_440 }, (_, at) => {
    const local = Temporal.Instant.fromEpochMilliseconds(startAt + at * 60_000).toZonedDateTimeISO(zone);
    return isOpen({ day: local.toPlainDate().toString(), dayOfWeek: local.dayOfWeek, minuteOfDay: local.hour * 60 + local.minute });
  });
}
