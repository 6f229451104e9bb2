import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import xz from 'xz-decompress';
import { parseCalendar, type CalendarVersion } from '#core/calendars/index.ts';
import { computeFacts, type ConversationFacts, type FactMessage, type FactRecipient } from './index.ts';
import { emptyInput } from './fact-builders.ts';

/**
 * 2,015 threads of a public product-support list, against a second opinion that was derived from the same mails by other code. That
 * opinion has its own rules; where a difference follows from a rule of ours, it is counted under that rule, anything else fails.
 */
const folder = new URL('../../../../shared/corpora/usrp-users/', import.meta.url);
const skip = existsSync(folder) ? false : `the mailing list is not at ${folder.pathname}`;

type Label = { id: string; parent: string | null; label: string; sender: string; internal: boolean; auto: boolean };
type Mail = { message_id: string; date: string; to: string | null; cc: string | null; in_reply_to: string | null; references: string[] };
type Thread = { thread: number; messages: { id: string; parent: string | null }[] };
type Wait = [question: string, answer: string, raw: number, business: number];
type Derived = {
  thread: number;
  started_by: 'external' | 'internal';
  first_reply?: string;
  first_reply_raw?: number;
  first_reply_business?: number;
  touches_internal: number;
  awaiting: 'mailbox' | 'contact';
  replies_by_wait: Wait[];
};

async function readRows<T>(name: string): Promise<T[]> {
  const bytes = await readFile(new URL(`usrp-2019-2022.${name}.jsonl.xz`, folder));
  const stream = new xz.XzReadableStream(new Blob([bytes]).stream());
  const text = await new Response(stream).text();
  return text.trim().split('\n').map((line): T => JSON.parse(line));
}

const officeDays = ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]);
const office = parseCalendar({
  zone: 'America/Chicago',
  hours: Object.fromEntries(officeDays),
  holidays: [2019, 2020, 2021, 2022].flatMap((year) => ['01-01', '07-04', '12-25', '12-26'].map((day) => `${year}-${day}`)),
});
assert.ok(office.ok);
const calendar: CalendarVersion[] = [{ ...office.value, calendarId: 1, version: 1, validFrom: null }];
const internalDomains = ['ettus.com', 'ni.com', 'emerson.com'];
const list = 'usrp-users@lists.ettus.com';

function recipients(header: string | null, role: 'to' | 'cc'): FactRecipient[] {
  return (header?.match(/[^\s<>"',;:()\\]+@[^\s<>"',;:()\\]+/g) ?? []).map((found) => {
    const address = found.toLowerCase();
    return { role, address, domain: address.split('@')[1] ?? '', isInternal: null, isOurChannel: address === list };
  });
}

async function readThreads() {
  const [mails, labels, threads, derived] = await Promise.all([
    readRows<Mail>('index'),
    readRows<Label>('derived-labels'),
    readRows<Thread>('dovecot-refs'),
    readRows<Derived>('derived-conversations'),
  ]);
  const numbers = new Map(mails.map((mail, index) => [mail.message_id, index + 1]));
  const mailOf = new Map(mails.map((mail) => [mail.message_id, mail]));
  const labelOf = new Map(labels.map((label) => [label.id, label]));
  const message = ({ id, parent }: { id: string; parent: string | null }): FactMessage => {
    const [mail, label] = [mailOf.get(id), labelOf.get(id)];
    assert.ok(mail && label);
    const sender = { address: label.sender, domain: label.sender.split('@')[1] ?? '', isInternal: null, agentId: null };
    return {
      id: numbers.get(id) ?? 0,
      sortKey: id,
      channelId: 1,
      direction: label.internal ? 'outgoing' : 'incoming',
      at: Date.parse(mail.date),
      sender,
      recipients: [...recipients(mail.to, 'to'), ...recipients(mail.cc, 'cc')],
      isAutomatic: label.auto,
      isBot: false,
      isForward: label.label === 'forward',
      refersToUnknown: parent === null && (Boolean(mail.in_reply_to) || mail.references.length > 0),
      parentId: parent === null ? null : (numbers.get(parent) ?? null),
      isFiltered: false,
    };
  };
  return { numbers, labelOf, threads: threads.map((thread) => thread.messages.map(message)), derived };
}

function facts(conversationId: number, messages: readonly FactMessage[]): ConversationFacts {
  const settings = { internalDomains: [{ validFrom: null, value: internalDomains }], outliers: [], slaCalendars: [], leave: [] };
  return computeFacts({ ...emptyInput, conversationId, listMode: true, messages, calendars: () => calendar, settings });
}

/** What both opinions say of a thread, with messages as numbers. */
function ourOpinion(found: ConversationFacts) {
  return {
    type: found.type,
    firstReply: [found.firstReplyMessageId, found.firstReplyRaw, found.firstReplyBusiness],
    touches: found.touches,
    awaiting: found.status === 'await-agent' ? 'mailbox' : 'contact',
    waits: found.messages.filter((m) => m.waitRaw !== null).map((m) => [m.waitFromMessageId, m.messageId, m.waitRaw, m.waitBusiness]),
  };
}

function otherOpinion(row: Derived, numbers: ReadonlyMap<string, number>) {
  const number = (id: string | undefined) => (id === undefined ? null : (numbers.get(id) ?? null));
  return {
    type: row.started_by === 'external' ? 'inbound' : 'outbound',
    firstReply: [number(row.first_reply), row.first_reply_raw ?? null, row.first_reply_business ?? null],
    touches: row.touches_internal,
    awaiting: row.awaiting,
    waits: row.replies_by_wait.map(([question, answer, raw, business]) => [number(question), number(answer), raw, business]),
  };
}

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Their words for classes, in ours: whoever answers some of the parent's recipients, or a mail that is not held, replies. */
const asOurs = (label: string) => (label === 'reply-some' || label === 'reply-orphan' ? 'reply' : label);

describe('a real mailing list', { skip }, () => {
  test('classes equal the derived ones but where a written rule of ours says otherwise', async (t) => {
    const { threads, labelOf, numbers } = await readThreads();
    const labels = new Map([...labelOf].map(([id, label]) => [numbers.get(id), asOurs(label.label)]));
    const counts = { equal: 0, followUps: 0, laterFirsts: 0 };
    for (const [index, messages] of threads.entries()) {
      for (const { messageId, classification, spanRaw } of facts(index, messages).messages) {
        const label = labels.get(messageId);
        if (label === classification) counts.equal += 1;
        else if (label === 'follow-up' || classification === 'follow-up') counts.followUps += 1;
        else if (label === 'first' && spanRaw !== null) counts.laterFirsts += 1;
        else assert.fail(`message ${messageId} is ${classification}, derived ${label}`);
      }
    }
    t.diagnostic(`${counts.equal} of ${labels.size} classes equal`);
    t.diagnostic(`${counts.followUps} differ because a follow-up goes by the mail before it here, by its parent's sender there`);
    t.diagnostic(`${counts.laterFirsts} differ because only the earliest mail of a conversation is first here`);
    assert.ok(counts.equal >= 0.95 * labels.size);
  });

  test('types, first replies, waits, touches and turns equal the derived ones but for the rule that forwards do not move the clock', async (t) => {
    const { numbers, threads, derived } = await readThreads();
    assert.equal(threads.length, derived.length);
    let [equal, byForwards, firstReplies, waits] = [0, 0, 0, 0];
    for (const [index, row] of derived.entries()) {
      const messages = threads[index] ?? [];
      const [ours, other] = [ourOpinion(facts(row.thread, messages)), otherOpinion(row, numbers)];
      if (ours.firstReply[0] !== null) firstReplies += 1;
      waits += ours.waits.length;
      if (isEqual(ours, other)) {
        equal += 1;
        continue;
      }
      t.diagnostic(`thread ${row.thread}: ours ${JSON.stringify(ours)}, derived ${JSON.stringify(other)}`);
      const asWords = messages.map((message) => ({ ...message, isForward: false }));
      assert.deepEqual(ourOpinion(facts(row.thread, asWords)), other, `thread ${row.thread} differs, and not by forwards`);
      byForwards += 1;
    }
    assert.ok(equal > 0.99 * derived.length);
    t.diagnostic(`${derived.length} conversations, ${firstReplies} first replies, ${waits} waits`);
    t.diagnostic(`${equal} equal; ${byForwards} differ because a forward neither starts nor stops the reply clock (equal if it did)`);
  });
});
