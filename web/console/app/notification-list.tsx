import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Dialog, Heading } from 'react-aria-components';
import type { Notification } from '#dialects/native/schemas/notifications.ts';
import { markNotificationsRead, notificationsQuery } from '../api/notifications.ts';
import { Button } from '../design/button.tsx';
import { shortMoment } from '../design/time-text.ts';
import { useNow } from './use-now.ts';
import { usePreferences } from './use-preferences.tsx';
import { useSession } from './use-session.ts';

/** What one should know, newest first. What one opens is read; the rest stays new until one says otherwise. */
export function NotificationList({ onClose }: { onClose: () => void }) {
  const { texts } = usePreferences();
  const client = useQueryClient();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(notificationsQuery);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const [newest] = items;
  const hasUnread = (data?.pages[0]?.unreadCount ?? 0) > 0;
  const read = (which: { ids: number[] } | { upToId: number }): void => void markNotificationsRead(which).then(() => client.invalidateQueries({ queryKey: ['notifications'] }), () => undefined);
  return (
    <Dialog className="notifications">
      <div className="notifications-head">
        <Heading slot="title" className="menu-head">{texts.notificationsTitle}</Heading>
        {newest !== undefined && hasUnread ? <Button kind="quiet" onPress={() => read({ upToId: newest.id })}>{texts.readAll}</Button> : null}
      </div>
      {items.length === 0 ? <p className="palette-none">{texts.noNotifications}</p> : (
        <ul className="notifications-rows">
          {items.map((one) => <Row key={one.id} one={one} onOpen={() => { if (one.readAt === null) read({ ids: [one.id] }); onClose(); }} />)}
        </ul>
      )}
      <div className="notifications-foot">
        {hasNextPage ? <Button kind="quiet" isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>{texts.olderNotifications}</Button> : null}
        <Link to="/settings/$part" params={{ part: 'notifications' }} className="notifications-choose" onClick={onClose}>{texts.chooseNotifications}</Link>
      </div>
    </Dialog>
  );
}

function Row({ one, onOpen }: { one: Notification; onOpen: () => void }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  return (
    <li>
      <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(one.conversationId) }} search={{}} className="menu-item notification" onClick={onOpen}>
        <span className={`notification-dot${one.readAt === null ? ' new' : ''}`}>{one.readAt === null ? <span className="hidden-text">{texts.notificationNew}</span> : null}</span>
        <span className="notification-text"><span>{texts.notificationKinds[one.kind](one.by?.name ?? texts.actors.system)}</span><span className="notification-subject">{one.subject || texts.noSubject}</span></span>
        <time className="end" dateTime={one.createdAt}>{shortMoment(one.createdAt, nowMs, locale, zone)}</time>
      </Link>
    </li>
  );
}
