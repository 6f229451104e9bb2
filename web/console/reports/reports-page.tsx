import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { reportPageSettingsQuery } from '../api/reports.ts';
import { Shell } from '../app/shell.tsx';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { IconButton } from '../design/button.tsx';
import { Icon, type IconName } from '../design/icon.tsx';
import { lazyPart } from '../design/lazy-part.ts';
import { Empty, Skeletons } from '../design/states.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterOnly } from './report-address.ts';
import { useReport } from './use-report.tsx';
import { useReportTexts } from './use-report-texts.tsx';
import '../settings/settings.css';
import '../wallboard/wallboard.css';
import './reports.css';

const parts = {
  overview: lazyPart(() => import('./overview/overview-part.tsx').then(({ OverviewPart }) => OverviewPart)),
  goals: lazyPart(() => import('./goals/goals-part.tsx').then(({ GoalsPart }) => GoalsPart)),
  distribution: lazyPart(() => import('./distribution/distribution-part.tsx').then(({ DistributionPart }) => DistributionPart)),
  'heat-map': lazyPart(() => import('./heat-map/heat-map-part.tsx').then(({ HeatMapPart }) => HeatMapPart)),
  trend: lazyPart(() => import('./trend/trend-part.tsx').then(({ TrendPart }) => TrendPart)),
  compare: lazyPart(() => import('./compare/compare-part.tsx').then(({ ComparePart }) => ComparePart)),
  leaders: lazyPart(() => import('./leaders/leaders-part.tsx').then(({ LeadersPart }) => LeadersPart)),
  people: lazyPart(() => import('./by/people-part.tsx').then(({ PeoplePart }) => PeoplePart)),
  teams: lazyPart(() => import('./by/teams-part.tsx').then(({ TeamsPart }) => TeamsPart)),
  contacts: lazyPart(() => import('./by/contacts-part.tsx').then(({ ContactsPart }) => ContactsPart)),
  interactions: lazyPart(() => import('./interactions/interactions-part.tsx').then(({ InteractionsPart }) => InteractionsPart)),
  satisfaction: lazyPart(() => import('./satisfaction/satisfaction-part.tsx').then(({ SatisfactionPart }) => SatisfactionPart)),
  'at-risk': lazyPart(() => import('./now/at-risk-part.tsx').then(({ AtRiskPart }) => AtRiskPart)),
  waiting: lazyPart(() => import('./now/waiting-part.tsx').then(({ WaitingPart }) => WaitingPart)),
  definitions: lazyPart(() => import('./definitions/definitions-part.tsx').then(({ DefinitionsPart }) => DefinitionsPart)),
};
type PartKey = keyof typeof parts;

const groups: readonly { readonly key: 'figures' | 'who' | 'now' | 'about'; readonly parts: readonly (readonly [PartKey, IconName])[] }[] = [
  { key: 'figures', parts: [['overview', 'panel'], ['goals', 'flag'], ['distribution', 'numbers'], ['heat-map', 'clock'], ['trend', 'up'], ['compare', 'merge'], ['satisfaction', 'check']] },
  { key: 'who', parts: [['people', 'user'], ['teams', 'users'], ['contacts', 'inbox'], ['leaders', 'checks'], ['interactions', 'menu']] },
  { key: 'now', parts: [['at-risk', 'warn'], ['waiting', 'later']] },
  { key: 'about', parts: [['definitions', 'note']] },
];
/** Pages with filters of their own. */
const withoutFilter: ReadonlySet<PartKey> = new Set(['satisfaction', 'at-risk', 'waiting', 'definitions']);

/** What was answered, how fast, by whom: every figure with the way to its rows. */
export function ReportsPage() {
  const { texts: common } = usePreferences();
  const texts = useReportTexts();
  const may = usePermission();
  const { part }: { part?: string } = useParams({ strict: false });
  const { search } = useReport();
  const [isOpen, setOpen] = useState(false);
  const mayRead = may('reports.read');
  const { data: settings } = useQuery({ ...reportPageSettingsQuery, enabled: mayRead });
  const current: PartKey = part !== undefined && Object.hasOwn(parts, part) ? part as PartKey : 'overview';
  const title = texts.parts[current];
  useEffect(() => { document.title = `${title} · ${texts.reports} · Patchbay`; }, [title, texts]);
  const isSeen = (key: PartKey): boolean => key !== 'leaders' || settings?.showsLeaderboards !== false || may('settings.write');
  const nav = (
    <nav className="views" aria-label={texts.reports}>
      <Link to="/$view" params={{ view: 'mine' }} search={{}} className="view"><Icon name="back" /><span className="view-name">{common.backToDesk}</span></Link>
      <h2 className="views-head">{texts.reports}</h2>
      {groups.map((group) => (
        <section key={group.key} aria-label={texts.groups[group.key]} className="report-group">
          <ul>{group.parts.filter(([key]) => isSeen(key)).map(([key, icon]) => <li key={key}><Link to="/reports/$part" params={{ part: key }} search={filterOnly(search) as Record<string, unknown>} className="view" aria-current={key === current ? 'page' : undefined} onClick={() => setOpen(false)}><Icon name={icon} /><span className="view-name">{texts.parts[key]}</span></Link></li>)}</ul>
        </section>
      ))}
    </nav>
  );
  const { Part } = parts[current];
  return (
    <Shell views={nav} isViewsOpen={isOpen} onViewsClose={() => setOpen(false)}>
      <div className="settings reports" tabIndex={-1}>
        <header className="settings-head">
          <span className="narrow-only"><IconButton label={texts.showParts} onPress={() => setOpen(true)}><Icon name="menu" /></IconButton></span>
          <h1>{title}</h1>
          <span className="head-act no-print"><IconButton label={texts.printIt} onPress={() => print()}><Icon name="download" /></IconButton></span>
        </header>
        {mayRead ? (
          <div className="board report">
            {withoutFilter.has(current) ? null : <FilterBar />}
            <Suspense key={current} fallback={<Skeletons rows={6} label={common.loading} />}><Part /></Suspense>
          </div>
        ) : <Empty title={common.problems['forbidden'] ?? ''} />}
      </div>
    </Shell>
  );
}
