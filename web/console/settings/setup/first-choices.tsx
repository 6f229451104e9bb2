import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import type { DemoStarted } from '#dialects/native/schemas/setup.ts';
import { request } from '../../api/request.ts';
import { sessionQuery, switchAccount } from '../../api/session.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { keyedText } from '../../design/problem-text.ts';
import { Icon, type IconName } from '../../design/icon.tsx';
import { Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { setupQuery, type Setup } from './setup-query.ts';
import './first-run.css';

const demoSlug = 'samowerk-demo';
/** The demo is loaded into another account, of which this page's socket tells nothing: the one place that asks on a timer, while it runs. */
const askEveryMs = 1_500;

/** Where the first mail comes from: a mailbox, a file, the demo, or later. */
export function FirstChoices({ onLater }: { onLater?: () => void }) {
  const texts = useTexts();
  const may = usePermission();
  const { data } = useQuery({ ...setupQuery, refetchInterval: ({ state }) => (state.data?.demo.state === 'running' ? askEveryMs : false) });
  return (
    <div className="choices">
      {may('channels.write') ? <Way icon="inbox" title={texts.connectMailbox} text={texts.setupConnectHint}><Link to="/settings/$part/$item" params={{ part: 'channels', item: 'new' }} className="button primary">{texts.connectMailbox}</Link></Way> : null}
      {may('imports.run') ? <Way icon="download" title={texts.setupImport} text={texts.setupImportHint}><Link to="/settings/$part" params={{ part: 'imports' }} className="button plain">{texts.setupImport}</Link></Way> : null}
      {data && data.demo.state !== 'unavailable' ? <DemoWay demo={data.demo} /> : null}
      {onLater ? <Way icon="moon" title={texts.setupLater} text={texts.setupLaterHint}><Button onPress={onLater}>{texts.setupLater}</Button></Way> : null}
    </div>
  );
}

function Way({ icon, title, text, children }: { icon: IconName; title: string; text: string; children: ReactNode }) {
  return <section className="choice"><Icon name={icon} size={20} /><h3>{title}</h3><p>{text}</p><div className="choice-act">{children}</div></section>;
}

function DemoWay({ demo }: { demo: Setup['demo'] }) {
  const texts = useTexts();
  const client = useQueryClient();
  const { accounts } = useSession();
  const { save, isBusy, problem } = useSave('setup');
  const { state } = demo;
  const there = accounts.find(({ slug }) => slug === demoSlug);
  useEffect(() => {
    if (state === 'done') void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }, [state, client]);
  const open = (id: number): Promise<void> => save(() => switchAccount(id), { after: () => location.assign('/app/') });
  return (
    <Way icon="search" title={texts.setupDemo} text={texts.setupDemoHint}>
      <Problem text={problem} />
      <p className="hint" role="status">{texts.demoStates[state]}{demo.text !== null && state === 'failed' ? ` ${demo.key === null ? demo.text : keyedText({ key: demo.key, values: {} }, demo.text, texts)}` : ''}</p>
      {there ? <Button isDisabled={isBusy} onPress={() => void open(there.id)}>{texts.openDemo}</Button>
        : state === 'running' || state === 'done' ? null : <Button isDisabled={isBusy} onPress={() => void save(() => request<DemoStarted>('/setup/demo', { method: 'POST' }))}>{texts.setupDemo}</Button>}
    </Way>
  );
}
