import type { Probe, RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
const n = Number;
type Method = Question['method'];
type Ask = (things: Things, own: Things) => Question;
const ask = (method: Method, path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const listed = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path: `${v1}${path}`, query });
const probe = (about: string, isTelling: boolean, question: Ask): Probe => ({ about, isTelling, ask: question });
const reads = (good: (things: Things) => Question, probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => ({ door: 'token', needs: 'articles.read', status: 200, writes: [], good, probes, ...more });
const tables = ['articles', 'article_revisions', 'article_search', 'article_words', 'article_redirects', 'article_categories', 'knowledge_bases'];
const writes = (status: number, good: (things: Things) => Question, probes: readonly Probe[], more: Partial<RouteCase> = {}): RouteCase => (
  { door: 'token', needs: 'articles.write', status, writes: [...tables, 'audit_log', 'events'], good, probes, ...more });
/** Nobody has it: the matrix keeps its things. */
const nobodys = 999_999;
let count = 0;
const fresh = (): string => `made-${(count += 1)}`;

const onArticle = (below: string, json: () => object = () => ({})) => writes(200, ({ articleId }) => ask('POST', `/articles/${articleId}${below}`, json()), [probe('article id', true, ({ articleId }) => ask('POST', `/articles/${articleId}${below}`, json()))]);

/** The help centre in our own API. */
export const nativeKnowledgeCases: RouteCases = {
  [`GET ${v1}/knowledge-bases`]: reads(() => ask('GET', '/knowledge-bases'), [], { namesNothing: 'lists the account\'s' }),
  [`POST ${v1}/knowledge-bases`]: writes(201, () => ask('POST', '/knowledge-bases', { name: 'Made', slug: fresh() }), [
    probe('account id in the body', false, ({ accountId }) => ask('POST', '/knowledge-bases', { name: 'Made', slug: '', accountId: n(accountId) })),
  ], { needs: 'knowledge.write', writes: [...tables, 'knowledge_addresses', 'audit_log', 'events'] }),
  [`GET ${v1}/knowledge-bases/:id`]: reads(({ helpSiteId }) => ask('GET', `/knowledge-bases/${helpSiteId}`), [probe('site id', true, ({ helpSiteId }) => ask('GET', `/knowledge-bases/${helpSiteId}`))]),
  [`PATCH ${v1}/knowledge-bases/:id`]: writes(200, ({ helpSiteId }) => ask('PATCH', `/knowledge-bases/${helpSiteId}`, { pageTitle: fresh() }), [
    probe('site id', true, ({ helpSiteId }) => ask('PATCH', `/knowledge-bases/${helpSiteId}`, { pageTitle: fresh() })),
    probe('another site\'s picture', false, ({ articleFileKey }, own) => ask('PATCH', `/knowledge-bases/${own.helpSiteId}`, { logoKey: articleFileKey.slice(1) })),
  ], { needs: 'knowledge.write' }),
  [`POST ${v1}/knowledge-bases/:id/domain-checks`]: writes(200, ({ helpSiteId }) => ask('POST', `/knowledge-bases/${helpSiteId}/domain-checks`), [probe('site id', true, ({ helpSiteId }) => ask('POST', `/knowledge-bases/${helpSiteId}/domain-checks`))], { needs: 'knowledge.write' }),
  [`DELETE ${v1}/knowledge-bases/:id`]: writes(404, () => ask('DELETE', `/knowledge-bases/${nobodys}`), [probe('site id', false, ({ helpSiteId }) => ask('DELETE', `/knowledge-bases/${helpSiteId}`))], { needs: 'knowledge.write' }),

  [`GET ${v1}/knowledge-bases/:id/categories`]: reads(({ helpSiteId }) => ask('GET', `/knowledge-bases/${helpSiteId}/categories`), [probe('site id', true, ({ helpSiteId }) => ask('GET', `/knowledge-bases/${helpSiteId}/categories`))]),
  [`POST ${v1}/knowledge-bases/:id/categories`]: writes(201, ({ helpSiteId }) => ask('POST', `/knowledge-bases/${helpSiteId}/categories`, { name: 'Made' }), [
    probe('site id', true, ({ helpSiteId }) => ask('POST', `/knowledge-bases/${helpSiteId}/categories`, { name: 'Made' })),
    probe('a category above', true, ({ articleCategoryId }, own) => ask('POST', `/knowledge-bases/${own.helpSiteId}/categories`, { name: 'Made', parentId: n(articleCategoryId) })),
  ]),
  [`PUT ${v1}/knowledge-bases/:id/categories/order`]: writes(204, ({ helpSiteId }) => ask('PUT', `/knowledge-bases/${helpSiteId}/categories/order`, { locale: 'fr', ids: [] }), [
    probe('site id', false, ({ helpSiteId }) => ask('PUT', `/knowledge-bases/${helpSiteId}/categories/order`, { locale: 'fr', ids: [] })),
    probe('categories in the body', false, ({ articleCategoryId }, own) => ask('PUT', `/knowledge-bases/${own.helpSiteId}/categories/order`, { locale: 'fr', ids: [n(articleCategoryId)] })),
  ]),
  [`PATCH ${v1}/article-categories/:id`]: writes(200, ({ articleCategoryId }) => ask('PATCH', `/article-categories/${articleCategoryId}`, { description: fresh() }), [probe('category id', true, ({ articleCategoryId }) => ask('PATCH', `/article-categories/${articleCategoryId}`, { description: fresh() }))]),
  [`DELETE ${v1}/article-categories/:id`]: writes(404, () => ask('DELETE', `/article-categories/${nobodys}`), [probe('category id', false, ({ articleCategoryId }) => ask('DELETE', `/article-categories/${articleCategoryId}`))]),

  [`GET ${v1}/articles`]: reads(({ helpSiteId }) => listed('/articles', ['knowledgeBaseId', helpSiteId]), [
    probe('site id', true, ({ helpSiteId }) => listed('/articles', ['knowledgeBaseId', helpSiteId])),
    probe('category id', false, ({ articleCategoryId }, own) => listed('/articles', ['knowledgeBaseId', own.helpSiteId], ['categoryId', articleCategoryId])),
    probe('words of a title', false, ({ subject }, own) => listed('/articles', ['knowledgeBaseId', own.helpSiteId], ['title', subject])),
  ]),
  [`POST ${v1}/articles`]: writes(201, ({ helpSiteId }) => ask('POST', '/articles', { knowledgeBaseId: n(helpSiteId), title: 'Made' }), [
    probe('site id', true, ({ helpSiteId }) => ask('POST', '/articles', { knowledgeBaseId: n(helpSiteId), title: 'Made' })),
    probe('category id', true, ({ articleCategoryId }, own) => ask('POST', '/articles', { knowledgeBaseId: n(own.helpSiteId), title: 'Made', categoryId: n(articleCategoryId) })),
    probe('the article it translates', true, ({ articleId }, own) => ask('POST', '/articles', { knowledgeBaseId: n(own.helpSiteId), title: 'Made', rootId: n(articleId) })),
    probe('author', true, ({ agentId }, own) => ask('POST', '/articles', { knowledgeBaseId: n(own.helpSiteId), title: 'Made', authorId: n(agentId) })),
  ]),
  [`GET ${v1}/articles/search`]: reads(({ helpSiteId }) => listed('/articles/search', ['knowledgeBaseId', helpSiteId], ['q', 'words']), [
    probe('site id', true, ({ helpSiteId }) => listed('/articles/search', ['knowledgeBaseId', helpSiteId], ['q', 'words'])),
    probe('words of an article', false, ({ subject }, own) => listed('/articles/search', ['knowledgeBaseId', own.helpSiteId], ['q', subject])),
  ]),
  [`POST ${v1}/articles/preview`]: reads(({ helpSiteId }) => ask('POST', '/articles/preview', { knowledgeBaseId: n(helpSiteId), content: '*x*' }), [probe('site id', true, ({ helpSiteId }) => ask('POST', '/articles/preview', { knowledgeBaseId: n(helpSiteId), content: '*x*' }))], { isReading: true }),
  [`GET ${v1}/articles/:id`]: reads(({ articleId }) => ask('GET', `/articles/${articleId}`), [probe('article id', true, ({ articleId }) => ask('GET', `/articles/${articleId}`)), probe('a draft', true, ({ draftId }) => ask('GET', `/articles/${draftId}`))]),
  [`PATCH ${v1}/articles/:id`]: writes(200, ({ articleId }) => ask('PATCH', `/articles/${articleId}`, { content: fresh() }), [
    probe('article id', true, ({ articleId }) => ask('PATCH', `/articles/${articleId}`, { content: fresh() })),
    probe('category id', true, ({ articleCategoryId }, own) => ask('PATCH', `/articles/${own.draftId}`, { categoryId: n(articleCategoryId) })),
  ]),
  [`DELETE ${v1}/articles/:id`]: writes(404, () => ask('DELETE', `/articles/${nobodys}`), [probe('article id', false, ({ articleId }) => ask('DELETE', `/articles/${articleId}`))]),
  [`POST ${v1}/articles/:id/publish`]: onArticle('/publish'),
  [`POST ${v1}/articles/:id/unpublish`]: writes(200, ({ articleId }) => ask('POST', `/articles/${articleId}/unpublish`, {}), [probe('article id', false, ({ articleId }) => ask('POST', `/articles/${articleId}/unpublish`, {}))]),
  [`POST ${v1}/articles/:id/archive`]: writes(200, ({ articleId }) => ask('POST', `/articles/${articleId}/archive`, {}), [probe('article id', false, ({ articleId }) => ask('POST', `/articles/${articleId}/archive`, {}))]),
  [`POST ${v1}/articles/:id/schedule`]: onArticle('/schedule', () => ({ at: null })),
  [`PUT ${v1}/knowledge-bases/:id/articles/order`]: writes(204, ({ helpSiteId }) => ask('PUT', `/knowledge-bases/${helpSiteId}/articles/order`, { locale: 'fr', ids: [] }), [
    probe('site id', false, ({ helpSiteId }) => ask('PUT', `/knowledge-bases/${helpSiteId}/articles/order`, { locale: 'fr', ids: [] })),
    probe('articles in the body', false, ({ articleId, articleCategoryId }, own) => ask('PUT', `/knowledge-bases/${own.helpSiteId}/articles/order`, { locale: 'en', categoryId: n(articleCategoryId), ids: [n(articleId)] })),
  ]),

  [`GET ${v1}/articles/:id/revisions`]: reads(({ articleId }) => ask('GET', `/articles/${articleId}/revisions`), [probe('article id', true, ({ articleId }) => ask('GET', `/articles/${articleId}/revisions`))]),
  [`GET ${v1}/articles/:id/revisions/:number`]: reads(({ articleId }) => ask('GET', `/articles/${articleId}/revisions/1`), [probe('article id', true, ({ articleId }) => ask('GET', `/articles/${articleId}/revisions/1`))]),
  [`GET ${v1}/articles/:id/revisions/:number/diff`]: reads(({ articleId }) => listed(`/articles/${articleId}/revisions/2/diff`, ['from', '1']), [probe('article id', true, ({ articleId }) => listed(`/articles/${articleId}/revisions/2/diff`, ['from', '1']))]),
  [`POST ${v1}/articles/:id/revisions/:number/restore`]: onArticle('/revisions/1/restore'),
  [`GET ${v1}/article-feedback`]: reads(({ helpSiteId }) => listed('/article-feedback', ['knowledgeBaseId', helpSiteId]), [
    probe('site id', true, ({ helpSiteId }) => listed('/article-feedback', ['knowledgeBaseId', helpSiteId])), probe('article id', true, ({ articleId }) => listed('/article-feedback', ['articleId', articleId])),
  ]),

  [`POST ${v1}/knowledge-bases/:id/files`]: writes(201, ({ helpSiteId }) => ({ method: 'POST', path: `${v1}/knowledge-bases/${helpSiteId}/files`, raw: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') }), [
    probe('site id', true, ({ helpSiteId }) => ({ method: 'POST', path: `${v1}/knowledge-bases/${helpSiteId}/files`, raw: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') })),
  ], { writes: ['article_files', 'files', 'audit_log'] }),
  [`GET ${v1}/knowledge-bases/:id/files/:key`]: reads(({ helpSiteId }) => ask('GET', `/knowledge-bases/${helpSiteId}/files/${'A'.repeat(22)}`), [
    probe('another account\'s key', false, ({ articleFileKey }, own) => ask('GET', `/knowledge-bases/${own.helpSiteId}/files/${articleFileKey}`)), probe('site id', false, ({ helpSiteId, articleFileKey }) => ask('GET', `/knowledge-bases/${helpSiteId}/files/${articleFileKey.slice(1)}`)),
  ], { status: 404 }),
};

const open = (path: string, status: number, good: ((things: Things) => Question) | null, probes: readonly Probe[] = []): [string, RouteCase] => [path, { door: 'open', needs: null, status, writes: [], good, probes, ...(probes.length === 0 ? { namesNothing: 'the same for everybody' } : {}) }];
const shown = (below: string) => (): Question => ({ method: 'GET', path: `/hc/nobody-s-site${below}` });

/** The public pages: whatever anybody sees is the same for everybody (server/help-centre/help-centre.test.ts asks for what they show, and for what they must not). */
export const helpCentreCases: RouteCases = Object.fromEntries([
  open('GET /hc/:site', 302, null), open('GET /hc/:site/:locale', 200, null), open('GET /hc/:site/:locale/categories/:slug', 200, null), open('GET /hc/:site/:locale/articles/:slug', 200, null), open('GET /hc/:site/:locale/search', 200, null),
  open('GET /hc/:site/articles/:slug', 302, null), open('GET /hc/:site/sitemap.xml', 200, null), open('GET /hc/:site/robots.txt', 200, null), open('GET /hc/:site/*', 404, shown('/en/a/b/c/d')),
  open('GET /hc/:site/files/:key', 404, shown(`/files/${'A'.repeat(22)}`)),
  open('POST /hc/:site/:locale/articles/:slug/feedback', 303, null, [{ about: 'a draft of the site', isTelling: false, ask: ({ siteSlug, draftSlug }) => ({ method: 'POST', path: `/hc/${siteSlug}x/en/articles/${draftSlug}/feedback`, form: [['helpful', 'yes']] }) }]),
]);
