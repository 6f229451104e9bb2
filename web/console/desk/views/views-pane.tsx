import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog, Heading, MenuItem, Modal, ModalOverlay } from 'react-aria-components';
import { changeView, deleteView, viewsQuery, type View } from '../../api/desk.ts';
import { AppLink } from '../../app/app-link.tsx';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import { PopMenu } from '../../design/pop-menu.tsx';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import { OutboxLink } from '../outbox/outbox-link.tsx';
import { useDeskPlace } from '../desk-context.tsx';
import { StepsLink } from './steps-link.tsx';
import { viewTitle } from './view-title.ts';

const icons: Readonly<Record<string, IconName>> = { mine: 'user', unassigned: 'nobody', open: 'inbox', waiting: 'clock', snoozed: 'moon', resolved: 'check', spam: 'spam' };

/** The left pane: lists under names, each with how many it holds. */
export function ViewsPane() {
  const { texts } = usePreferences();
  const { viewKey, goToView, setViewsOpen } = useDeskPlace();
  const may = usePermission();
  const { data: views, isPending, refetch, isError } = useQuery(viewsQuery);
  const builtIn = views?.filter(({ id }) => id === null) ?? [];
  const saved = views?.filter(({ id }) => id !== null) ?? [];
  return (
    <nav className="views" aria-label={texts.views}>
      {isPending ? <div className="views-loading" aria-hidden="true">{[1, 2, 3, 4, 5].map((at) => <span key={at} className="skeleton" />)}</div> : null}
      {isError ? <p className="views-problem">{texts.failedTitle} <Button kind="quiet" onPress={() => void refetch()}>{texts.retry}</Button></p> : null}
      <ul>{builtIn.map((view) => <li key={view.key}><ViewLink view={view} isCurrent={view.key === viewKey} /></li>)}</ul>
      <ul className="views-extra"><li><OutboxLink /></li>{may('queues.read') ? <li><AppLink path="/wallboard" className="view" onClick={() => setViewsOpen(false)}><Icon name="panel" /><span className="view-name">{texts.wallboard}</span></AppLink></li> : null}{may('reports.read') ? <li><AppLink path="/reports/overview" className="view" onClick={() => setViewsOpen(false)}><Icon name="up" /><span className="view-name">{texts.reportPages}</span></AppLink></li> : null}{may('articles.read') ? <li><AppLink path="/help" className="view" onClick={() => setViewsOpen(false)}><Icon name="note" /><span className="view-name">{texts.helpCentre}</span></AppLink></li> : null}</ul>
      <StepsLink />
      {saved.length > 0 ? <h2 className="views-head">{texts.savedViews}</h2> : null}
      <ul>{saved.map((view) => <li key={view.key} className="views-saved"><ViewLink view={view} isCurrent={view.key === viewKey} />{view.isOwn ? <ViewMenu view={view} onGone={() => { if (view.key === viewKey) goToView('mine'); }} /> : null}</li>)}</ul>
    </nav>
  );
}

function ViewLink({ view, isCurrent }: { view: View; isCurrent: boolean }) {
  const { texts, locale } = usePreferences();
  const { setViewsOpen } = useDeskPlace();
  const { count } = view;
  const number = count === null ? '' : `${new Intl.NumberFormat(locale).format(count.count)}${count.isCapped ? '+' : ''}`;
  return (
    <AppLink path={`/${view.key}`} className="view" aria-current={isCurrent ? 'page' : undefined} onClick={() => setViewsOpen(false)}>
      <Icon name={icons[view.key] ?? (view.isShared ? 'users' : 'inbox')} />
      <span className="view-name">{viewTitle(view, texts)}</span>
      {count !== null && count.count > 0 ? <span className="view-count"><span className="hidden-text">, </span>{number}</span> : null}
    </AppLink>
  );
}

function ViewMenu({ view, onGone }: { view: View; onGone: () => void }) {
  const { texts } = usePreferences();
  const client = useQueryClient();
  const [isRenaming, setRenaming] = useState(false);
  const { id } = view;
  if (id === null) return null;
  const after = (): Promise<void> => client.invalidateQueries({ queryKey: ['views'] });
  const failed = (error: unknown): void => void showToast(problemText(error, texts), { isProblem: true });
  return (
    <>
      <PopMenu label={texts.viewMenu(view.name)} icon={<Icon name="more" />}>
        {() => (
          <>
            <MenuItem className="menu-item" onAction={() => setRenaming(true)}>{texts.rename}</MenuItem>
            <MenuItem className="menu-item" onAction={() => void changeView(id, { isShared: !view.isShared }).then(after, failed)}>{view.isShared ? texts.unshareView : texts.shareView}</MenuItem>
            <MenuItem className="menu-item danger" onAction={() => void deleteView(id).then(() => { onGone(); return after(); }).catch(failed)}>{texts.deleteView}</MenuItem>
          </>
        )}
      </PopMenu>
      <ModalOverlay className="veil" isOpen={isRenaming} onOpenChange={setRenaming} isDismissable>
        <Modal className="modal"><Dialog className="dialog">{({ close }) => <RenameForm view={view} id={id} close={close} />}</Dialog></Modal>
      </ModalOverlay>
    </>
  );
}

function RenameForm({ view, id, close }: { view: View; id: number; close: () => void }) {
  const { texts } = usePreferences();
  const client = useQueryClient();
  const [name, setName] = useState(view.name);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      className="form" onSubmit={(event) => {
        event.preventDefault();
        void changeView(id, { name }).then(async () => {
          await client.invalidateQueries({ queryKey: ['views'] });
          close();
        }, (error: unknown) => setProblem(problemText(error, texts)));
      }}
    >
      <Heading slot="title">{texts.rename}</Heading>
      <div className="field">
        <label htmlFor="view-rename">{texts.name}</label>
        <input id="view-rename" className="input" required maxLength={100} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        <span className="wrong" role="alert">{problem}</span>
      </div>
      <div className="actions"><Button onPress={close}>{texts.cancel}</Button><Button kind="primary" type="submit">{texts.save}</Button></div>
    </form>
  );
}
