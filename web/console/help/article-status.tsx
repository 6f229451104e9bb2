import type { ArticleRow } from '../api/help.ts';
import { usePreferences } from '../app/use-preferences.tsx';

export function ArticleStatus({ article }: { article: ArticleRow }) {
  const { texts } = usePreferences();
  const hasChanges = article.publishedRevision !== null && article.publishedRevision < article.headRevision;
  return (
    <>
      <span className={`tag ${article.status === 'published' ? 'good' : 'faint'}`}>{texts.articleStatuses[article.status]}</span>
      {hasChanges ? <span className="tag">{texts.articleHasChanges}</span> : null}
      {article.publishAt === null ? null : <span className="tag">{texts.articleDueAt(article.publishAt)}</span>}
    </>
  );
}
