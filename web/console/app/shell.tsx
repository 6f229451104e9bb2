import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Menu, MenuItem, MenuSection, MenuTrigger, Header, Popover, Separator } from 'react-aria-components';
import { notificationsQuery } from '../api/notifications.ts';
import { signOut, switchAccount } from '../api/session.ts';
import { KeySheet } from '../commands/key-sheet.tsx';
import { Palette } from '../commands/palette.tsx';
import { useCommands } from '../commands/use-commands.ts';
import { useKeyboard } from '../commands/use-keyboard.ts';
import { Avatar } from '../design/avatar.tsx';
import { IconButton } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import { ToastStack } from '../design/toast-stack.tsx';
import { useLive } from '../live/live-provider.tsx';
import { OfferBar } from '../desk/chat/offer-bar.tsx';
import { NotificationList } from './notification-list.tsx';
import { usePreferences } from './use-preferences.tsx';
import { useSession } from './use-session.ts';
import './shell.css';

interface Props { readonly views: ReactNode; readonly children: ReactNode; readonly isViewsOpen: boolean; readonly onViewsClose: () => void }

/** Around every page of a signed-in person: the side with views, banners, palette, toasts. */
export function Shell({ views, children, isViewsOpen, onViewsClose }: Props) {
  const { texts, preferences, change } = usePreferences();
  const session = useSession();
  const { state } = useLive();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [isPalette, setPalette] = useState(false);
  const [isSheet, setSheet] = useState(false);
  useKeyboard();
  const leave = (): void => {
    void signOut().catch(() => undefined).then(() => {
      client.clear();
      return navigate({ to: '/sign-in' });
    });
  };
  const closeViews = (): void => {
    onViewsClose();
    setTimeout(() => document.getElementById('conversation-list')?.focus(), 0);
  };
  const nextTheme = preferences.theme === 'system' ? 'light' : preferences.theme === 'light' ? 'dark' : 'system';
  useCommands([
    { id: 'palette', group: 'page', title: texts.palette, keys: 'mod+k', isGlobal: true, isHidden: true, run: () => setPalette(true) },
    { id: 'keys', group: 'page', title: texts.keySheet, keys: '?', run: () => setSheet(true) },
    { id: 'theme', group: 'page', title: `${texts.theme}: ${texts.themes[nextTheme]}`, run: () => change({ theme: nextTheme }) },
    { id: 'direction', group: 'page', title: preferences.direction === 'rtl' ? texts.leftToRight : texts.rightToLeft, run: () => change({ direction: preferences.direction === 'rtl' ? 'auto' : 'rtl' }) },
    { id: 'language', group: 'page', title: texts.otherLanguage, run: () => change({ language: texts.otherLanguageCode }) },
    { id: 'settings', group: 'go', title: texts.settings, keys: 'g c', run: () => void navigate({ to: '/settings' }) },
    ...(session.permissions.includes('queues.read') ? [{ id: 'wallboard', group: 'go' as const, title: texts.wallboard, keys: 'g b', run: () => void navigate({ to: '/wallboard' }) }] : []),
    { id: 'sign-out', group: 'page', title: texts.signOut, run: leave },
  ]);
  return (
    <>
      <a className="skip" href="#main">{texts.skip}</a>
      <div className="shell">
        <div className={`side${isViewsOpen ? ' open' : ''}`}>
          <div className="side-head">
            <strong className="brand">{session.account.name}</strong>
            <Notifications />
            <IconButton label={texts.search} shortcut="/" onPress={() => void navigate({ to: '/$view', params: { view: 'search' }, search: {} })}><Icon name="search" /></IconButton>
            <span className="narrow-only"><IconButton label={texts.closeMenu} onPress={closeViews}><Icon name="close" /></IconButton></span>
          </div>
          {views}
          <div className="side-foot">
            <MenuTrigger>
              <IconButton label={texts.you(session.user.name)}><Avatar name={session.user.name} /></IconButton>
              <Popover className="popover" placement="top start">
                <Menu className="menu" aria-label={texts.you(session.user.name)}>
                  <MenuSection>
                    <Header className="menu-head">{session.user.name}</Header>
                    <MenuItem className="menu-item" onAction={() => void navigate({ to: '/settings' })}>{texts.settings}</MenuItem>
                    <MenuItem className="menu-item" onAction={() => change({ theme: nextTheme })}>{texts.theme}<span className="end">{texts.themes[preferences.theme]}</span></MenuItem>
                    <MenuItem className="menu-item" onAction={() => change({ language: texts.otherLanguageCode })}>{texts.otherLanguage}</MenuItem>
                    <MenuItem className="menu-item" onAction={() => change({ direction: preferences.direction === 'rtl' ? 'auto' : 'rtl' })}>{preferences.direction === 'rtl' ? texts.leftToRight : texts.rightToLeft}</MenuItem>
                    <MenuItem className="menu-item" onAction={() => setSheet(true)}>{texts.keySheet}<span className="end"><kbd className="key">?</kbd></span></MenuItem>
                  </MenuSection>
                  {session.accounts.length > 1 ? (
                    <MenuSection>
                      <Header className="menu-head">{texts.accounts}</Header>
                      {session.accounts.map((account) => <MenuItem key={account.id} className="menu-item" onAction={() => { if (account.id !== session.account.id) void switchAccount(account.id).then(() => location.assign('/app/')); }}><span className="choice-on">{account.id === session.account.id ? '✓' : ''}</span>{account.name}</MenuItem>)}
                    </MenuSection>
                  ) : null}
                  <Separator className="menu-line" />
                  <MenuItem className="menu-item" onAction={leave}>{texts.signOut}</MenuItem>
                </Menu>
              </Popover>
            </MenuTrigger>
            <span className="side-me">{session.user.name}</span>
            <Link to="/settings" className="side-settings" aria-label={texts.settings}><Icon name="settings" /></Link>
          </div>
        </div>
        {isViewsOpen ? <div className="side-veil" aria-hidden="true" onClick={closeViews} /> : null}
        <main id="main" className="main">
          {state === 'away' ? <div className="banner" role="status"><Icon name="warn" />{navigator.onLine ? texts.reconnecting : texts.offlineBanner}</div> : null}
          {session.isSecure || location.hostname === 'localhost' || location.hostname === '127.0.0.1' ? null : <div className="banner" role="note"><Icon name="warn" />{texts.insecure}</div>}
          <div className="main-body">{children}</div>
        </main>
      </div>
      <OfferBar />
      <Palette isOpen={isPalette} onClose={() => setPalette(false)} />
      <KeySheet isOpen={isSheet} onClose={() => setSheet(false)} />
      <ToastStack />
    </>
  );
}

function Notifications() {
  const { texts } = usePreferences();
  const { data } = useQuery(notificationsQuery);
  const [isOpen, setOpen] = useState(false);
  const unread = data?.unreadCount ?? 0;
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <IconButton label={texts.notifications(unread)}><Icon name="bell" />{unread > 0 ? <span className="bell-dot" /> : null}</IconButton>
      <Popover className="popover" placement="bottom start"><NotificationList list={data ?? null} /></Popover>
    </MenuTrigger>
  );
}
