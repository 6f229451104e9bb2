import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queueGroupsQuery, type QueueGroup } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { ConfirmButton, Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Queues that are reported together. */
export function QueueGroupsForm() {
  const texts = useTexts();
  const may = usePermission();
  const { data: groups = [] } = useQuery(queueGroupsQuery);
  const [name, setName] = useState('');
  const { save, isBusy, problem } = useSave('queue-groups');
  return (
    <Section title={texts.queueGroups}>
      <p className="hint">{texts.queueGroupsHint}</p>
      {groups.length === 0 ? null : <ul className="panel spaced">{groups.map((group) => <li key={group.id}><GroupRow group={group} /></li>)}</ul>}
      {may('queues.write') ? (
        <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request('/queue-groups', { method: 'POST', json: { name } }), { after: () => setName('') }); }}>
          <Field label={texts.newGroup} isRequired value={name} onChange={setName} maxLength={100} />
          <Button type="submit" isDisabled={isBusy}>{texts.add}</Button>
          <Problem text={problem} />
        </form>
      ) : null}
    </Section>
  );
}

function GroupRow({ group }: { group: QueueGroup }) {
  const texts = useTexts();
  const may = usePermission();
  const [changed, setChanged] = useState<string | null>(null);
  const { save, isBusy, problem } = useSave('queue-groups', 'queues');
  if (changed !== null) {
    return (
      <form ref={focusFirst} className="form row-form" onSubmit={(event) => { event.preventDefault(); void save(() => request(`/queue-groups/${group.id}`, { method: 'PATCH', json: { name: changed } }), { said: texts.saved, after: () => setChanged(null) }); }}>
        <Problem text={problem} />
        <Field label={texts.name} isRequired value={changed} onChange={setChanged} maxLength={100} />
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button kind="quiet" onPress={() => setChanged(null)}>{texts.cancel}</Button></div>
      </form>
    );
  }
  return (
    <div className="panel-row">
      <div className="panel-main"><strong>{group.name}</strong><span>{texts.groupQueues(group.queueIds.length)}</span>{problem === null ? null : <span className="wrong" role="alert">{problem}</span>}</div>
      {may('queues.write') ? <span className="row-acts"><Button kind="quiet" aria-label={`${texts.change}: ${group.name}`} onPress={() => setChanged(group.name)}>{texts.change}</Button><ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={group.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/queue-groups/${group.id}`, { method: 'DELETE' }))} /></span> : null}
    </div>
  );
}
