import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Shell } from '../app/shell.tsx';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { IconButton } from '../design/button.tsx';
import { Icon, type IconName } from '../design/icon.tsx';
import type { Session } from '../api/session.ts';
import { AgentDayPart } from './agent-day-part.tsx';
import { AgentsPart } from './agents-part.tsx';
import { ForecastPart } from './forecast-part.tsx';
import { LinksPart } from './links-part.tsx';
import { OverviewPart } from './overview-part.tsx';
import '../settings/settings.css';
import './wallboard.css';

type PartKey = 'overview' | 'agents' | 'forecast' | 'links';
const parts: readonly { readonly key: PartKey; readonly icon: IconName; readonly needs: Session['permissions'][number] }[] = [
  { key: 'overview', icon: 'panel', needs: 'queues.read' },
  { key: 'agents', icon: 'users', needs: 'work.supervise' },
  { key: 'forecast', icon: 'clock', needs: 'queues.read' },
  { key: 'links', icon: 'link', needs: 'work.supervise' },
];

/** The supervisor's page: what waits, who works, what is to come. */
export function WallboardPage() {
  const { texts } = usePreferences();
  const may = usePermission();
  const { part, item }: { part?: string; item?: string } = useParams({ strict: false });
  const [isOpen, setOpen] = useState(false);
  const seen = parts.filter(({ needs }) => may(needs));
  const current = seen.find(({ key }) => key === part) ?? seen[0];
  const title = current ? texts.wallboardParts[current.key] : texts.wallboard;
  const agentId = current?.key === 'agents' && item !== undefined && /^\d{1,15}$/.test(item) ? Number(item) : null;
  useEffect(() => { document.title = `${title} · ${texts.wallboard} · Patchbay`; }, [title, texts]);
  const nav = (
    <nav className="views" aria-label={texts.wallboard}>
      <Link to="/$view" params={{ view: 'mine' }} search={{}} className="view"><Icon name="back" /><span className="view-name">{texts.backToDesk}</span></Link>
      <h2 className="views-head">{texts.wallboard}</h2>
      <ul>{seen.map(({ key, icon }) => <li key={key}><Link to="/wallboard/$part" params={{ part: key }} search={{}} className="view" aria-current={key === current?.key ? 'page' : undefined} onClick={() => setOpen(false)}><Icon name={icon} /><span className="view-name">{texts.wallboardParts[key]}</span></Link></li>)}</ul>
    </nav>
  );
  return (
    <Shell views={nav} isViewsOpen={isOpen} onViewsClose={() => setOpen(false)}>
      <div className="settings wallboard" tabIndex={-1}>
        <header className="settings-head"><span className="narrow-only"><IconButton label={texts.wallboard} onPress={() => setOpen(true)}><Icon name="menu" /></IconButton></span><h1>{title}</h1></header>
        {agentId !== null ? <AgentDayPart key={agentId} agentId={agentId} /> : current?.key === 'agents' ? <AgentsPart /> : current?.key === 'forecast' ? <ForecastPart /> : current?.key === 'links' ? <LinksPart /> : current ? <OverviewPart /> : null}
      </div>
    </Shell>
  );
}
