import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { longMoment } from '../../design/time-text.ts';
import { leftOutQuery } from './filter-queries.ts';

/** Every mail that a filter leaves out, newest first, with its reason. */
export function LeftOutList() {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const { data, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(leftOutQuery);
  if (isPending) return <Skeletons rows={2} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="hint">{texts.filterNothingLeftOut}</p>;
  return (
    <>
      <ul className="panel">
        {items.map((mail) => (
          <li key={mail.messageId} className="panel-row">
            <div className="panel-main">
              <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(mail.conversationId) }} search={{}}><bdi>{mail.subject === '' ? '…' : mail.subject}</bdi></Link>
              <span className="hint"><bdi>{mail.sender}</bdi> · <time dateTime={mail.at}>{longMoment(mail.at, locale, zone)}</time></span>
            </div>
            <span className="tag"><bdi>{texts.filterBecause(mail.because, mail.filter)}</bdi></span>
          </li>
        ))}
      </ul>
      {hasNextPage ? <p className="list-foot"><Button kind="quiet" isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>{texts.filterShowMore}</Button></p> : null}
    </>
  );
}
