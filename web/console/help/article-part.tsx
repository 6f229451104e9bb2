import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { articleCategoriesQuery, articleQuery, publicAddress, type Article, type ArticleDetail, type KnowledgeBase } from '../api/help.ts';
import { request } from '../api/request.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { Button } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import { problemText } from '../design/problem-text.ts';
import { Failure, Skeletons } from '../design/states.tsx';
import { showToast } from '../design/toasts.ts';
import { Choice, ConfirmButton, Field, Problem, TextField } from '../settings/pieces.tsx';
import { ArticlePreview } from './article-preview.tsx';
import { ArticleStatus } from './article-status.tsx';
import { ContentField } from './content-field.tsx';
import { RevisionList } from './revision-list.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { TranslationList } from './translation-list.tsx';
import { useArticleDraft } from './use-article-draft.ts';

export function ArticlePart({ site, articleId }: { site: KnowledgeBase; articleId: number }) {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery(articleQuery(articleId));
  if (isPending) return <Skeletons rows={5} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return <Editor key={data.id} site={site} article={data} />;
}

/** Writing on the left, what becomes of it on the right. */
function Editor({ site, article }: { site: KnowledgeBase; article: ArticleDetail }) {
  const { texts } = usePreferences();
  const canWrite = usePermission()('articles.write');
  const navigate = useNavigate();
  const client = useQueryClient();
  const draft = useArticleDraft(article);
  const { data: categories = [] } = useQuery(articleCategoriesQuery(site.id));
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const act = async (path: string, json: object, said: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      if (!await draft.save()) return;
      draft.reset(await request<Article>(`/articles/${article.id}/${path}`, { method: 'POST', json: { version: draft.version(), ...json } }));
      await client.invalidateQueries({ queryKey: ['help-article', article.id] });
      showToast(said);
    } catch (error) {
      setProblem(problemText(error, texts));
    } finally {
      setBusy(false);
    }
  };
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await request(`/articles/${article.id}`, { method: 'DELETE' });
      await client.invalidateQueries({ queryKey: ['help-articles'] });
      await navigate({ to: '/help/$part', params: { part: 'articles' }, search: {} });
    } catch (error) {
      setProblem(problemText(error, texts));
      setBusy(false);
    }
  };
  const takeTheirs = async (): Promise<void> => draft.reset(await request<ArticleDetail>(`/articles/${article.id}`));
  const inLocale = categories.filter(({ locale }) => locale === article.locale);
  return (
    <div className="settings-body help-editor">
      <Link to="/help/$part" params={{ part: 'articles' }} search={{}} className="back-link"><Icon name="back" />{texts.helpParts.articles}</Link>
      <div className="item-title">
        <h2 dir="auto">{draft.texts.title || texts.articleUntitled}</h2>
        <ArticleStatus article={article} />
        <span className="hint" role="status">{canWrite ? texts.saveStates[draft.state] : ''}</span>
        {article.status === 'published' ? <a className="item-act" href={publicAddress(site, article)} target="_blank" rel="noreferrer">{texts.articleOpen}</a> : null}
      </div>
      {draft.state === 'stale' ? <div className="notice bad" role="alert">{texts.articleStale}<Button onPress={() => void takeTheirs()}>{texts.articleTakeTheirs}</Button></div> : null}
      {draft.state === 'failed' ? <Problem text={problemText(draft.error, texts)} /> : null}
      <Problem text={problem} />
      <div className="help-columns">
        <div className="form">
          <Field label={texts.articleTitle} isRequired value={draft.texts.title} maxLength={300} onChange={(title) => draft.change({ title })} />
          <TextField label={texts.articleDescription} hint={texts.articleDescriptionHint} rows={2} maxLength={1_000} value={draft.texts.description} onChange={(description) => draft.change({ description })} />
          <ContentField siteId={site.id} value={draft.texts.content} isReadOnly={!canWrite} onChange={(content) => draft.change({ content })} />
        </div>
        <ArticlePreview siteId={site.id} title={draft.texts.title} content={draft.texts.content} />
      </div>
      {canWrite ? (
        <>
          <div className="form-actions">
            <Button kind="primary" isDisabled={isBusy || draft.state === 'stale'} onPress={() => void act('publish', {}, texts.articlePublished)}>{article.status === 'published' ? texts.articlePublishChanges : texts.articlePublish}</Button>
            {article.status === 'published' ? <Button isDisabled={isBusy} onPress={() => void act('unpublish', {}, texts.articleUnpublished)}>{texts.articleUnpublish}</Button> : null}
            {article.status === 'archived' ? <Button isDisabled={isBusy} onPress={() => void act('unpublish', {}, texts.articleUnpublished)}>{texts.articleUnarchive}</Button> : <Button isDisabled={isBusy} onPress={() => void act('archive', {}, texts.articleArchived)}>{texts.articleArchive}</Button>}
            <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={article.title} isDisabled={isBusy} onConfirm={() => void remove()} />
          </div>
          <ScheduleForm article={article} isBusy={isBusy} onSchedule={(at) => void act('schedule', { at }, at === null ? texts.articleUnscheduled : texts.articleScheduled)} />
          <section>
            <h2>{texts.articlePlace}</h2>
            <div className="form-grid">
              <Choice label={texts.articleCategory} value={String(draft.texts.categoryId ?? '')} onChange={(value) => draft.change({ categoryId: value === '' ? null : Number(value) })} choices={[{ value: '', text: texts.articleNoCategory }, ...inLocale.map(({ id, name }) => ({ value: String(id), text: name }))]} />
              <Field label={texts.articleSlug} hint={texts.articleSlugHint} isRequired value={draft.texts.slug} maxLength={100} onChange={(slug) => draft.change({ slug })} />
            </div>
          </section>
        </>
      ) : null}
      <TranslationList site={site} article={article} canWrite={canWrite} />
      <section><h2>{texts.articleFigures}</h2><dl className="facts"><div><dt>{texts.articleViews}</dt><dd>{article.views}</dd></div><div><dt>{texts.articleHelpful}</dt><dd>{article.helpful}</dd></div><div><dt>{texts.articleUnhelpful}</dt><dd>{article.unhelpful}</dd></div></dl></section>
      <RevisionList article={article} canWrite={canWrite} onRestore={(number) => void act(`revisions/${number}/restore`, {}, texts.revisionRestored)} isBusy={isBusy} />
    </div>
  );
}
