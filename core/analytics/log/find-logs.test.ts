import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Tx } from '#storage/index.ts';
import { findConversationLog } from './find-conversation-log.ts';
import { findMessageLog } from './find-message-log.ts';
import type { LogFilter, LogPage } from './log-filter.ts';
import type { ConversationLogRow, LogResult, MessageLogRow } from './log-rows.ts';
import { bruteForceSelection } from './testing/brute-force-selection.ts';
import { openSeededLog, type SeededLog } from './testing/open-seeded-log.ts';
import { bareFilter, filterParts, randomFilter } from './testing/random-filter.ts';
import { seededRandom } from './testing/random.ts';
import { readPlainLog, type PlainLog } from './testing/read-plain-log.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 12);
const everything: LogPage = { perPage: 1_000, page: 1, direction: 'desc' };
const everyMessage: LogFilter = { zone: 'UTC', nowMs: 0 };
type Find = (tx: Tx, filter: LogFilter, page: LogPage) => Promise<LogResult<MessageLogRow | ConversationLogRow>>;
const finders: Readonly<Record<'messages' | 'conversations', Find>> = { messages: findMessageLog, conversations: findConversationLog };
let log: SeededLog;
let plain: PlainLog;
before(async () => {
  log = await openSeededLog({ seed });
  plain = await log.read(readPlainLog);
});
after(() => log.close());

const ascending = (rows: readonly { readonly id: number }[]) => rows.map((row) => row.id).sort((a, b) => a - b);

test('both lists hold exactly what the filter counts', async () => {
  const random = seededRandom(seed);
  const alone = filterParts.map((part) => ({ ...bareFilter(random), ...part(random) }));
  for (const filter of [...alone, ...Array.from({ length: 60 }, () => randomFilter(random))]) {
    const expected = bruteForceSelection(plain.messages, plain.conversations, filter, plain.settings);
    for (const kind of ['messages', 'conversations'] as const) {
      const found = await log.read((tx) => finders[kind](tx, filter, everything));
      assert.deepEqual(ascending(found.rows), ascending(expected[kind]), `${kind}, seed ${seed}, ${JSON.stringify(filter)}`);
      assert.equal(found.total, expected[kind].length);
    }
  }
});

for (const kind of ['messages', 'conversations'] as const) {
  test(`pages of ${kind} lose no row and show none twice, in every order`, async () => {
    const whole = await log.read((tx) => finders[kind](tx, everyMessage, everything));
    const [row] = whole.rows;
    const sortable = Object.entries(row ?? {}).filter(([name, value]) => name !== 'deal' && (typeof value !== 'object' || value === null)).map(([name]) => name);
    assert.ok(sortable.length > 15);
    const perPage = Math.ceil(whole.total / 3.5);
    for (const sortBy of sortable) {
      for (const direction of ['asc', 'desc'] as const) {
        const pages: (readonly (MessageLogRow | ConversationLogRow)[])[] = [];
        for (let page = 1; page <= Math.ceil(whole.total / perPage) + 1; page += 1) {
          const found = await log.read((tx) => finders[kind](tx, everyMessage, { perPage, page, direction, sortBy }));
          assert.equal(found.total, whole.total);
          pages.push(found.rows);
        }
        assert.deepEqual(pages.at(-1), [], 'beyond the last page is nothing');
        assert.deepEqual(ascending(pages.flat()), ascending(whole.rows), `${sortBy} ${direction}`);
        assertOrder(pages.flat().map((each) => Reflect.get(each, sortBy) as unknown), direction, sortBy);
      }
    }
  });
}

/** Rows without a value come last in both directions. */
function assertOrder(values: readonly unknown[], direction: 'asc' | 'desc', sortBy: string): void {
  const firstNull = values.indexOf(null);
  if (firstNull >= 0) assert.ok(values.slice(firstNull).every((value) => value === null), `${sortBy} ${direction}: without a value last`);
  const keys = values.filter((value) => value !== null).map((value) => (typeof value === 'string' ? value.toLowerCase() : Number(value)));
  const isOrdered = keys.every((key, at) => at === 0 || (direction === 'asc' ? (keys[at - 1] ?? key) <= key : (keys[at - 1] ?? key) >= key));
  assert.ok(isOrdered, `${sortBy} ${direction}`);
}

test('the newest come first unless told otherwise', async () => {
  const messages = await log.read((tx) => findMessageLog(tx, everyMessage, everything));
  assertOrder(messages.rows.map((row) => row.at), 'desc', 'at');
  const conversations = await log.read((tx) => findConversationLog(tx, everyMessage, everything));
  assertOrder(conversations.rows.map((row) => row.lastAt), 'desc', 'lastAt');
});

test('a column that is none, and pages that are none, are refused', async () => {
  const refused: readonly Partial<LogPage>[] = [
    { sortBy: 'labels' }, { sortBy: 'id; DROP TABLE messages' }, { sortBy: 'toString' }, { page: 0 }, { page: 1.5 }, { perPage: 0 }, { perPage: 1_001 }, { perPage: NaN },
  ];
  for (const find of Object.values(finders)) {
    for (const wrong of refused) await assert.rejects(log.read((tx) => find(tx, everyMessage, { ...everything, ...wrong })), { code: 'invalid' }, JSON.stringify(wrong));
  }
  const far = await log.read((tx) => findMessageLog(tx, everyMessage, { ...everything, page: Number.MAX_SAFE_INTEGER }));
  assert.deepEqual(far.rows, []);
});

test('a message says who stands in its headers, which labels it bears and where it was read', async () => {
  const { rows } = await log.read((tx) => findMessageLog(tx, everyMessage, everything));
  for (const row of rows) {
    const message = plain.messages.find((each) => each.id === row.id);
    assert.ok(message);
    assert.equal(row.from.length + row.to.length + row.cc.length + row.bcc.length + row.replyTo.length, message.parties.length);
    assert.deepEqual(row.labels, message.labels.toSorted());
    assert.equal(row.classification, message.classification ?? 'calculating');
    assert.equal(row.mailId, `${row.id}@mail.example`);
    if (row.messageType === 'outbound') assert.deepEqual(row.readStatus, {});
  }
  const read = rows.flatMap((row) => Object.entries(row.readStatus));
  assert.deepEqual([...new Set(read.map(([mailbox]) => mailbox))].sort(), ['ada@desk.example', 'help@desk.example']);
  assert.deepEqual(new Set(read.map(([, seen]) => seen)), new Set([false, true]));
});

test('a conversation holds all its mails, newest first, and every label on it or on them', async () => {
  const { rows } = await log.read((tx) => findConversationLog(tx, { ...everyMessage, classifications: ['first'] }, everything));
  assert.ok(rows.length > 20);
  for (const row of rows) {
    const mails = plain.messages.filter((each) => each.conversationId === row.id);
    assert.deepEqual(ascending(row.messages), ascending(mails));
    assertOrder(row.messages.map((each) => each.at), 'desc', 'at');
    assert.ok(row.messages.every((each) => each.conversationMailCount === mails.length));
    const own = plain.conversations.find((each) => each.id === row.id)?.labels ?? [];
    assert.deepEqual(row.labels, [...new Set([...own, ...mails.flatMap((each) => each.labels)])].sort());
    assert.equal(row.initialReplyMailId !== null, mails.some((each) => each.isInitialReply));
  }
});
