import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { diffQuery, revisionsQuery, type ArticleDetail, type RevisionDiff } from '../api/help.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { Failure, Skeletons } from '../design/states.tsx';

interface Props { readonly article: ArticleDetail; readonly canWrite: boolean; readonly isBusy: boolean; readonly onRestore: (number: number) => void }

/** Every state of the texts that was kept; what turned the one before into each. */
export function RevisionList({ article, canWrite, isBusy, onRestore }: Props) {
  const { texts } = usePreferences();
  const { data, isPending } = useQuery(revisionsQuery(article.id));
  const [chosen, setChosen] = useState<number | null>(null);
  if (isPending || !data) return <Skeletons rows={2} label={texts.loading} />;
  return (
    <section>
      <h2>{texts.revisions}</h2>
      <ul className="panel help-revisions">
        {data.map((each) => (
          <li key={each.number}>
            <div className="panel-row">
              <div className="panel-main"><strong dir="auto">{texts.revisionName(each.number)} · {each.title}</strong><span>{texts.revisionSaved(each.savedAt)}{each.restoredFrom === null ? '' : ` · ${texts.revisionRestoredFrom(each.restoredFrom)}`}</span></div>
              {each.number === article.publishedRevision ? <span className="tag good">{texts.revisionPublic}</span> : each.isPublished ? <span className="tag faint">{texts.revisionWasPublic}</span> : null}
              <Button kind="quiet" aria-expanded={chosen === each.number} aria-label={`${texts.revisionDiff}: ${texts.revisionName(each.number)}`} onPress={() => setChosen(chosen === each.number ? null : each.number)}>{texts.revisionDiff}</Button>
              {canWrite && each.number !== article.headRevision ? <Button isDisabled={isBusy} aria-label={`${texts.revisionRestore}: ${texts.revisionName(each.number)}`} onPress={() => onRestore(each.number)}>{texts.revisionRestore}</Button> : null}
            </div>
            {chosen === each.number ? <Difference articleId={article.id} from={each.number === article.headRevision ? Math.max(1, each.number - 1) : each.number} to={article.headRevision} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Difference({ articleId, from, to }: { articleId: number; from: number; to: number }) {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery(diffQuery(articleId, from, to));
  if (isPending) return <Skeletons rows={2} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="help-diff">
      <p className="hint">{texts.revisionBetween(from, to)}</p>
      {([['articleTitle', data.title], ['articleDescription', data.description], ['articleContent', data.content]] as const).map(([name, parts]) => (isSame(parts) ? null : <Lines key={name} title={texts[name]} parts={parts} />))}
      {[data.title, data.description, data.content].every(isSame) ? <p>{texts.revisionSame}</p> : null}
    </div>
  );
}

type Parts = RevisionDiff['content'];
const isSame = (parts: Parts): boolean => parts.every(({ kind }) => kind === 'same');
const aroundMax = 3;

/** Of what did not change, three lines around what did. Marks as signs, too: colour alone says nothing. */
function Lines({ title, parts }: { title: string; parts: Parts }) {
  const { texts } = usePreferences();
  return (
    <div className="help-diff-part">
      <h3>{title}</h3>
      <pre dir="auto">{parts.map(({ kind, lines }, at) => {
        const shown = kind !== 'same' || lines.length <= aroundMax * 2 ? lines : [...(at === 0 ? [] : lines.slice(0, aroundMax)), '…', ...(at === parts.length - 1 ? [] : lines.slice(-aroundMax))];
        const body = shown.map((line) => `${kind === 'added' ? '+ ' : kind === 'removed' ? '− ' : '  '}${line}\n`).join('');
        return kind === 'added' ? <ins key={at} aria-label={texts.diffAdded}>{body}</ins> : kind === 'removed' ? <del key={at} aria-label={texts.diffRemoved}>{body}</del> : <span key={at}>{body}</span>;
      })}</pre>
    </div>
  );
}
