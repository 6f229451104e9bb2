import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createWallboardLink, revokeWallboardLink, wallboardLinksQuery, type WallboardLink } from '../api/wallboard.ts';
import { useNow } from '../app/use-now.ts';
import { usePreferences } from '../app/use-preferences.tsx';
import { useSession } from '../app/use-session.ts';
import { Button } from '../design/button.tsx';
import { Empty, Failure, Skeletons } from '../design/states.tsx';
import { shortAge } from '../design/time-text.ts';
import { Check, Choice, ConfirmButton, CopyLine, Field, Problem, Section } from '../settings/pieces.tsx';
import { useSave } from '../settings/use-save.tsx';

const dayMs = 86_400_000;

/** Links for the screen on the wall. */
export function LinksPart() {
  const { texts } = usePreferences();
  const { data, error, refetch, isPending } = useQuery(wallboardLinksQuery);
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      <p>{texts.linksHint}</p>
      <NewLink />
      <Section title={texts.wallboardParts.links}>
        {data.items.length === 0 ? <Empty title={texts.noLinks}><p>{texts.noLinksHint}</p></Empty> : <ul className="panel">{data.items.map((link) => <li key={link.id}><LinkRow link={link} /></li>)}</ul>}
      </Section>
    </div>
  );
}

function NewLink() {
  const { texts } = usePreferences();
  const { save, isBusy, problem } = useSave('wallboard-links');
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [showsAgents, setShowsAgents] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  return (
    <Section title={texts.newLink}>
      <form
        className="form" onSubmit={(event) => {
          event.preventDefault();
          void save(() => createWallboardLink({ name, showsAgents, expiresAt: new Date(Date.now() + Number(days) * dayMs).toISOString() }), { after: (made) => { setUrl(made.url); setName(''); } });
        }}
      >
        <div className="form-grid">
          <Field label={texts.linkName} value={name} onChange={setName} hint={texts.linkNameHint} isRequired maxLength={100} />
          <Choice label={texts.linkDays} value={days} onChange={setDays} choices={Object.entries(texts.linkDaysChoices).map(([value, text]) => ({ value, text }))} />
        </div>
        <Check label={texts.linkAgents} isOn={showsAgents} onChange={setShowsAgents} />
        <Problem text={problem} />
        <div className="form-actions"><Button kind="primary" type="submit" isDisabled={isBusy}>{texts.makeLink}</Button></div>
      </form>
      {url === null ? null : <div className="notice" role="status"><p>{texts.linkMade}</p><CopyLine label={texts.linkMade} text={url} /></div>}
    </Section>
  );
}

function LinkRow({ link }: { link: WallboardLink }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { save, isBusy, problem } = useSave('wallboard-links');
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone }).format(new Date(link.expiresAt));
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{link.name}</strong>
        <span>{[texts.linkUntil(until), link.lastUsedAt === null ? texts.linkUnused : texts.linkUsed(shortAge(link.lastUsedAt, nowMs, locale)), link.showsAgents ? texts.linkWithAgents : null].filter(Boolean).join(' · ')}</span>
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      <ConfirmButton label={texts.revokeLink} confirm={texts.revokeLinkSure} name={link.name} isDisabled={isBusy} onConfirm={() => void save(() => revokeWallboardLink(link.id))} />
    </div>
  );
}
