import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { queuesQuery, type Queue } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { Choice, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { AgentSkillsForm } from './agent-skills-form.tsx';
import { QueueGroupsForm } from './queue-groups-form.tsx';
import { QueuePage } from './queue-page.tsx';
import './queues.css';

/** Where calls and chats wait; /queues/<id> is the page of one. */
export function QueuesPart() {
  const texts = useTexts();
  const may = usePermission();
  const { item }: { item?: string } = useParams({ strict: false });
  const { data, isPending, error, refetch } = useQuery(queuesQuery);
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const present = data.filter(({ deletedAt }) => deletedAt === null);
  const queue = present.find(({ id }) => String(id) === item);
  if (queue) return <QueuePage key={queue.id} queue={queue} />;
  const deleted = data.filter(({ deletedAt }) => deletedAt !== null);
  return (
    <div className="settings-body">
      <p>{texts.queuesHint}</p>
      {may('queues.write') ? <NewQueue /> : null}
      <Section title={texts.settingsParts.queues}>
        {present.length === 0 ? <Empty title={texts.noQueues}><p>{texts.noQueuesHint}</p></Empty> : <ul className="panel">{present.map((one) => <li key={one.id}><QueueRow queue={one} /></li>)}</ul>}
      </Section>
      <QueueGroupsForm />
      <AgentSkillsForm />
      {deleted.length === 0 || !may('queues.write') ? null : <details className="deleted"><summary>{texts.deletedQueues} ({deleted.length})</summary><ul className="panel">{deleted.map((one) => <li key={one.id}><DeletedQueue queue={one} /></li>)}</ul></details>}
    </div>
  );
}

function NewQueue() {
  const texts = useTexts();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [kind, setKind] = useState('call');
  const { save, isBusy, problem } = useSave('queues');
  const toPage = ({ id }: Queue): void => void navigate({ to: '/settings/$part/$item', params: { part: 'queues', item: String(id) } });
  return (
    <Section title={texts.newQueue}>
      <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request<Queue>('/queues', { method: 'POST', json: { kind, name } }), { after: toPage }); }}>
        <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={100} />
        <Choice label={texts.queueKind} value={kind} onChange={setKind} choices={(['call', 'chat'] as const).map((value) => ({ value, text: texts.queueKinds[value] }))} />
        <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
        <Problem text={problem} />
      </form>
    </Section>
  );
}

export function QueueRow({ queue }: { queue: Queue }) {
  const texts = useTexts();
  return (
    <Link to="/settings/$part/$item" params={{ part: 'queues', item: String(queue.id) }} className="panel-row panel-link">
      <div className="panel-main">
        <strong>{queue.name}</strong>
        <span>{[texts.queueKinds[queue.kind], queue.lang, queue.menuPath].filter(Boolean).join(' · ')}</span>
        {queue.agentCount === 0 ? <span className="wrong">{texts.queueNobody}</span> : <span>{texts.queueSummary(queue.agentCount, queue.readyCount, queue.waitingCount)}</span>}
      </div>
      <Icon name="next" size={14} />
    </Link>
  );
}

function DeletedQueue({ queue }: { queue: Queue }) {
  const texts = useTexts();
  const { save, isBusy, problem } = useSave('queues', 'menus');
  return (
    <div className="panel-row">
      <div className="panel-main"><strong>{queue.name}</strong>{problem === null ? null : <span className="wrong" role="alert">{problem}</span>}</div>
      <Button kind="quiet" aria-label={`${texts.bringBack}: ${queue.name}`} isDisabled={isBusy} onPress={() => void save(() => request(`/queues/${queue.id}/restore`, { method: 'POST' }), { said: texts.saved })}>{texts.bringBack}</Button>
    </div>
  );
}
