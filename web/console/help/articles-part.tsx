import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { articleCategoriesQuery, articlesQuery, type Article, type ArticleListFilter, type KnowledgeBase } from '../api/help.ts';
import { request } from '../api/request.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { Button } from '../design/button.tsx';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { Choice, Field, Problem } from '../settings/pieces.tsx';
import { useSave } from '../settings/use-save.tsx';
import { ArticleStatus } from './article-status.tsx';

const statuses = ['draft', 'published', 'archived'] as const;

/** Articles of a site by status, locale and category. */
export function ArticlesPart({ site }: { site: KnowledgeBase }) {
  const { texts } = usePreferences();
  const canWrite = usePermission()('articles.write');
  const [filter, setFilter] = useState<ArticleListFilter>({ status: '', locale: '', categoryId: '', title: '' });
  const { data: categories = [] } = useQuery(articleCategoriesQuery(site.id));
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(articlesQuery(site.id, filter));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const put = (part: Partial<ArticleListFilter>): void => setFilter({ ...filter, ...part });
  const all = { value: '', text: texts.everything };
  return (
    <div className="settings-body wide-body">
      {canWrite ? <NewArticle site={site} locale={filter.locale === '' ? site.defaultLocale : filter.locale} categoryId={filter.categoryId === '' || filter.categoryId === '0' ? null : Number(filter.categoryId)} /> : null}
      <div className="audit-tools" role="search" aria-label={texts.helpParts.articles}>
        <Field label={texts.articleTitlePart} value={filter.title} maxLength={200} onChange={(title) => put({ title })} />
        <Choice label={texts.articleStatus} value={filter.status} onChange={(status) => put({ status })} choices={[all, ...statuses.map((value) => ({ value, text: texts.articleStatuses[value] }))]} />
        <Choice label={texts.articleLocale} value={filter.locale} onChange={(locale) => put({ locale, categoryId: '' })} choices={[all, ...site.locales.map((value) => ({ value, text: texts.localeName(value) }))]} />
        <Choice label={texts.articleCategory} value={filter.categoryId} onChange={(categoryId) => put({ categoryId })} choices={[all, { value: '0', text: texts.articleNoCategory }, ...categories.filter(({ locale }) => filter.locale === '' || locale === filter.locale).map(({ id, name, locale }) => ({ value: String(id), text: filter.locale === '' ? `${name} (${locale})` : name }))]} />
      </div>
      {isPending ? <Skeletons rows={4} label={texts.loading} /> : !data ? <Failure error={error} onRetry={() => void refetch()} /> : rows.length === 0 ? <Empty title={texts.noArticles} /> : (
        <ul className="panel">
          {rows.map((row) => (
            <li key={row.id}>
              <Link to="/help/$part/$item" params={{ part: 'articles', item: String(row.id) }} search={{}} className="panel-row panel-link">
                <div className="panel-main"><strong dir="auto">{row.title}</strong><span>{texts.localeName(row.locale)} · {texts.articleRead(row.views)}{row.helpful + row.unhelpful > 0 ? ` · ${texts.articleVoices(row.helpful, row.helpful + row.unhelpful)}` : ''}</span></div>
                <ArticleStatus article={row} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage ? <div className="form-actions"><Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>{texts.more}</Button></div> : null}
    </div>
  );
}

function NewArticle({ site, locale, categoryId }: { site: KnowledgeBase; locale: string; categoryId: number | null }) {
  const { texts } = usePreferences();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const { save, isBusy, problem } = useSave('help-articles');
  return (
    <form className="add-line" onSubmit={(event) => {
      event.preventDefault();
      void save(() => request<Article>('/articles', { method: 'POST', json: { knowledgeBaseId: site.id, title, locale, categoryId } }), { after: ({ id }) => void navigate({ to: '/help/$part/$item', params: { part: 'articles', item: String(id) }, search: {} }) });
    }}>
      <Field label={texts.newArticle} isRequired value={title} maxLength={300} onChange={setTitle} />
      <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
      <Problem text={problem} />
    </form>
  );
}
