import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { createArticle, createKnowledgeBase, deleteArticle, publishArticle, saveArticle, searchPublished, type ArticleHit, type ArticleInput } from '../index.ts';
import { markdownText } from './markdown-text.ts';

let desk: Desk;
let baseId: number;
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const publish = (input: ArticleInput) => within(async (tx) => (await publishArticle(tx, desk.act, (await createArticle(tx, desk.act, baseId, input)).id)).id);
const search = (query: string, locale = 'en') => within((tx) => searchPublished(tx, baseId, { query, locale, fallbackLocale: 'en' }));
const titles = async (query: string, locale?: string) => (await search(query, locale)).hits.map(({ title }) => title.text);
const shown = ({ title: { text, marks } }: ArticleHit): string => marks.toReversed().reduce((all, { start, end }) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`, text);

before(async () => {
  desk = await openDesk();
  baseId = (await within((tx) => createKnowledgeBase(tx, desk.act, { name: 'Search', slug: 'search', locales: ['en', 'de', 'fr'] }))).id;
  const invoice = await publish({ title: 'Paying an invoice', content: 'Send the **payment** by [bank](https://bank.test/secretword). ```refund```', meta: { tags: ['billing'] } });
  await publish({ title: 'Eine Rechnung bezahlen', locale: 'de', rootId: invoice, content: 'Überweisung an unsere Bank.' });
  await publish({ title: 'Café opening hours', description: 'When the crème brûlée is ready', content: 'From nine. An invoice is on the table.' });
  await publish({ title: 'Größe wählen', locale: 'de', content: 'Straße, Maße' });
  await within((tx) => createArticle(tx, desk.act, baseId, { title: 'Unreleased secretdraft' }));
});
after(() => desk.close());

test('a word is found by its beginning, without its accents, with two letters wrong; titles come first and what was found is marked', async () => {
  assert.deepEqual(await titles('invoice'), ['Paying an invoice', 'Café opening hours']);
  assert.deepEqual(await titles('inv'), ['Paying an invoice', 'Café opening hours']);
  for (const [query, title] of [['cafe', 'Café opening hours'], ['creme brulee', 'Café opening hours'], ['CAFÉ', 'Café opening hours'], ['opneing', 'Café opening hours'], ['openign huors', 'Café opening hours'], ['billing', 'Paying an invoice'], ['paymnet bnak', 'Paying an invoice']] as const) {
    assert.equal((await titles(query))[0], title, query);
  }
  for (const typo of ['invioce', 'invuice', 'invocie', 'nivoice', 'ivnoiec', 'inviocee', 'imvoixe', 'nivocie']) assert.ok((await titles(typo)).includes('Paying an invoice'), typo);
  assert.equal(shown((await search('pay inv')).hits[0]!), '[Paying] an [invoice]');
  assert.deepEqual((await search('invioce')).corrections, [{ word: 'invioce', also: ['invoice'] }]);
  assert.deepEqual((await search('zzzzzz qqqqqq')), { hits: [], corrections: [] });
  assert.equal((await titles('invoice zzzzzzz'))[0], 'Paying an invoice', 'any of the words');
});

test('in another locale the article of that locale is found, and the base\'s own where there is none', async () => {
  assert.deepEqual(await titles('bank', 'de'), ['Eine Rechnung bezahlen']);
  assert.deepEqual((await search('cafe', 'de')).hits.map(({ locale }) => locale), ['en']);
  assert.deepEqual(await titles('grosse', 'de'), ['Größe wählen']);
  assert.deepEqual(await titles('Größe', 'en'), []);
  assert.deepEqual(await titles('bank', 'fr'), ['Paying an invoice']);
});

test('drafts, addresses behind words, and what was published before are not found', async () => {
  assert.deepEqual([await titles('secretdraft'), await titles('secretword'), await titles('secretdratf')], [[], [], []]);
  const id = await publish({ title: 'Ephemeral thing' });
  await within((tx) => saveArticle(tx, desk.act, id, { title: 'Lasting thing' }));
  assert.deepEqual([await titles('ephemeral'), await titles('lasting')], [['Ephemeral thing'], []]);
  await within((tx) => publishArticle(tx, desk.act, id));
  assert.deepEqual([await titles('ephemeral'), await titles('lasting')], [[], ['Lasting thing']]);
  await within((tx) => deleteArticle(tx, desk.act, id));
  assert.deepEqual([await titles('lasting'), await within((tx) => tx.rows(sql<object>`SELECT FROM article_words WHERE word IN ('lasting', 'ephemeral')`))], [[], []]);
});

test('counts of words are those of the documents, however often they were written', async () => {
  const wrong = await within((tx) => tx.rows(sql<object>`
    SELECT word FROM (SELECT s.locale, w AS word, count(*)::integer AS n FROM article_search s CROSS JOIN LATERAL article_search_words(s.words) w GROUP BY 1, 2) d
    FULL JOIN article_words c USING (locale, word) WHERE d.n IS DISTINCT FROM c.articles`));
  assert.deepEqual(wrong, []);
});

test('hostile queries find nothing and break nothing', async () => {
  for (const query of ["' OR 1=1 --", "a' & !b | (c <-> d):*", '\\', '%_', '"', "';DROP TABLE articles", '\u0000', 'x'.repeat(5_000), '((((', ':*', '&&', '!', '👍', '   ', "'", '\ud800', `${'a '.repeat(400)}`]) await search(query);
});

test('another account is refused by the functions themselves', async () => {
  const { account } = await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now });
  for (const call of [sql`SELECT * FROM search_articles(${desk.accountId}, ${baseId}, '{en}', '''bank'''::tsquery, 5)`, sql`SELECT claim_knowledge_slug(${desk.accountId}, ${baseId}, 'x')`, sql`SELECT prove_knowledge_domain(${desk.accountId}, ${baseId}, 'x.test', 'a', '{a}')`, sql`SELECT release_knowledge_domain(${desk.accountId}, ${baseId})`, sql`SELECT release_knowledge_addresses(${desk.accountId}, ${baseId})`]) {
    await assert.rejects(desk.database.withAccount(account.id, (tx) => tx.rows(call)), { code: '42501' });
  }
  assert.deepEqual(await desk.database.withAccount(account.id, (tx) => searchPublished(tx, baseId, { query: 'bank', locale: 'en', fallbackLocale: 'en' })), { hits: [], corrections: [] });
});

test('the text of Markdown is its words alone, in time that grows with its length', () => {
  assert.equal(markdownText('# A *b* `c`\n\n- d [e](http://f.test "g")\n\n```js\nh()\n```\n| i | j |\n|---|---|\n<b onclick="k">l</b> &amp; m'), 'A b c\nd e\nh()\ni j\nl m');
  for (const hostile of ['['.repeat(200_000), '!['.repeat(100_000), '<'.repeat(200_000), `[a](${'('.repeat(199_000)}`, '`'.repeat(200_000), '*a'.repeat(100_000), ' \n'.repeat(100_000), '<a'.repeat(100_000), `${' '.repeat(199_999)}x`, `${'\t- '.repeat(66_000)}x`, '\u00a0'.repeat(200_000), '|'.repeat(200_000), '\n'.repeat(200_000), `${'# '.repeat(100_000)}`, `[${'a'.repeat(199_000)}`, `<a${' '.repeat(199_000)}`]) assert.ok(typeof markdownText(hostile) === 'string');
});
