import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { directoryPeopleQuery } from '../../api/mailboxes.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Field } from '../pieces.tsx';
import type { ListedPerson } from './read-people.ts';

/** People of the mail service who have no mailbox here yet, to be put on the list of those to add. A form of its own: it stands in no other. `listed`: addresses that are on it, lower case. */
export function DirectorySearch({ protocol, listed, onPick }: { protocol: string; listed: ReadonlySet<string>; onPick: (people: readonly ListedPerson[]) => void }) {
  const texts = useTexts();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <form className="spaced" onSubmit={(event) => { event.preventDefault(); setAsked(typed.trim()); }}>
      <div className="form-grid">
        <Field label={texts.directorySearch} hint={texts.directorySearchHint} value={typed} onChange={setTyped} maxLength={100} />
        <div className="form-actions"><Button type="submit">{texts.directoryLook}</Button></div>
      </div>
      {asked === null ? null : <Found protocol={protocol} search={asked} listed={listed} onPick={onPick} />}
    </form>
  );
}

function Found({ protocol, search, listed, onPick }: { protocol: string; search: string; listed: ReadonlySet<string>; onPick: (people: readonly ListedPerson[]) => void }) {
  const texts = useTexts();
  const { data, isPending, error, refetch } = useQuery(directoryPeopleQuery(protocol, search));
  if (isPending) return <Skeletons rows={2} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const rest = data.items.filter(({ email }) => !listed.has(email.toLowerCase()));
  const cut = data.isCut ? <span className="hint"> {texts.directoryCut}</span> : null;
  if (rest.length === 0) return <p><span className="hint">{data.items.length === 0 ? texts.nothingFound : texts.directoryAllTaken}</span>{cut}</p>;
  return (
    <>
      <ul className="panel">{rest.map(({ email, name }) => (
        <li key={email} className="panel-row">
          <div className="panel-main"><strong>{name}</strong><span>{email}</span></div>
          <Button aria-label={texts.directoryPick(name)} onPress={() => onPick([{ email, name }])}>{texts.directoryTake}</Button>
        </li>
      ))}</ul>
      <p><Button onPress={() => onPick(rest)}>{texts.directoryTakeAll(rest.length)}</Button>{cut}</p>
    </>
  );
}
