import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { memo, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Header, MenuItem, MenuSection, Popover, Separator } from 'react-aria-components';
import { markNotificationsRead, notificationsQuery } from '../api/notifications.ts';
import { signOut, switchAccount } from '../api/session.ts';
import { KeySheet } from '../commands/key-sheet.tsx';
import { Palette } from '../commands/palette.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { useKeyboard } from '../commands/use-keyboard.ts';
import { Avatar } from '../design/avatar.tsx';
import { IconButton } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import { PopMenu } from '../design/pop-menu.tsx';
import { ToastStack } from '../design/toast-stack.tsx';
import { Tooltips } from '../design/tooltips.tsx';
import { useLive } from '../live/live-provider.tsx';
import { AppLink } from './app-link.tsx';
import { OfferBar } from '../desk/chat/offer-bar.tsx';
import { NotificationList } from './notification-list.tsx';
import type { Preferences } from './theme.ts';
import { usePreferences } from './use-preferences.tsx';
import { usePush } from './use-push.tsx';
import { useSession } from './use-session.ts';
import './shell.css';

interface Props { readonly views: ReactNode; readonly children: ReactNode; readonly isViewsOpen: boolean; readonly onViewsClose: () => void }

/** Around every page of a signed-in person: the side with views, banners, palette, toasts. */
export function Shell({ views, children, isViewsOpen, onViewsClose }: Props) {
  const { texts } = usePreferences();
  const session = useSession();
  const { state } = useLive();
  const [isPalette, setPalette] = useState(false);
  const [isSheet, setSheet] = useState(false);
  const closePalette = useCallback(() => setPalette(false), []);
  const openSheet = useCallback(() => setSheet(true), []);
  const closeSheet = useCallback(() => setSheet(false), []);
  useKeyboard();
  useShellCommands(() => setPalette(true), openSheet);
  const closeViews = useCallback((): void => {
    onViewsClose();
    setTimeout(() => document.getElementById('conversation-list')?.focus(), 0);
  }, [onViewsClose]);
  return (
    <>
      <a className="skip" href="#main">{texts.skip}</a>
      <div className="shell">
        <Side views={views} isViewsOpen={isViewsOpen} closeViews={closeViews} openSheet={openSheet} />
        {isViewsOpen ? <div className="side-veil" aria-hidden="true" onClick={closeViews} /> : null}
        <main id="main" className="main">
          {state === 'away' ? <div className="banner" role="status"><Icon name="warn" />{navigator.onLine ? texts.reconnecting : texts.offlineBanner}</div> : null}
          {session.isSecure || location.hostname === 'localhost' || location.hostname === '127.0.0.1' ? null : <div className="banner" role="note"><Icon name="warn" />{texts.insecure}</div>}
          <div className="main-body">{children}</div>
        </main>
      </div>
      <OfferBar />
      <Layers isPalette={isPalette} closePalette={closePalette} isSheet={isSheet} closeSheet={closeSheet} />
    </>
  );
}

function useLeave(): () => void {
  const navigate = useNavigate();
  const client = useQueryClient();
  return () => {
    void signOut().catch(() => undefined).then(() => {
      client.clear();
      return navigate({ to: '/sign-in' });
    });
  };
}

const themeAfter = (theme: Preferences['theme']): Preferences['theme'] => (theme === 'system' ? 'light' : theme === 'light' ? 'dark' : 'system');

function useShellCommands(openPalette: () => void, openSheet: () => void): void {
  const { texts, preferences, change } = usePreferences();
  const session = useSession();
  const navigate = useNavigate();
  const leave = useLeave();
  const nextTheme = themeAfter(preferences.theme);
  useCommands([
    { id: 'palette', group: 'page', title: texts.palette, keys: 'mod+k', isGlobal: true, isHidden: true, run: openPalette },
    { id: 'keys', group: 'page', title: texts.keySheet, keys: '?', run: openSheet },
    { id: 'theme', group: 'page', title: `${texts.theme}: ${texts.themes[nextTheme]}`, run: () => change({ theme: nextTheme }) },
    { id: 'direction', group: 'page', title: preferences.direction === 'rtl' ? texts.leftToRight : texts.rightToLeft, run: () => change({ direction: preferences.direction === 'rtl' ? 'auto' : 'rtl' }) },
    { id: 'language', group: 'page', title: texts.otherLanguage, run: () => change({ language: texts.otherLanguageCode }) },
    { id: 'settings', group: 'go', title: texts.settings, keys: 'g c', run: () => void navigate({ to: '/settings' }) },
    ...(session.permissions.includes('queues.read') ? [{ id: 'wallboard', group: 'go' as const, title: texts.wallboard, keys: 'g b', run: () => void navigate({ to: '/wallboard' }) }] : []),
    ...(session.permissions.includes('reports.read') ? [{ id: 'reports', group: 'go' as const, title: texts.reportPages, keys: 'g r', run: () => void navigate({ to: '/reports/$part', params: { part: 'overview' }, search: {} }) }] : []),
    ...(session.permissions.includes('articles.read') ? [{ id: 'help-centre', group: 'go' as const, title: texts.helpCentre, keys: 'g h', run: () => void navigate({ to: '/help' }) }] : []),
    { id: 'sign-out', group: 'page', title: texts.signOut, run: leave },
  ]);
}

interface SideProps { readonly views: ReactNode; readonly isViewsOpen: boolean; readonly closeViews: () => void; readonly openSheet: () => void }

/** Stays as it is while one goes from conversation to conversation. */
const Side = memo(function Side({ views, isViewsOpen, closeViews, openSheet }: SideProps) {
  const { texts, preferences, change } = usePreferences();
  const session = useSession();
  const navigate = useNavigate();
  const leave = useLeave();
  const nextTheme = themeAfter(preferences.theme);
  return (
    <div className={`side${isViewsOpen ? ' open' : ''}`}>
      <div className="side-head">
        <strong className="brand">{session.account.name}</strong>
        <Notifications />
        <IconButton label={texts.search} shortcut="/" onPress={() => void navigate({ to: '/$view', params: { view: 'search' }, search: {} })}><Icon name="search" /></IconButton>
        <span className="narrow-only"><IconButton label={texts.closeMenu} onPress={closeViews}><Icon name="close" /></IconButton></span>
      </div>
      {views}
      <div className="side-foot">
        <PopMenu label={texts.you(session.user.name)} icon={<Avatar name={session.user.name} />} placement="top start">
          {() => (
            <>
              <MenuSection>
                <Header className="menu-head">{session.user.name}</Header>
                <MenuItem className="menu-item" onAction={() => void navigate({ to: '/settings' })}>{texts.settings}</MenuItem>
                <MenuItem className="menu-item" onAction={() => change({ theme: nextTheme })}>{texts.theme}<span className="end">{texts.themes[preferences.theme]}</span></MenuItem>
                <MenuItem className="menu-item" onAction={() => change({ language: texts.otherLanguageCode })}>{texts.otherLanguage}</MenuItem>
                <MenuItem className="menu-item" onAction={() => change({ direction: preferences.direction === 'rtl' ? 'auto' : 'rtl' })}>{preferences.direction === 'rtl' ? texts.leftToRight : texts.rightToLeft}</MenuItem>
                <MenuItem className="menu-item" onAction={openSheet}>{texts.keySheet}<span className="end"><kbd className="key">?</kbd></span></MenuItem>
              </MenuSection>
              {session.accounts.length > 1 ? (
                <MenuSection>
                  <Header className="menu-head">{texts.accounts}</Header>
                  {session.accounts.map((account) => <MenuItem key={account.id} className="menu-item" onAction={() => { if (account.id !== session.account.id) void switchAccount(account.id).then(() => location.assign('/app/')); }}><span className="choice-on">{account.id === session.account.id ? '✓' : ''}</span>{account.name}</MenuItem>)}
                </MenuSection>
              ) : null}
              <Separator className="menu-line" />
              <MenuItem className="menu-item" onAction={leave}>{texts.signOut}</MenuItem>
            </>
          )}
        </PopMenu>
        <span className="side-me">{session.user.name}</span>
        <AppLink path="/settings" className="side-settings" aria-label={texts.settings}><Icon name="settings" /></AppLink>
      </div>
    </div>
  );
});

/** What comes over the page. */
const Layers = memo(function Layers({ isPalette, closePalette, isSheet, closeSheet }: { isPalette: boolean; closePalette: () => void; isSheet: boolean; closeSheet: () => void }) {
  return (
    <>
      <Palette isOpen={isPalette} onClose={closePalette} />
      <KeySheet isOpen={isSheet} onClose={closeSheet} />
      <ToastStack />
      <Tooltips />
    </>
  );
});

function Notifications() {
  const { texts } = usePreferences();
  const client = useQueryClient();
  const { data } = useInfiniteQuery(notificationsQuery);
  const { conversation }: { conversation?: string } = useParams({ strict: false });
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const unread = data?.pages[0]?.unreadCount ?? 0;
  usePush();
  // What one has opened one knows.
  const known = (data?.pages ?? []).flatMap((page) => page.items).filter(({ conversationId, readAt }) => readAt === null && String(conversationId) === conversation).map(({ id }) => id).join();
  useEffect(() => {
    if (known === '' || document.visibilityState !== 'visible') return;
    markNotificationsRead({ ids: known.split(',').map(Number) }).then(() => client.invalidateQueries({ queryKey: ['notifications'] }), () => undefined);
  }, [known, client]);
  return (
    <>
      <IconButton ref={button} label={texts.notifications(unread)} aria-haspopup="dialog" aria-expanded={isOpen} onPress={() => setOpen(true)}><Icon name="bell" />{unread > 0 ? <span className="bell-count" aria-hidden="true">{unread > 99 ? '99+' : unread}</span> : null}</IconButton>
      {isOpen ? <Popover className="popover" triggerRef={button} placement="bottom start" isOpen onOpenChange={setOpen}><NotificationList onClose={() => setOpen(false)} /></Popover> : null}
    </>
  );
}
