import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { articleQuery, sitesQuery, type KnowledgeBase } from '../api/help.ts';
import { Shell } from '../app/shell.tsx';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { IconButton } from '../design/button.tsx';
import { Icon, type IconName } from '../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { Choice } from '../settings/pieces.tsx';
import { ArticlePart } from './article-part.tsx';
import { ArticlesPart } from './articles-part.tsx';
import { CategoriesPart } from './categories-part.tsx';
import { FeedbackPart } from './feedback-part.tsx';
import { NewSite, SitePart } from './site-part.tsx';
import '../settings/settings.css';
import './help.css';

const parts = [{ key: 'articles', icon: 'note' }, { key: 'categories', icon: 'bullets' }, { key: 'feedback', icon: 'check' }, { key: 'site', icon: 'settings' }] as const satisfies readonly { key: string; icon: IconName }[];
type PartKey = (typeof parts)[number]['key'];

/** The help centre from within: articles, categories, what readers said, the site itself. */
export function HelpPage() {
  const { texts } = usePreferences();
  const may = usePermission();
  const navigate = useNavigate();
  const { part, item }: { part?: string; item?: string } = useParams({ strict: false });
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const { data: sites, isPending, error, refetch } = useQuery(sitesQuery);
  const current: PartKey = parts.find(({ key }) => key === part)?.key ?? 'articles';
  const articleId = current === 'articles' && item !== undefined && /^\d{1,15}$/.test(item) ? Number(item) : null;
  // The article says which site it belongs to: its address may have been given by somebody else.
  const { data: article } = useQuery({ ...articleQuery(articleId ?? 0), enabled: articleId !== null });
  const site = sites?.find(({ id }) => id === (article?.knowledgeBaseId ?? chosen)) ?? sites?.find(({ archivedAt }) => archivedAt === null) ?? sites?.[0] ?? null;
  const title = texts.helpParts[current];
  useEffect(() => { document.title = `${title} · ${texts.helpCentre} · Patchbay`; }, [title, texts]);
  const nav = (
    <nav className="views" aria-label={texts.helpCentre}>
      <Link to="/$view" params={{ view: 'mine' }} search={{}} className="view"><Icon name="back" /><span className="view-name">{texts.backToDesk}</span></Link>
      <h2 className="views-head">{texts.helpCentre}</h2>
      {sites && sites.length > 1 && site ? <div className="help-site"><Choice label={texts.helpSite} value={String(site.id)} onChange={(id) => { setChosen(Number(id)); void navigate({ to: '/help/$part', params: { part: current }, search: {} }); }} choices={sites.map(({ id, name }) => ({ value: String(id), text: name }))} /></div> : null}
      {site ? <ul>{parts.map(({ key, icon }) => <li key={key}><Link to="/help/$part" params={{ part: key }} search={{}} className="view" aria-current={key === current ? 'page' : undefined} onClick={() => setOpen(false)}><Icon name={icon} /><span className="view-name">{texts.helpParts[key]}</span></Link></li>)}</ul> : null}
    </nav>
  );
  return (
    <Shell views={nav} isViewsOpen={isOpen} onViewsClose={() => setOpen(false)}>
      <div className="settings help" tabIndex={-1}>
        <header className="settings-head"><span className="narrow-only"><IconButton label={texts.helpCentre} onPress={() => setOpen(true)}><Icon name="menu" /></IconButton></span><h1>{title}</h1></header>
        {isPending ? <Skeletons rows={4} label={texts.loading} /> : !sites ? <Failure error={error} onRetry={() => void refetch()} /> : site ? <Part key={site.id} site={site} current={current} articleId={articleId} onMade={setChosen} />
          : <div className="settings-body"><Empty title={texts.noSites}><p>{texts.noSitesHint}</p></Empty>{may('knowledge.write') ? <NewSite onMade={setChosen} /> : null}</div>}
      </div>
    </Shell>
  );
}

function Part({ site, current, articleId, onMade }: { site: KnowledgeBase; current: PartKey; articleId: number | null; onMade: (id: number) => void }) {
  switch (current) {
    case 'articles': return articleId === null ? <ArticlesPart site={site} /> : <ArticlePart key={articleId} site={site} articleId={articleId} />;
    case 'categories': return <CategoriesPart site={site} />;
    case 'feedback': return <FeedbackPart site={site} />;
    case 'site': return <SitePart key={site.updatedAt} site={site} onMade={onMade} />;
  }
}
