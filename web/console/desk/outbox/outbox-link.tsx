import { useInfiniteQuery } from '@tanstack/react-query';
import { outboxQuery } from '../../api/outbox.ts';
import { AppLink } from '../../app/app-link.tsx';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Icon } from '../../design/icon.tsx';
import { useDeskPlace } from '../desk-context.tsx';

/** The way to the outbox and how much is in it; in red where something failed. */
export function OutboxLink() {
  const { texts, locale } = usePreferences();
  const { viewKey, setViewsOpen } = useDeskPlace();
  const { data, hasNextPage } = useInfiniteQuery(outboxQuery);
  const mails = data?.pages.flatMap(({ items }) => items) ?? [];
  const isBad = mails.some(({ state }) => state === 'failed' || state === 'bounced');
  return (
    <AppLink path="/outbox" className="view" aria-current={viewKey === 'outbox' ? 'page' : undefined} onClick={() => setViewsOpen(false)}>
      <Icon name="send" />
      <span className="view-name">{texts.outbox}</span>
      {mails.length > 0 ? <span className={`view-count${isBad ? ' bad' : ''}`}><span className="hidden-text">, {isBad ? `${texts.outboxBroken}, ` : ''}</span>{new Intl.NumberFormat(locale).format(mails.length)}{hasNextPage ? '+' : ''}</span> : null}
    </AppLink>
  );
}
