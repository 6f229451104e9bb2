import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Assignment } from '#dialects/native/schemas/queues.ts';
import { agentsQuery, teamsQuery } from '../../api/people.ts';
import type { Queue } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Choice, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

const levels = Array.from({ length: 20 }, (_, at) => String(at + 1));
const keyOf = ({ agentId, teamId }: Assignment): string => (agentId === null ? `team-${teamId}` : `agent-${agentId}`);

/** Who works it: people and teams by level. Each change is kept at once. */
export function AssignmentsForm({ queue, canWrite }: { queue: Queue; canWrite: boolean }) {
  const texts = useTexts();
  const may = usePermission();
  const { data: agents = [] } = useQuery({ ...agentsQuery, enabled: may('people.read') });
  const { data: teams = [] } = useQuery({ ...teamsQuery, enabled: may('people.read') });
  const [whom, setWhom] = useState('');
  const [level, setLevel] = useState('1');
  const { save, isBusy, problem } = useSave('queues');
  const names = new Map<string, string>([...agents.map(({ id, name }) => [`agent-${id}`, name] as const), ...teams.map(({ id, name }) => [`team-${id}`, texts.teamNamed(name)] as const)]);
  const held = new Set(queue.assignments.map(keyOf));
  const out = new Set(agents.filter(({ deactivatedAt }) => deactivatedAt !== null).map(({ id }) => `agent-${id}`));
  const keep = (assignments: readonly Assignment[], after?: () => void): void => void save(() => request(`/queues/${queue.id}/assignments`, { method: 'PUT', json: { assignments } }), { said: texts.saved, ...(after && { after }) });
  const add = (): void => {
    const [kind, id] = whom.split('-');
    const one = { agentId: kind === 'agent' ? Number(id) : null, teamId: kind === 'team' ? Number(id) : null, level: Number(level) };
    keep([...queue.assignments, one], () => setWhom(''));
  };
  return (
    <Section title={texts.assignments}>
      <p className="hint">{texts.assignmentsHint}</p>
      <Problem text={problem} />
      {queue.assignments.length === 0 ? <p className="spaced">{texts.noAssignments}</p> : (
        <ul className="panel spaced">
          {queue.assignments.map((one) => {
            const name = names.get(keyOf(one)) ?? keyOf(one);
            return (
              <li key={keyOf(one)} className="panel-row">
                <div className="panel-main"><strong>{name}</strong></div>
                <label className="level-choice"><span aria-hidden="true">{texts.level}</span><select className="input" aria-label={texts.levelOf(name)} disabled={!canWrite || isBusy} value={String(one.level)} onChange={(event) => keep(queue.assignments.map((each) => (each === one ? { ...each, level: Number(event.target.value) } : each)))}>{levels.map((each) => <option key={each}>{each}</option>)}</select></label>
                {canWrite ? <Button kind="quiet" aria-label={`${texts.remove}: ${name}`} isDisabled={isBusy} onPress={() => keep(queue.assignments.filter((each) => each !== one))}>{texts.remove}</Button> : null}
              </li>
            );
          })}
        </ul>
      )}
      {canWrite ? (
        <form className="add-line" onSubmit={(event) => { event.preventDefault(); if (whom !== '') add(); }}>
          <Choice label={texts.assignWhom} value={whom} onChange={setWhom} choices={[{ value: '', text: '' }, ...[...names].filter(([key]) => !held.has(key) && !out.has(key)).map(([value, text]) => ({ value, text }))]} />
          <Choice label={texts.level} value={level} onChange={setLevel} choices={levels.map((value) => ({ value, text: value }))} />
          <Button type="submit" isDisabled={isBusy || whom === ''}>{texts.add}</Button>
        </form>
      ) : null}
    </Section>
  );
}
