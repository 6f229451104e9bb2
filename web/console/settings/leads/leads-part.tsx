import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { leadSourcesQuery, type LeadSource } from '../../api/entities.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { ConfirmButton, Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Where leads come from; a contact gets its source in the desk. */
export function LeadsPart() {
  const texts = useTexts();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery(leadSourcesQuery);
  const [name, setName] = useState('');
  const { save, isBusy, problem } = useSave('lead-sources');
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      <p className="hint">{texts.leadSourcesHint}</p>
      {may('contacts.write') ? (
        <Section title={texts.newLeadSource}>
          <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request('/lead-sources', { method: 'POST', json: { name } }), { after: () => setName('') }); }}>
            <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
            <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
            <Problem text={problem} />
          </form>
        </Section>
      ) : null}
      <Section title={texts.settingsParts.leads}>
        {data.length === 0 ? <Empty title={texts.noLeadSources}><p>{texts.noLeadSourcesHint}</p></Empty> : <ul className="panel">{data.map((source) => <li key={source.id}><SourceRow source={source} /></li>)}</ul>}
      </Section>
    </div>
  );
}

function SourceRow({ source: { id, name: before } }: { source: LeadSource }) {
  const texts = useTexts();
  const may = usePermission();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(before);
  const { save, isBusy, problem } = useSave('lead-sources', 'contacts', 'conversation');
  const path = `/lead-sources/${id}`;
  if (isOpen) {
    return (
      <form ref={focusFirst} className="form row-form" onSubmit={(event) => { event.preventDefault(); void save(() => request(path, { method: 'PATCH', json: { name } }), { after: () => setOpen(false) }); }}>
        <Problem text={problem} />
        <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button onPress={() => { setName(before); setOpen(false); }}>{texts.cancel}</Button></div>
      </form>
    );
  }
  return (
    <div className="panel-row">
      <div className="panel-main"><strong>{before}</strong><Problem text={problem} /></div>
      <span className="row-acts">
        {may('reports.read') ? <Link to="/reports/$part" params={{ part: 'overview' }} search={{ party: `lead-source:${id}` } as Record<string, unknown>} className="button quiet" aria-label={`${texts.leadSourceReport}: ${before}`}>{texts.leadSourceReport}</Link> : null}
        {may('contacts.write') ? <Button kind="quiet" aria-label={`${texts.rename}: ${before}`} onPress={() => setOpen(true)}>{texts.rename}</Button> : null}
        {may('contacts.delete') ? <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={before} hint={texts.leadSourceGoes} isDisabled={isBusy} onConfirm={() => void save(() => request(path, { method: 'DELETE' }))} /> : null}
      </span>
    </div>
  );
}
