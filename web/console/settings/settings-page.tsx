import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Shell } from '../app/shell.tsx';
import { usePreferences } from '../app/use-preferences.tsx';
import { usePermission } from '../app/use-session.ts';
import { IconButton } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import { settingsGroups, settingsParts } from './settings-parts.tsx';
import './settings.css';

/** What an administrator sets, and what everybody sets for themselves. */
export function SettingsPage() {
  const { texts } = usePreferences();
  const may = usePermission();
  const { part }: { part?: string } = useParams({ strict: false });
  const [isOpen, setOpen] = useState(false);
  const parts = settingsParts.filter(({ needs }) => needs === null || may(needs));
  const current = parts.find(({ key }) => key === part) ?? parts[0];
  const Part = current?.component;
  const title = current ? texts.settingsParts[current.key] : texts.settings;
  useEffect(() => { document.title = `${title} · Patchbay`; }, [title]);
  const nav = (
    <nav className="views" aria-label={texts.settings}>
      <Link to="/$view" params={{ view: 'mine' }} search={{}} className="view"><Icon name="back" /><span className="view-name">{texts.backToDesk}</span></Link>
      {settingsGroups.map((group) => {
        const inGroup = parts.filter((one) => one.group === group);
        if (inGroup.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`settings-${group}`}>
            <h2 id={`settings-${group}`} className="views-head">{texts.settingsGroups[group]}</h2>
            <ul>{inGroup.map(({ key, icon }) => <li key={key}><Link to="/settings/$part" params={{ part: key }} className="view" aria-current={key === current?.key ? 'page' : undefined} onClick={() => setOpen(false)}><Icon name={icon} /><span className="view-name">{texts.settingsParts[key]}</span></Link></li>)}</ul>
          </section>
        );
      })}
    </nav>
  );
  return (
    <Shell views={nav} isViewsOpen={isOpen} onViewsClose={() => setOpen(false)}>
      <div className="settings" tabIndex={-1}>
        <header className="settings-head"><span className="narrow-only"><IconButton label={texts.settings} onPress={() => setOpen(true)}><Icon name="menu" /></IconButton></span><h1>{title}</h1></header>
        {Part ? <Part key={current?.key} /> : null}
      </div>
    </Shell>
  );
}
