import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { labelsQuery, type Label } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { LabelDot } from '../../design/label-tag.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

const firstColour = '#1b5cb8';

export function LabelsPart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery(labelsQuery);
  const [name, setName] = useState('');
  const [colour, setColour] = useState(firstColour);
  const { save, isBusy, problem } = useSave('labels');
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      {may('labels.write') ? (
        <Section title={texts.newLabel}>
          <form className="form" onSubmit={(event) => { event.preventDefault(); void save(() => request('/labels', { method: 'POST', json: { name, colour } }), { after: () => setName('') }); }}>
            <Problem text={problem} />
            <div className="form-grid"><Field label={texts.name} isRequired value={name} onChange={setName} maxLength={100} /><Field label={texts.colour} type="color" value={colour} onChange={setColour} /></div>
            <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button></div>
          </form>
        </Section>
      ) : null}
      <Section title={texts.labels}>{data.length === 0 ? <Empty title={texts.noLabels} /> : <ul className="panel">{data.map((label) => <li key={label.id}><LabelRow label={label} /></li>)}</ul>}</Section>
    </div>
  );
}

function LabelRow({ label }: { label: Label }) {
  const { texts } = usePreferences();
  const may = usePermission();
  const { save, isBusy, problem } = useSave('labels', 'conversations');
  return (
    <div className="panel-row">
      <LabelDot colour={label.colour} />
      <div className="panel-main"><strong>{label.name}</strong>{problem === null ? null : <span className="wrong" role="alert">{problem}</span>}</div>
      {may('labels.write') ? <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.remove}: ${label.name}`} onPress={() => void save(() => request(`/labels/${label.id}`, { method: 'DELETE' }))}>{texts.remove}</Button> : null}
    </div>
  );
}
