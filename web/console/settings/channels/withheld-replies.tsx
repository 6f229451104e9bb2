import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { WithheldReplies } from '#dialects/native/schemas/channels.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Section } from '../pieces.tsx';

/** Which mails got no automatic reply, and why. */
export function WithheldReplyList({ channelId }: { channelId: number }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['withheld-replies', channelId], queryFn: ({ pageParam, signal }) => request<WithheldReplies>(`/channels/${channelId}/withheld-replies`, { query: { cursor: pageParam, limit: 10 }, signal }),
    initialPageParam: null as string | null, getNextPageParam: (page) => page.next,
  });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  if (!data) return null;
  return (
    <Section title={texts.withheld}>
      <p className="hint">{rows.length === 0 ? texts.noWithheld : texts.withheldHint}</p>
      {rows.length === 0 ? null : (
        <ul className="panel spaced">
          {rows.map(({ id, conversationId, address, because, at }) => (
            <li key={id} className="panel-row">
              <div className="panel-main"><strong>{address ?? texts.unknownSender}</strong><span>{texts.withheldBecause[because]}</span></div>
              <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(conversationId) }} search={{}}>#{conversationId}</Link>
              <time className="hint" dateTime={at}>{shortMoment(at, nowMs, locale, zone)}</time>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage ? <p className="list-more"><Button kind="quiet" isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>{texts.more}</Button></p> : null}
    </Section>
  );
}
