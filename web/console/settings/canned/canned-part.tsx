import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cannedQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { ConfirmButton, Field, Problem, Section, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

export function CannedPart() {
  const { texts } = usePreferences();
  const { data, isPending, error, refetch } = useQuery(cannedQuery);
  const [edited, setEdited] = useState<{ id: number | null; shortCode: string; content: string }>({ id: null, shortCode: '', content: '' });
  const { save, isBusy, problem } = useSave('canned-responses');
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const { id, ...json } = edited;
  const fresh = { id: null, shortCode: '', content: '' };
  return (
    <div className="settings-body">
      <Section title={id === null ? texts.newCanned : texts.changeCanned}>
        <form className="form" onSubmit={(event) => { event.preventDefault(); void save(() => request(id === null ? '/canned-responses' : `/canned-responses/${id}`, { method: id === null ? 'POST' : 'PATCH', json }), { said: texts.saved, after: () => setEdited(fresh) }); }}>
          <Problem text={problem} />
          <Field label={texts.shortCode} hint={texts.shortCodeHint} isRequired value={edited.shortCode} onChange={(shortCode) => setEdited({ ...edited, shortCode })} maxLength={60} />
          <TextField label={texts.cannedText} hint={texts.cannedTextHint} rows={5} isRequired value={edited.content} onChange={(content) => setEdited({ ...edited, content })} />
          <div className="form-actions">{id === null ? null : <Button onPress={() => setEdited(fresh)}>{texts.cancel}</Button>}<Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div>
        </form>
      </Section>
      <Section title={texts.settingsParts.canned}>
        {data.length === 0 ? <Empty title={texts.noCanned} /> : (
          <ul className="panel">
            {data.map((one) => (
              <li key={one.id} className="panel-row">
                <div className="panel-main"><strong>/{one.shortCode}</strong><span className="one-line">{one.content}</span></div>
                <Button kind="quiet" onPress={() => setEdited({ id: one.id, shortCode: one.shortCode, content: one.content })}>{texts.change}</Button>
                <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={one.shortCode} isDisabled={isBusy} onConfirm={() => void save(() => request(`/canned-responses/${one.id}`, { method: 'DELETE' }))} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}
