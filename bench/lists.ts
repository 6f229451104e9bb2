import { countConversations, findConversations, getConversationWithTimeline, listConversations, searchMessages, type ConversationFilter } from '#core/desk/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { seedVolume } from '#storage/testing/seed-volume.ts';
import { volumeWord } from '#storage/testing/volume-words.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * Lists, counts and search at 1,000,000 conversations and 5,000,000 messages in 50 accounts, the largest with 200,000 conversations
 * (`--scale 0.02`: a fiftieth of it). Through core, as the app role under row-level security. The candidates take turns.
 */
const { isJson, isShort, scale } = benchOptions();
const bench = await openBenchDatabase({ size: 4 });
const conversations = Math.round(1_000_000 * scale);
const [large, typical] = [1, 7];
const actOf = (accountId: number): Act => systemAct(accountId, '2026-11-02T09:00:00.000Z', 'bench');
const inTx = <T>(accountId: number, work: Parameters<typeof bench.database.withAccount<T>>[1]) => bench.database.withAccount(accountId, work);

try {
  const start = performance.now();
  await seedVolume(bench.owner, { conversations, accounts: 50, onStep: (name, seconds) => say(`${name}: ${seconds.toFixed(1)} s`) });
  say(`${conversations} conversations, ${conversations * 5} messages in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  const rows: Record<string, Cell>[] = [];
  for (const [size, accountId] of [['large', large], ['typical', typical]] as const) {
    rows.push(...await measure(size, listCases(accountId), isShort ? 50 : 400, 'p99 <= 25'));
    rows.push(...await measure(size, countCases(accountId), isShort ? 30 : 100, 'p99 <= 25'));
    rows.push(...await measure(size, searchCases(accountId), isShort ? 20 : 60, 'p95 <= 300'));
  }
  printTable(`lists and search at ${conversations} conversations, ${conversations * 5} messages`, rows, isJson);
} finally {
  await bench.close();
}

/** A place somewhere in the middle of the list, another each time. */
function somePlace(): { lastMessageAt: string; id: number } {
  return { lastMessageAt: new Date(Date.UTC(2024, 0, 1) + Math.random() * 900 * 86_400_000).toISOString(), id: 1 };
}

type Case = () => Promise<unknown>;

function listCases(accountId: number): Record<string, Case> {
  const act = actOf(accountId);
  const hot = (filter: ConversationFilter): Case => () => listConversations(bench.database, act, filter);
  return {
    'list: open': hot({ lives: ['open'] }),
    'list: open, in withAccount (3 round trips)': () => inTx(accountId, (tx) => findConversations(tx, act, { lives: ['open'] })),
    'list: all lives': hot({}),
    'list: all lives, from somewhere': () => listConversations(bench.database, act, {}, { before: somePlace() }),
    'list: resolved, from somewhere': () => listConversations(bench.database, act, { lives: ['resolved'] }, { before: somePlace() }),
    'list: open, an agent\'s': hot({ lives: ['open'], assignee: accountId * 100 + 5 }),
    'list: open, nobody\'s': hot({ lives: ['open'], assignee: 'nobody' }),
    'list: a rare channel\'s': hot({ channelId: accountId * 10 + 4 }),
    'list: a team\'s': hot({ teamId: accountId }),
    'list: a rare label\'s': hot({ labelId: accountId * 10 + 4 }),
    'list: a common label\'s': hot({ labelId: accountId * 10 + 1 }),
    'list: a priority\'s': hot({ priority: 4 }),
    timeline: () => inTx(accountId, (tx) => getConversationWithTimeline(tx, act, accountId === large ? 5 * (1 + Math.trunc(Math.random() * conversations / 5 - 1)) : 54)).catch(() => null),
  };
}

function countCases(accountId: number): Record<string, Case> {
  const act = actOf(accountId);
  const count = (filter: ConversationFilter): Case => () => inTx(accountId, (tx) => countConversations(tx, act, filter));
  return {
    'count: open, exact': count({ lives: ['open'] }), 'count: open, nobody\'s': count({ lives: ['open'], assignee: 'nobody' }),
    'count: resolved, capped': count({ lives: ['resolved'] }), 'count: a rare channel\'s': count({ channelId: accountId * 10 + 4 }),
  };
}

function searchCases(accountId: number): Record<string, Case> {
  const act = actOf(accountId);
  const anyOf = (from: number, to: number): string => volumeWord(from + Math.trunc(Math.random() * (to - from)));
  const search = (query: () => string): Case => () => inTx(accountId, (tx) => searchMessages(tx, act, { query: query(), isTyping: true }));
  const some = (): number => (accountId === large ? 5 * (1 + Math.trunc(Math.random() * conversations / 5 - 1)) * 5 - 3 : Math.trunc(Math.random() * conversations));
  return {
    'search: a common word': search(() => `${anyOf(0, 3)} `),
    'search: a middling word': search(() => `${anyOf(50, 200)} `),
    'search: a rare word': search(() => `${anyOf(10_000, 20_000)} `),
    'search: an order number': search(() => `order${some()} `),
    'search: two common words': search(() => `${anyOf(0, 10)} ${anyOf(0, 10)} `),
    'search: common and rare': search(() => `${anyOf(0, 3)} ${anyOf(5_000, 20_000)} `),
    'search: a phrase': search(() => `"${anyOf(0, 10)} ${anyOf(0, 30)}" `),
    'search: a prefix of three letters': search(() => anyOf(0, 2_000).slice(0, 3)),
    'search: a prefix of five letters': search(() => anyOf(0, 20_000).slice(0, 5)),
    'search: a missing word': search(() => `qx${anyOf(0, 20_000)}qxw `),
    'search: a typing error in a name': search(() => swap(volumeWord(30_000 + Math.trunc(Math.random() * 1_000)))),
    'search: common, one excluded': search(() => `${anyOf(0, 3)} -${anyOf(0, 3)} `),
    'search: is:open and a common word': search(() => `is:open ${anyOf(0, 3)} `),
    'search: a rare label and a word': search(() => `label:"label 4" ${anyOf(0, 3)} `),
    'search: a common word, a channel\'s': () => inTx(accountId, (tx) => searchMessages(tx, act, { query: `${anyOf(0, 3)} `, channelId: accountId * 10 + 4 })),
    'search: from: a person': search(() => `from:p${Math.trunc(Math.random() * 20_000)} `),
  };
}

/** Two letters in the middle change places. */
function swap(word: string): string {
  return `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)} `;
}

async function measure(size: string, cases: Readonly<Record<string, Case>>, runs: number, wanted: string): Promise<Record<string, Cell>[]> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let run = -3; run < runs; run += 1) { // three rounds to warm up
    for (const [name, work] of Object.entries(cases)) {
      const start = performance.now();
      await work();
      if (run >= 0) times[name]!.push(performance.now() - start);
    }
  }
  return Object.entries(times).map(([name, values]) => ({
    case: name, account: size, 'p50 ms': percentile(values, 0.5), 'p95 ms': percentile(values, 0.95), 'p99 ms': percentile(values, 0.99), 'wanted ms': wanted,
    held: percentile(values, wanted.startsWith('p99') ? 0.99 : 0.95) <= Number(wanted.split(' ').at(-1)) ? 'yes' : 'NO',
  }));
}
