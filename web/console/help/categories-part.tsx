import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { articleCategoriesQuery, type ArticleCategory, type KnowledgeBase } from '../api/help.ts';
import { request } from '../api/request.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { announce } from '../design/announcer.ts';
import { Button } from '../design/button.tsx';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { Choice, ConfirmButton, Field, focusFirst, Problem, Section, TextField } from '../settings/pieces.tsx';
import { useSave } from '../settings/use-save.tsx';

/** The tree of one locale; its order by buttons, so that every key does. */
export function CategoriesPart({ site }: { site: KnowledgeBase }) {
  const { texts } = usePreferences();
  const canWrite = usePermission()('articles.write');
  const { data, isPending, error, refetch } = useQuery(articleCategoriesQuery(site.id));
  const [locale, setLocale] = useState(site.defaultLocale);
  const [edited, setEdited] = useState<number | null>(null);
  const { save, isBusy, problem } = useSave('help-categories', 'help-articles');
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const here = data.filter((each) => each.locale === locale);
  const move = (category: ArticleCategory, by: -1 | 1): void => {
    const beside = here.filter(({ parentId }) => parentId === category.parentId).map(({ id }) => id);
    const at = beside.indexOf(category.id);
    const ids = beside.toSpliced(at, 1).toSpliced(at + by, 0, category.id);
    void save(() => request(`/knowledge-bases/${site.id}/categories/order`, { method: 'PUT', json: { locale, parentId: category.parentId, ids } }), { after: () => announce(texts.categoryMoved(category.name, at + by + 1)) });
  };
  const rowsBelow = (parentId: number | null, level: number): React.ReactNode => here.filter((each) => each.parentId === parentId).map((each, at, beside) => (
    <li key={each.id}>
      <div className={`panel-row help-level-${Math.min(level, 4)}`}>
        <div className="panel-main"><strong dir="auto">{each.name}</strong><span dir="auto">/{each.slug}{each.description === null ? '' : ` · ${each.description}`}</span></div>
        {canWrite ? (
          <span className="row-acts">
            <Button kind="quiet" isDisabled={isBusy || at === 0} aria-label={texts.categoryUp(each.name)} onPress={() => move(each, -1)}>↑</Button>
            <Button kind="quiet" isDisabled={isBusy || at === beside.length - 1} aria-label={texts.categoryDown(each.name)} onPress={() => move(each, 1)}>↓</Button>
            <Button kind="quiet" aria-label={`${texts.change}: ${each.name}`} onPress={() => setEdited(edited === each.id ? null : each.id)}>{texts.change}</Button>
            <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={each.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/article-categories/${each.id}`, { method: 'DELETE' }))} />
          </span>
        ) : null}
      </div>
      {edited === each.id ? <CategoryForm site={site} category={each} all={data} onDone={() => setEdited(null)} /> : null}
      {here.some(({ parentId: above }) => above === each.id) ? <ul className="help-below">{rowsBelow(each.id, level + 1)}</ul> : null}
    </li>
  ));
  return (
    <div className="settings-body">
      {site.locales.length > 1 ? <Choice label={texts.articleLocale} value={locale} onChange={(value) => { setLocale(value); setEdited(null); }} choices={site.locales.map((value) => ({ value, text: texts.localeName(value) }))} /> : null}
      <Section title={texts.helpParts.categories}>
        <Problem text={problem} />
        {here.length === 0 ? <Empty title={texts.noCategories} /> : <ul className="panel help-tree">{rowsBelow(null, 0)}</ul>}
      </Section>
      {canWrite ? <NewCategory key={locale} site={site} locale={locale} /> : null}
    </div>
  );
}

function NewCategory({ site, locale }: { site: KnowledgeBase; locale: string }) {
  const { texts } = usePreferences();
  const [name, setName] = useState('');
  const { save, isBusy, problem } = useSave('help-categories');
  return (
    <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request(`/knowledge-bases/${site.id}/categories`, { method: 'POST', json: { name, locale } }), { after: () => setName('') }); }}>
      <Field label={texts.newCategory} isRequired value={name} maxLength={200} onChange={setName} />
      <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
      <Problem text={problem} />
    </form>
  );
}

function CategoryForm({ site, category, all, onDone }: { site: KnowledgeBase; category: ArticleCategory; all: readonly ArticleCategory[]; onDone: () => void }) {
  const { texts } = usePreferences();
  const [form, setForm] = useState({ name: category.name, slug: category.slug, description: category.description ?? '', parentId: String(category.parentId ?? ''), rootId: String(category.rootId ?? '') });
  const { save, isBusy, problem } = useSave('help-categories');
  const put = (part: Partial<typeof form>): void => setForm({ ...form, ...part });
  const number = (text: string): number | null => (text === '' ? null : Number(text));
  const nothing = { value: '', text: '–' };
  const below = new Set([category.id]);
  for (let before = 0; before !== below.size;) {
    before = below.size;
    for (const { id, parentId } of all) if (parentId !== null && below.has(parentId)) below.add(id);
  }
  return (
    <form ref={focusFirst} className="form row-form" onSubmit={(event) => {
      event.preventDefault();
      void save(() => request(`/article-categories/${category.id}`, { method: 'PATCH', json: { name: form.name, slug: form.slug, description: form.description, parentId: number(form.parentId), rootId: number(form.rootId) } }), { said: texts.saved, after: onDone });
    }}>
      <Problem text={problem} />
      <Field label={texts.name} isRequired value={form.name} maxLength={200} onChange={(name) => put({ name })} />
      <TextField label={texts.articleDescription} rows={2} value={form.description} maxLength={1_000} onChange={(description) => put({ description })} />
      <Field label={texts.articleSlug} hint={texts.articleSlugHint} isRequired value={form.slug} maxLength={100} onChange={(slug) => put({ slug })} />
      <Choice label={texts.categoryAbove} value={form.parentId} onChange={(parentId) => put({ parentId })} choices={[nothing, ...all.filter(({ id, locale }) => locale === category.locale && !below.has(id)).map(({ id, name }) => ({ value: String(id), text: name }))]} />
      {site.locales.length > 1 ? <Choice label={texts.categoryTranslationOf} value={form.rootId} onChange={(rootId) => put({ rootId })} choices={[nothing, ...all.filter(({ locale, rootId }) => locale !== category.locale && rootId === null).map(({ id, name, locale }) => ({ value: String(id), text: `${name} (${locale})` }))]} /> : null}
      <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button onPress={onDone}>{texts.cancel}</Button></div>
    </form>
  );
}
