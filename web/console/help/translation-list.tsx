import { Link, useNavigate } from '@tanstack/react-router';
import type { Article, ArticleDetail, KnowledgeBase } from '../api/help.ts';
import { request } from '../api/request.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { Problem } from '../settings/pieces.tsx';
import { useSave } from '../settings/use-save.tsx';

/** The same article in the other locales of its site: to go to, or to begin. */
export function TranslationList({ site, article, canWrite }: { site: KnowledgeBase; article: ArticleDetail; canWrite: boolean }) {
  const { texts } = usePreferences();
  const navigate = useNavigate();
  const { save, isBusy, problem } = useSave('help-article', 'help-articles');
  if (site.locales.length < 2) return null;
  const begin = (locale: string): void => void save(() => request<Article>('/articles', {
    method: 'POST', json: { knowledgeBaseId: site.id, title: article.title, description: article.description, content: article.content, locale, rootId: article.rootId ?? article.id },
  }), { after: ({ id }) => void navigate({ to: '/help/$part/$item', params: { part: 'articles', item: String(id) }, search: {} }) });
  return (
    <section>
      <h2>{texts.articleTranslations}</h2>
      <Problem text={problem} />
      <ul className="panel">
        {site.locales.map((locale) => {
          const found = article.translations.find((each) => each.locale === locale);
          return (
            <li key={locale} className="panel-row">
              <div className="panel-main"><strong>{texts.localeName(locale)}</strong>{found ? <span dir="auto">{found.title} · {texts.articleStatuses[found.status]}</span> : null}</div>
              {found && found.id !== article.id ? <Link to="/help/$part/$item" params={{ part: 'articles', item: String(found.id) }} search={{}}>{texts.articleEdit}</Link> : null}
              {!found && canWrite ? <Button isDisabled={isBusy} aria-label={texts.articleTranslateTo(texts.localeName(locale))} onPress={() => begin(locale)}>{texts.articleTranslate}</Button> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
