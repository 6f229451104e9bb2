import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { labelsQuery, type Label } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { LabelDot } from '../../design/label-tag.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { ConfirmButton, Field, focusFirst, Problem, Section } from '../pieces.tsx';
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
  const { save, isBusy, problem, setProblem } = useSave('labels', 'conversations');
  const [changed, setChanged] = useState<{ readonly name: string; readonly colour: string } | null>(null);
  const close = (): void => {
    setProblem(null);
    setChanged(null);
  };
  if (changed) {
    return (
      <form ref={focusFirst} className="form row-form" onSubmit={(event) => { event.preventDefault(); void save(() => request(`/labels/${label.id}`, { method: 'PATCH', json: changed }), { said: texts.saved, after: () => setChanged(null) }); }}>
        <Problem text={problem} />
        <div className="form-grid"><Field label={texts.name} isRequired value={changed.name} onChange={(name) => setChanged({ ...changed, name })} maxLength={100} /><Field label={texts.colour} type="color" value={changed.colour} onChange={(colour) => setChanged({ ...changed, colour })} /></div>
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button kind="quiet" onPress={close}>{texts.cancel}</Button></div>
      </form>
    );
  }
  return (
    <div className="panel-row">
      <LabelDot colour={label.colour} />
      <div className="panel-main"><strong>{label.name}</strong>{problem === null ? null : <span className="wrong" role="alert">{problem}</span>}</div>
      {may('labels.write') ? (
        <span className="row-acts">
          <Button kind="quiet" aria-label={`${texts.change}: ${label.name}`} onPress={() => setChanged({ name: label.name, colour: label.colour ?? firstColour })}>{texts.change}</Button>
          <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={label.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/labels/${label.id}`, { method: 'DELETE' }))} />
        </span>
      ) : null}
    </div>
  );
}
