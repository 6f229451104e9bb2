import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { feedbackQuery, type KnowledgeBase } from '../api/help.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { Button } from '../design/button.tsx';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { Choice } from '../settings/pieces.tsx';

/** What readers said, the latest first. Their words are shown as text. */
export function FeedbackPart({ site }: { site: KnowledgeBase }) {
  const { texts } = usePreferences();
  const [filter, setFilter] = useState({ isHelpful: '', hasComment: '' });
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(feedbackQuery({ knowledgeBaseId: site.id }, filter));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const all = { value: '', text: texts.everything };
  return (
    <div className="settings-body">
      <div className="audit-tools">
        <Choice label={texts.feedbackVoice} value={filter.isHelpful} onChange={(isHelpful) => setFilter({ ...filter, isHelpful })} choices={[all, { value: 'true', text: texts.articleHelpful }, { value: 'false', text: texts.articleUnhelpful }]} />
        <Choice label={texts.feedbackComment} value={filter.hasComment} onChange={(hasComment) => setFilter({ ...filter, hasComment })} choices={[all, { value: 'true', text: texts.feedbackWith }, { value: 'false', text: texts.feedbackWithout }]} />
      </div>
      {isPending ? <Skeletons rows={3} label={texts.loading} /> : !data ? <Failure error={error} onRetry={() => void refetch()} /> : rows.length === 0 ? <Empty title={texts.noFeedback} /> : (
        <ul className="panel">
          {rows.map((row) => (
            <li key={row.id} className="panel-row">
              <span className={`tag ${row.isHelpful ? 'good' : 'faint'}`}>{row.isHelpful ? texts.articleHelpful : texts.articleUnhelpful}</span>
              <div className="panel-main"><Link to="/help/$part/$item" params={{ part: 'articles', item: String(row.articleId) }} search={{}} dir="auto">{row.title}</Link>{row.comment === null ? null : <span dir="auto">{row.comment}</span>}<span>{texts.revisionSaved(row.at)}</span></div>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage ? <div className="form-actions"><Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>{texts.more}</Button></div> : null}
    </div>
  );
}
