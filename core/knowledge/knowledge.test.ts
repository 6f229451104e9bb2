import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { readEventsAfter, sequenceOnce } from '#core/events/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import {
  archiveArticle, changeCategory, changeKnowledgeBase, countViews, createArticle, createCategory, createKnowledgeBase, deleteArticle, deleteCategory, deleteKnowledgeBase, findArticles, findBaseAddress, findBaseDomains,
  findCategories, findFeedback, findPublicArticle, findPublicArticles, findPublicTranslations, findRedirect, findRevisions, getArticle, getArticleReport, getDomainQuestion, getKnowledgeBaseNamed, getRevision, giveFeedback,
  orderArticles, orderCategories, publishArticle, publishDueArticles, recordDomainCheck, restoreRevision, saveArticle, scheduleArticle, searchPublished, unpublishArticle, type Article, type DomainProof,
} from './index.ts';

let desk: Desk;
let other: { id: number; act: Act };
before(async () => {
  desk = await openDesk();
  const { account } = await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now });
  other = { id: account.id, act: systemAct(account.id, desk.act.now, 'test') };
});
after(() => desk.close());

const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const elsewhere = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(other.id, work);
const at = (now: string, userId = desk.userId): Act => ({ ...desk.act, actor: { kind: 'user', id: userId, permissions: 'all' }, now });
const later = (minutes: number): string => new Date(Date.parse(desk.act.now) + minutes * 60_000).toISOString();
const base = (slug: string, more: Partial<Parameters<typeof createKnowledgeBase>[2]> = {}) => within((tx) => createKnowledgeBase(tx, desk.act, { name: slug, slug, locales: ['en', 'de'], ...more }));
const published = async (baseId: number, input: Parameters<typeof createArticle>[3]): Promise<Article> => within(async (tx) => publishArticle(tx, desk.act, (await createArticle(tx, desk.act, baseId, input)).id));

test('a slug is one site\'s on the whole server; the slug of before leads on and is nobody else\'s', async () => {
  const one = await base('acme', { customDomain: 'https://Help.Acme.test/' });
  assert.deepEqual([one.customDomain, one.colour, one.locales, one.defaultLocale], ['help.acme.test', '#1f6f8b', ['en', 'de'], 'en']);
  await assert.rejects(elsewhere((tx) => createKnowledgeBase(tx, other.act, { name: 'Taken', slug: 'ACME' })), { code: 'conflict' });
  await assert.rejects(base('acme-2', { customDomain: 'help.acme.test' }), { code: 'conflict' });
  await within((tx) => changeKnowledgeBase(tx, desk.act, one.id, { slug: 'acme-help', customDomain: 'docs.acme.test' }));
  assert.deepEqual(await findBaseAddress(desk.database, 'slug', 'acme'), { accountId: desk.accountId, knowledgeBaseId: one.id, isCurrent: false });
  assert.deepEqual(await findBaseAddress(desk.database, 'slug', 'acme-help'), { accountId: desk.accountId, knowledgeBaseId: one.id, isCurrent: true });
  await assert.rejects(elsewhere((tx) => createKnowledgeBase(tx, other.act, { name: 'Taken', slug: 'acme' })), { code: 'conflict' });
  const freed = await elsewhere((tx) => createKnowledgeBase(tx, other.act, { name: 'Free', slug: 'free', customDomain: 'docs.acme.test' }));
  assert.deepEqual(await findBaseDomains(desk.database), [], 'a name that nobody proved is nobody\'s');
  await assert.rejects(within((tx) => getKnowledgeBaseNamed(tx, desk.act, String(freed.id))), { code: 'not-found' });
  await assert.rejects(elsewhere((tx) => changeKnowledgeBase(tx, other.act, one.id, { name: 'Mine' })), { code: 'not-found' });
});

test('a host name is whose record DNS has: nobody\'s before, another\'s once the first record is gone, and given back with the name', async () => {
  const domain = 'proof.acme.test';
  const mine = await base('proof-a', { customDomain: domain });
  const theirs = await elsewhere((tx) => createKnowledgeBase(tx, other.act, { name: 'B', slug: 'proof-b', customDomain: domain }));
  const say = (records: readonly string[] | null, about = domain) => within((tx) => recordDomainCheck(tx, at(later(5)), mine.id, { domain: about, records }));
  const sayTheirs = (records: readonly string[] | null) => elsewhere((tx) => recordDomainCheck(tx, other.act, theirs.id, { domain, records }));
  const holder = async () => (await findBaseAddress(desk.database, 'domain', domain))?.knowledgeBaseId ?? null;
  const stand = ({ domainProof }: { domainProof: DomainProof | null }) => [domainProof!.state, domainProof!.problem];
  assert.deepEqual(await within((tx) => getDomainQuestion(tx, desk.act, mine.id)), { domain, recordName: `_patchbay.${domain}` });
  assert.deepEqual([stand(mine), mine.domainProof!.checkedAt], [['unproved', null], null]);
  const [ours, foreign] = [mine.domainProof!.recordText, theirs.domainProof!.recordText];
  assert.match(ours, /^patchbay-site=[0-9a-f]{32}$/);
  assert.notEqual(ours, foreign);
  for (const [records, problem] of [[null, 'no-answer'], [[], 'no-record'], [['v=spf1 -all', ours.slice('patchbay-site='.length)], 'no-record'], [[foreign], 'other-record'], [[`${ours}x`], 'other-record']] as const) {
    const looked = await say(records);
    assert.deepEqual([stand(looked), looked.domainProof!.checkedAt, await holder()], [['failed', problem], later(5), null], String(problem));
  }
  assert.deepEqual([stand(await say(['v=spf1 -all', ours])), await holder(), await findBaseDomains(desk.database)], [['proved', null], mine.id, [domain]]);
  assert.deepEqual([stand(await say(null)), stand(await say([])), await holder()], [['proved', 'no-answer'], ['proved', 'no-record'], mine.id], 'a fault of DNS takes nothing away');
  assert.deepEqual([stand(await sayTheirs([ours, foreign])), await holder()], [['failed', 'taken'], mine.id]);
  assert.deepEqual([stand(await sayTheirs([foreign])), await holder()], [['proved', null], theirs.id], 'whose record is gone has lost it');
  assert.deepEqual([stand(await say([ours, foreign])), await holder()], [['failed', 'taken'], theirs.id]);
  assert.deepEqual(stand(await say([ours], 'elsewhere.acme.test')), ['failed', 'taken'], 'an answer about another name says nothing');
  const moved = await elsewhere((tx) => changeKnowledgeBase(tx, other.act, theirs.id, { customDomain: 'new.acme.test' }));
  assert.deepEqual([stand(moved), await holder(), moved.domainProof!.recordText === foreign], [['unproved', null], null, false]);
  assert.deepEqual([stand(await say([ours])), await holder()], [['proved', null], mine.id]);
  assert.equal((await within((tx) => changeKnowledgeBase(tx, desk.act, mine.id, { customDomain: null }))).domainProof, null);
  assert.equal(await holder(), null);
  await assert.rejects(within((tx) => getDomainQuestion(tx, desk.act, mine.id)), { code: 'invalid' });
  await assert.rejects(within((tx) => recordDomainCheck(tx, desk.act, theirs.id, { domain, records: [foreign] })), { code: 'not-found' });
  await assert.rejects(within((tx) => recordDomainCheck(tx, { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set(['articles.read']) } }, mine.id, { domain, records: [] })), { code: 'forbidden' });
});

test('what makes no sense is refused and changes nothing', async () => {
  const { id } = await base('sense');
  for (const bad of [
    { slug: 'two words' }, { slug: '123' }, { slug: 'ümlaut' }, { slug: '' }, { name: ' ' }, { colour: 'red' }, { homepageLink: 'javascript:alert(1)' }, { homepageLink: 'https://a:b@c.test' }, { customDomain: '127.0.0.1' },
    { customDomain: 'localhost' }, { customDomain: 'a b.test' }, { customDomain: 'x.test:80' }, { locales: [] }, { locales: ['x!'] }, { defaultLocale: 'fr' }, { logoKey: 'AAAAAAAAAAAAAAAAAAAAAA' },
  ]) await assert.rejects(within((tx) => changeKnowledgeBase(tx, desk.act, id, bad)), { code: 'invalid' }, JSON.stringify(bad));
  for (const bad of [{ title: '' }, { title: 'x\u0000' }, { title: 'x', locale: 'fr' }, { title: 'x', slug: 'a b' }, { title: 'x', categoryId: 999 }, { title: 'x', rootId: 999 }, { title: 'x', authorId: 999 }, { title: 'x', position: -1 }, { title: 'x', content: 'a'.repeat(200_001) }]) {
    await assert.rejects(within((tx) => createArticle(tx, desk.act, id, bad)), { code: 'invalid' }, JSON.stringify(bad).slice(0, 80));
  }
  const reader: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['articles.read']) } };
  await assert.rejects(within((tx) => createArticle(tx, reader, id, { title: 'x' })), { code: 'forbidden' });
  await assert.rejects(within((tx) => changeKnowledgeBase(tx, { ...reader, actor: { ...reader.actor, permissions: new Set(['articles.write']) } }, id, { name: 'x' })), { code: 'forbidden' });
  assert.deepEqual(await within((tx) => findArticles(tx, desk.act, { knowledgeBaseId: id })), []);
  assert.equal((await within((tx) => getKnowledgeBaseNamed(tx, desk.act, 'sense'))).slug, 'sense');
});

test('categories are a tree of one locale each, that never closes in a ring; what is deleted hands on what it held', async () => {
  const { id } = await base('tree');
  const make = (name: string, more: object = {}) => within((tx) => createCategory(tx, desk.act, id, { name, ...more }));
  const [top, side] = [await make('Top'), await make('Top')];
  assert.deepEqual([top.slug, side.slug, top.position, side.position], ['top', 'top-2', 1, 2]);
  const mid = await make('Mid', { parentId: top.id });
  const low = await make('Low', { parentId: mid.id });
  await assert.rejects(within((tx) => changeCategory(tx, desk.act, top.id, { parentId: low.id })), { code: 'conflict' });
  await assert.rejects(make('Fremd', { locale: 'de', parentId: top.id }), { code: 'invalid' });
  const german = await make('Oben', { locale: 'de', rootId: top.id });
  await assert.rejects(within((tx) => changeCategory(tx, desk.act, top.id, { rootId: german.id })), { code: 'invalid' });
  await within((tx) => orderCategories(tx, desk.act, id, { locale: 'en', parentId: null, ids: [side.id, top.id] }));
  await assert.rejects(within((tx) => orderCategories(tx, desk.act, id, { locale: 'en', parentId: null, ids: [side.id] })), { code: 'invalid' });
  const article = await within((tx) => createArticle(tx, desk.act, id, { title: 'In mid', categoryId: mid.id }));
  await within((tx) => changeCategory(tx, desk.act, mid.id, { slug: 'middle' }));
  assert.deepEqual(await within((tx) => findRedirect(tx, id, 'category', { locale: 'en', slug: 'mid' })), { locale: 'en', slug: 'middle' });
  await within((tx) => deleteCategory(tx, desk.act, mid.id));
  const left = new Map((await within((tx) => findCategories(tx, desk.act, id))).map((each) => [each.name, each]));
  assert.deepEqual([left.get('Low')?.parentId, (await within((tx) => getArticle(tx, desk.act, article.id))).categoryId, left.has('Mid')], [top.id, top.id, false]);
  await assert.rejects(elsewhere((tx) => changeCategory(tx, other.act, top.id, { name: 'x' })), { code: 'not-found' });
  let deep = low;
  await assert.rejects(async () => { for (let n = 0; n < 6; n += 1) deep = await make(`Deep ${n}`, { parentId: deep.id }); }, { code: 'too-large' });
});

test('the world reads what was published, while the next words are written', async () => {
  const { id } = await base('words');
  const made = await within((tx) => createArticle(tx, at(later(0)), id, { title: 'How to pay', content: 'By card.' }));
  const shown = () => within((tx) => findPublicArticle(tx, id, { locale: 'en', slug: 'how-to-pay' }));
  assert.equal(await shown(), null);
  await within((tx) => publishArticle(tx, at(later(1)), made.id));
  await within((tx) => saveArticle(tx, at(later(2)), made.id, { content: 'By card or bank.' }));
  assert.deepEqual([(await shown())?.content, (await within((tx) => getArticle(tx, desk.act, made.id))).content], ['By card.', 'By card or bank.']);
  await within((tx) => saveArticle(tx, at(later(3)), made.id, { content: 'By card, bank or cash.' }));
  assert.equal((await within((tx) => findRevisions(tx, desk.act, made.id))).length, 2, 'the same person within ten minutes');
  await within((tx) => saveArticle(tx, at(later(4), desk.userId + 1), made.id, { title: 'How to pay us' }));
  await within((tx) => saveArticle(tx, at(later(40), desk.userId + 1), made.id, { content: 'In kind.' }));
  assert.deepEqual((await within((tx) => findRevisions(tx, desk.act, made.id))).map(({ number, isPublished }) => [number, isPublished]), [[4, false], [3, false], [2, false], [1, true]]);
  await within((tx) => publishArticle(tx, at(later(41)), made.id));
  assert.deepEqual([(await shown())?.content, (await shown())?.revision], ['In kind.', 4]);

  const restored = await within((tx) => restoreRevision(tx, at(later(42)), made.id, 1));
  assert.deepEqual([restored.content, restored.title, restored.headRevision, restored.publishedRevision], ['By card.', 'How to pay', 5, 4]);
  assert.equal((await within((tx) => getRevision(tx, desk.act, made.id, 5))).restoredFrom, 1);
  assert.equal((await shown())?.content, 'In kind.', 'until it is published');

  await assert.rejects(within((tx) => saveArticle(tx, at(later(43)), made.id, { content: 'x' }, { version: restored.version - 1 })), { code: 'conflict', reason: 'stale' });
  for (const [take, status] of [[unpublishArticle, 'draft'], [archiveArticle, 'archived']] as const) {
    await within((tx) => publishArticle(tx, desk.act, made.id));
    assert.equal((await within((tx) => take(tx, desk.act, made.id))).status, status);
    assert.equal(await shown(), null);
    assert.deepEqual((await within((tx) => searchPublished(tx, id, { query: 'pay', locale: 'en', fallbackLocale: 'en' }))).hits, []);
  }
});

test('a changed slug leads on, until another article takes it', async () => {
  const { id } = await base('moves');
  const one = await published(id, { title: 'One' });
  await within((tx) => saveArticle(tx, desk.act, one.id, { slug: 'uno' }));
  const old = () => within((tx) => findRedirect(tx, id, 'article', { locale: 'en', slug: 'one' }));
  assert.deepEqual(await old(), { locale: 'en', slug: 'uno' });
  await within((tx) => unpublishArticle(tx, desk.act, one.id));
  assert.equal(await old(), null, 'a draft is not told of');
  await within((tx) => publishArticle(tx, desk.act, one.id));
  await published(id, { title: 'Another', slug: 'one' });
  assert.equal(await old(), null);
  await assert.rejects(within((tx) => saveArticle(tx, desk.act, one.id, { slug: 'one' })), { code: 'conflict' });
});

test('a schedule publishes what is written by then, once, however many processes look', async () => {
  const { id } = await base('times');
  const made = await within((tx) => createArticle(tx, desk.act, id, { title: 'Soon' }));
  await assert.rejects(within((tx) => scheduleArticle(tx, desk.act, made.id, later(-1))), { code: 'invalid' });
  await assert.rejects(within((tx) => scheduleArticle(tx, desk.act, made.id, later(60 * 24 * 400))), { code: 'invalid' });
  await within((tx) => scheduleArticle(tx, desk.act, made.id, later(30)));
  await within((tx) => saveArticle(tx, at(later(10)), made.id, { content: 'The last words.' }));
  const due = (now: string) => desk.database.withAccount(desk.accountId, (tx) => publishDueArticles(tx, systemAct(desk.accountId, now, 'housekeeping')));
  assert.equal(await due(later(29)), 0);
  assert.equal((await Promise.all([due(later(31)), due(later(31))])).reduce((a, b) => a + b), 1);
  const after = await within((tx) => getArticle(tx, desk.act, made.id));
  assert.deepEqual([after.status, after.publishAt, (await within((tx) => findPublicArticle(tx, id, { locale: 'en', slug: 'soon' })))?.content], ['published', null, 'The last words.']);
  await within((tx) => scheduleArticle(tx, desk.act, made.id, later(90)));
  assert.equal((await within((tx) => scheduleArticle(tx, desk.act, made.id, null))).publishAt, null);
});

test('translations are found from each other, and the first takes the place of an original that is deleted', async () => {
  const { id } = await base('tongues');
  const english = await published(id, { title: 'Door' });
  const german = await published(id, { title: 'Tür', locale: 'de', rootId: english.id });
  assert.equal(german.slug, 'tur');
  await assert.rejects(within((tx) => saveArticle(tx, desk.act, english.id, { rootId: german.id })), { code: 'invalid' });
  assert.deepEqual(await within((tx) => findPublicTranslations(tx, id, english.id)), [{ locale: 'de', slug: 'tur' }, { locale: 'en', slug: 'door' }]);
  await within((tx) => deleteArticle(tx, desk.act, english.id));
  assert.equal((await within((tx) => getArticle(tx, desk.act, german.id))).rootId, null);
});

test('views are added in batches, and a reader has one voice', async () => {
  const { id } = await base('voices');
  const { id: articleId } = await published(id, { title: 'Read me', views: 7 });
  await within((tx) => countViews(tx, new Map([[articleId, 3], [999_999, 5]]), '2024-05-06'));
  await within((tx) => countViews(tx, new Map([[articleId, 2]]), '2024-05-06'));
  const visitor: Act = { ...desk.act, actor: { kind: 'contact', id: null, permissions: new Set() } };
  const say = (visitorKey: string, isHelpful: boolean, comment?: string) => within((tx) => giveFeedback(tx, visitor, articleId, { visitorKey, isHelpful, ...(comment !== undefined && { comment }) }));
  await say('a', true);
  await say('b', false, ' Too short ');
  await say('b', true);
  await say('c', false);
  await Promise.all([say('d', true), say('d', true)]);
  assert.deepEqual(await within((tx) => getArticleReport(tx, desk.act, articleId)), { views: 12, helpful: 3, unhelpful: 1, days: [{ day: '2024-05-06', views: 5 }] });
  const said = await within((tx) => findFeedback(tx, desk.act, { articleId }, { hasComment: true }));
  assert.deepEqual(said.map(({ isHelpful, comment }) => [isHelpful, comment]), [[true, 'Too short']]);
  assert.equal((await within((tx) => findFeedback(tx, desk.act, { knowledgeBaseId: id }, { limit: 2 }))).length, 2);
  const draft = await within((tx) => createArticle(tx, desk.act, id, { title: 'Not yet' }));
  await assert.rejects(within((tx) => giveFeedback(tx, visitor, draft.id, { visitorKey: 'a', isHelpful: true })), { code: 'not-found' });
  await assert.rejects(elsewhere((tx) => giveFeedback(tx, { ...visitor, accountId: other.id }, articleId, { visitorKey: 'a', isHelpful: true })), { code: 'not-found' });
});

test('articles of a category stand in the order that is given', async () => {
  const { id } = await base('rows');
  const { id: categoryId } = await within((tx) => createCategory(tx, desk.act, id, { name: 'Rows' }));
  const ids: number[] = [];
  for (const title of ['A', 'B', 'C']) ids.push((await published(id, { title, categoryId })).id);
  await within((tx) => orderArticles(tx, desk.act, id, { locale: 'en', categoryId, ids: ids.toReversed() }));
  assert.deepEqual((await within((tx) => findPublicArticles(tx, id, { categoryIds: [categoryId] }))).map(({ title }) => title), ['C', 'B', 'A']);
  await assert.rejects(within((tx) => orderArticles(tx, desk.act, id, { locale: 'en', categoryId, ids: [ids[0]!, ids[0]!, ids[1]!] })), { code: 'invalid' });
});

test('a site is deleted whole, after it was archived, and its name is free', async () => {
  const { id, domainProof } = await base('gone', { customDomain: 'gone.acme.test' });
  await within((tx) => recordDomainCheck(tx, desk.act, id, { domain: 'gone.acme.test', records: [domainProof!.recordText] }));
  const parent = await within((tx) => createCategory(tx, desk.act, id, { name: 'P' }));
  const child = await within((tx) => createCategory(tx, desk.act, id, { name: 'C', parentId: parent.id }));
  const root = await published(id, { title: 'Gone', categoryId: child.id });
  await published(id, { title: 'Weg', locale: 'de', rootId: root.id });
  await assert.rejects(within((tx) => deleteKnowledgeBase(tx, desk.act, id)), { code: 'conflict' });
  await within((tx) => changeKnowledgeBase(tx, desk.act, id, { isArchived: true }));
  await within((tx) => deleteKnowledgeBase(tx, desk.act, id));
  assert.deepEqual([await findBaseAddress(desk.database, 'slug', 'gone'), await findBaseAddress(desk.database, 'domain', 'gone.acme.test')], [null, null]);
  const left = await within((tx) => tx.one(sql<{ n: number }>`SELECT (SELECT count(*) FROM article_words WHERE knowledge_base_id = ${id}) + (SELECT count(*) FROM article_search WHERE knowledge_base_id = ${id}) + (SELECT count(*) FROM article_categories WHERE knowledge_base_id = ${id}) AS n`));
  assert.equal(left.n, 0);
  await elsewhere((tx) => createKnowledgeBase(tx, other.act, { name: 'Now mine', slug: 'gone', customDomain: 'gone.acme.test' }));
});

test('events tell of articles by ids and states alone', async () => {
  await sequenceOnce(desk.database);
  const events = await within((tx) => readEventsAfter(tx, 0, 1_000));
  const own = events.filter(({ type }) => /^(?:article|knowledge)\./.test(type));
  assert.ok(own.length > 20);
  for (const { data } of own) assert.ok(Object.values(data).every((value) => typeof value !== 'string' || /^(?:draft|published|archived|deleted)$/.test(value)), JSON.stringify(data));
});
