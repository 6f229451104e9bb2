import { setupAccount } from '#core/accounts/index.ts';
import { createArticle, createKnowledgeBase, publishArticle, searchPublished } from '#core/knowledge/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * Search in a help centre of 1,000 articles (150 words each, of 8,000 invented ones): milliseconds of `searchPublished` in its transaction, 200 of each kind.
 */
const { isJson, isShort } = benchOptions();
const articles = isShort ? 100 : 1_000;
const rounds = isShort ? 20 : 200;
let seed = 7;
const random = (): number => { seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0; return seed / 2 ** 32; };
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const syllables = ['ba', 'cer', 'don', 'fi', 'gra', 'hul', 'in', 'jo', 'kas', 'lem', 'mor', 'nu', 'pre', 'qui', 'ras', 'sto', 'tin', 'ur', 'vel', 'wex', 'zon', 'é', 'ü'];
const words = [...new Set(Array.from({ length: 9_000 }, () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(syllables)).join('')))].slice(0, 8_000);
/** The first words are common, as in any language. */
const word = (): string => words[Math.floor(words.length * random() ** 3)]!;

const bench = await openBenchDatabase({ size: 2 });
const { database } = bench;
try {
  const now = '2026-11-01T09:00:00.000Z';
  const { account } = await setupAccount(database, { accountName: 'Bench', email: 'a@bench.test', name: 'A', password: null, now });
  const act = systemAct(account.id, now, 'bench');
  const baseId = await database.withAccount(account.id, async (tx) => (await createKnowledgeBase(tx, act, { name: 'Bench', slug: 'bench' })).id);
  const started = performance.now();
  for (let at = 0; at < articles; at += 1) {
    await database.withAccount(account.id, async (tx) => {
      const { id } = await createArticle(tx, act, baseId, { title: `${word()} ${word()} ${word()} ${at}`, content: Array.from({ length: 150 }, word).join(' ') });
      await publishArticle(tx, act, id);
    });
  }
  say(`${articles} articles written and published in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  const swap = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
  const long = words.filter((each) => each.length >= 7);
  const kinds: Readonly<Record<string, () => string>> = {
    'a common word': () => words[Math.floor(random() * 20)]!, 'a rare word': () => pick(words), 'two words': () => `${word()} ${word()}`, 'a beginning': () => pick(long).slice(0, 4), 'no accents': () => pick(long.filter((each) => /[éü]/.test(each))).normalize('NFD').replaceAll(/\p{M}/gu, ''),
    'one letter wrong': () => swap(pick(long), 2), 'two letters wrong': () => swap(swap(pick(long), 1), 4), 'nothing like it': () => 'xxxxqqqqyyyy',
  };
  const rows: Record<string, Cell>[] = [];
  for (const [name, make] of Object.entries(kinds)) {
    const times: number[] = [];
    let found = 0;
    for (let n = 0; n < rounds; n += 1) {
      const query = make();
      const at = performance.now();
      const { hits } = await database.withAccount(account.id, (tx) => searchPublished(tx, baseId, { query, locale: 'en', fallbackLocale: 'en' }), { readOnly: true });
      times.push(performance.now() - at);
      if (hits.length > 0) found += 1;
    }
    rows.push({ query: name, 'p50 ms': percentile(times, 0.5), 'p95 ms': percentile(times, 0.95), found: `${found} of ${rounds}` });
  }
  printTable(`search in ${articles} articles`, rows, isJson);
} finally {
  await bench.close();
}
