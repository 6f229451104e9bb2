import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Menu, MenuItem } from 'react-aria-components';
import type { NotificationList as List } from '#dialects/native/schemas/notifications.ts';
import { markNotificationsRead } from '../api/notifications.ts';
import { shortMoment } from '../design/time-text.ts';
import { useNow } from './use-now.ts';
import { usePreferences } from './use-preferences.tsx';
import { useSession } from './use-session.ts';

const seenAfterMs = 1_500;

/** Where somebody named me or gave me something; seen once it lay open for a moment. */
export function NotificationList({ list, onClose }: { list: List | null; onClose: () => void }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const navigate = useNavigate();
  const client = useQueryClient();
  const newest = list?.items[0]?.id;
  const hasUnread = (list?.unreadCount ?? 0) > 0;
  useEffect(() => {
    if (newest === undefined || !hasUnread) return undefined;
    const timer = setTimeout(() => void markNotificationsRead({ upToId: newest }).then(() => client.invalidateQueries({ queryKey: ['notifications'] }), () => undefined), seenAfterMs);
    return () => clearTimeout(timer);
  }, [client, newest, hasUnread]);
  return (
    <Menu className="menu notifications" aria-label={texts.notificationsTitle} autoFocus="first" onClose={onClose} renderEmptyState={() => <p className="palette-none">{texts.noNotifications}</p>}>
      {(list?.items ?? []).map((one) => (
        <MenuItem key={one.id} className="menu-item notification" textValue={one.subject} onAction={() => void navigate({ to: '/$view/$conversation', params: { view: 'open', conversation: String(one.conversationId) }, search: {} })}>
          <span className={`notification-dot${one.readAt === null ? ' new' : ''}`} />
          <span className="notification-text"><span>{texts.notificationKinds[one.kind](one.by?.name ?? texts.actors.system)}</span><span className="notification-subject">{one.subject || texts.noSubject}</span></span>
          <time className="end" dateTime={one.createdAt}>{shortMoment(one.createdAt, nowMs, locale, zone)}</time>
        </MenuItem>
      ))}
    </Menu>
  );
}
