import { useState } from 'react';
import type { MailDirectory, PersonMailboxesAdded } from '../../api/mailboxes.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Choice, Problem, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { DirectorySearch } from './directory-search.tsx';
import { readPeople, type ListedPerson } from './read-people.ts';

const peopleMax = 500;

/** Many at once, by a list or a file of it, read with the company's access to its mail service. */
export function AddMany({ directories }: { directories: readonly MailDirectory[] }) {
  const texts = useTexts();
  const ways = directories.map((one) => one.protocol);
  const [protocol, setProtocol] = useState<string>(ways[0] ?? '');
  const [text, setText] = useState('');
  const { save, isBusy, problem, setProblem } = useSave('person-mailboxes', 'channels', 'agents');
  const { people, wrong } = readPeople(text);
  const submit = (): void => {
    if (wrong !== null) setProblem(texts.mailboxesWrongLine(wrong));
    else if (people.length > peopleMax) setProblem(texts.mailboxesTooMany(peopleMax));
    else void save(() => request<PersonMailboxesAdded>('/person-mailboxes', { method: 'POST', json: { protocol, people } }), { said: texts.mailboxesAdded(people.length), after: () => setText('') });
  };
  const listed = new Set(people.map(({ email }) => email.toLowerCase()));
  const take = (picked: readonly ListedPerson[]): void => {
    const lines = picked.map(({ email, name }) => (name === undefined || name === email ? email : `${email}, ${name.replaceAll(/[,;\t\r\n]+/g, ' ')}`));
    setText((before) => [...(before.trim() === '' ? [] : [before.trimEnd()]), ...lines, ''].join('\n'));
    setProblem(null);
  };
  if (ways.length === 0) return null;
  return (
    <div className="form">
      <p className="hint">{texts.mailboxesManyHint}</p>
      <Choice label={texts.mailboxWay} value={protocol} onChange={setProtocol} choices={ways.map((value) => ({ value, text: texts.mailboxProtocols[value] }))} />
      {protocol === 'ews' ? null : <DirectorySearch key={protocol} protocol={protocol} listed={listed} onPick={take} />}
      <form className="form" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Problem text={problem} />
        <TextField label={texts.mailboxesList} hint={texts.mailboxesListHint} rows={5} value={text} onChange={(value) => { setText(value); setProblem(null); }} maxLength={200_000} />
        <label className="field"><span>{texts.mailboxesFile}</span><input type="file" accept=".csv,.txt,text/csv,text/plain" onChange={(event) => void event.target.files?.[0]?.text().then((read) => { setText(read.slice(0, 200_000)); setProblem(null); })} /></label>
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy || people.length === 0}>{texts.mailboxesAdd(people.length)}</Button></div>
      </form>
    </div>
  );
}
