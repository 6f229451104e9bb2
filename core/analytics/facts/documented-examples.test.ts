import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CalendarVersion } from '#core/calendars/index.ts';
import { emptyInput, mail } from './fact-builders.ts';
import { computeFacts, type FactMessage } from './index.ts';

/**
 * Two worked conversations as a published API document prints them: every figure there is an expectation here. The document does not say under
 * which hours; under Monday to Friday 09:00 to 17:00 UTC all of its figures come out.
 */
const hours: [string, string][] = [['09:00', '17:00']];
const office: CalendarVersion[] = [
  {
    calendarId: 3,
    version: 1,
    validFrom: null,
    zone: 'UTC',
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    holidays: [],
  },
];

function factsOf(messages: readonly FactMessage[]) {
  return computeFacts({ ...emptyInput, messages, calendars: () => office });
}

describe('the conversation with a second question and an answer after hours', () => {
  const [contact, ada] = ['bo@barton.example', 'ada@desk.example'];
  const facts = factsOf([
    mail(4, '2023-02-01T19:28:29Z', ada, [contact], { parentId: 3 }),
    mail(3, '2023-02-01T19:27:04Z', ada, [contact], { parentId: 1 }),
    mail(2, '2023-02-01T18:49:54Z', contact, [ada], { parentId: 1 }),
    mail(1, '2023-02-01T05:32:07Z', contact, [ada]),
  ]);

  test('has the figures of the document', () => {
    assert.equal(facts.initAgentReplyTime, 0);
    assert.equal(facts.initAgentActionTime, 47_867);
    assert.equal(facts.totalAgentReplyTime, 47_867);
    assert.equal(facts.rawInitAgentReplyTime, 50_097);
    assert.equal(facts.lastReceivedAt, Date.parse('2023-02-01T19:28:29Z'));
    assert.equal(facts.type, 'inbound');
    assert.equal(facts.status, 'await-customer');
    assert.equal(facts.firstReplyMessageId, 3);
    assert.equal(facts.firstReplyAgentId, 1);
    assert.equal(facts.timeToCloseRaw, null);
    assert.equal(facts.timeToClosingMailBusiness, null);
    assert.deepEqual([facts.touches, facts.nudges], [2, 1]);
    assert.deepEqual([facts.hasContactSuccess, facts.contactSuccessTime, facts.contactReplyTime], [false, null, null]);
  });

  test('keeps the reply clock beside them: it starts at the first question, so it has the office hours between', () => {
    assert.deepEqual([facts.firstReplyRaw, facts.firstReplyBusiness], [50_097, 8 * 3600]);
  });

  test('has the figures of every message', () => {
    assert.deepEqual(
      facts.messages.map((m) => [m.messageId, m.messageType, m.classification, m.spanRaw, m.spanBusiness, m.touchTime]),
      [
        [1, 'inbound', 'first', null, null, null],
        [2, 'inbound', 'follow-up', 47_867, 47_867, null],
        [3, 'outbound', 'reply', 2_230, 0, null],
        [4, 'outbound', 'follow-up', 85, 0, 85],
      ],
    );
    const which = (pick: (m: (typeof facts.messages)[number]) => boolean) => facts.messages.filter(pick).map((m) => m.messageId);
    assert.deepEqual(which((m) => m.isInitialReply), [3]);
    assert.deepEqual(which((m) => m.isNewest), [4]);
    assert.deepEqual(which((m) => m.isTouch), [3, 4]);
    assert.deepEqual(which((m) => m.isNudge), [2]);
    assert.deepEqual(which((m) => m.isClosingEmail), []);
    assert.deepEqual(which((m) => m.isIncludedInStats), [1, 2, 3, 4]);
    assert.deepEqual(which((m) => m.replyIsRelevant), [3, 4]);
    assert.deepEqual(which((m) => m.isOutlier.firstReply || m.isOutlier.overallReply || m.isOutlier.forward), []);
  });
});

describe('the conversation in which the contact writes back', () => {
  const [contact, abe] = ['cy@crooks.example', 'abe@desk.example'];
  const facts = factsOf([
    mail(3, '2023-02-01T17:58:48Z', contact, [abe], { parentId: 2 }),
    mail(2, '2023-02-01T14:37:39Z', abe, [contact], { parentId: 1 }),
    mail(1, '2023-02-01T14:13:14Z', contact, [abe]),
  ]);

  test('has the figures of the document', () => {
    assert.equal(facts.initAgentReplyTime, 1_465);
    assert.equal(facts.initAgentActionTime, 1_465);
    assert.equal(facts.totalAgentReplyTime, 13_534);
    assert.equal(facts.rawInitAgentReplyTime, 1_465);
    assert.equal(facts.lastReceivedAt, Date.parse('2023-02-01T17:58:48Z'));
    assert.equal(facts.type, 'inbound');
    assert.equal(facts.status, 'await-agent');
    assert.equal(facts.firstReplyMessageId, 2);
    assert.equal(facts.firstReplyAgentId, 2);
    assert.equal(facts.timeToCloseRaw, null);
    assert.deepEqual([facts.touches, facts.nudges], [1, 0]);
    assert.deepEqual([facts.hasContactSuccess, facts.contactSuccessTime, facts.contactReplyTime], [true, 13_534, 12_069]);
  });

  test('has the figures of every message', () => {
    assert.deepEqual(
      facts.messages.map((m) => [m.messageId, m.messageType, m.classification, m.spanRaw, m.spanBusiness, m.touchTime]),
      [
        [1, 'inbound', 'first', null, null, null],
        [2, 'outbound', 'reply', 1_465, 1_465, null],
        [3, 'inbound', 'reply', 12_069, 12_069, null],
      ],
    );
    assert.deepEqual(facts.messages.map((m) => m.isInitialReply), [false, true, false]);
    assert.deepEqual(facts.messages.map((m) => m.isNewest), [false, false, true]);
    assert.deepEqual(facts.messages.map((m) => m.isTouch), [false, true, false]);
    assert.deepEqual(facts.messages.map((m) => m.isNudge), [false, false, false]);
    assert.deepEqual(facts.messages.map((m) => m.replyIsRelevant), [false, true, false]);
    assert.deepEqual(facts.messages.map((m) => m.isIncludedInStats), [true, true, true]);
  });
});
