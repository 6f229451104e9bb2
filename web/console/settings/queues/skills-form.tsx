import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Skill } from '#dialects/native/schemas/queues.ts';
import type { Queue } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** What an agent must be able to. Each change is kept at once. */
export function SkillsForm({ queue, canWrite }: { queue: Queue; canWrite: boolean }) {
  const texts = useTexts();
  const listId = useId();
  const [skill, setSkill] = useState('');
  const [level, setLevel] = useState('1');
  const { data: known = [] } = useQuery({ queryKey: ['skills'], queryFn: ({ signal }) => request<{ items: string[] }>('/skills', { signal }).then(({ items }) => items) });
  const { save, isBusy, problem } = useSave('queues', 'skills');
  const keep = (skills: readonly Skill[], after?: () => void): void => void save(() => request(`/queues/${queue.id}/skills`, { method: 'PUT', json: { skills } }), { said: texts.saved, ...(after && { after }) });
  return (
    <Section title={texts.skills}>
      <p className="hint">{texts.skillsHint}</p>
      <Problem text={problem} />
      {queue.skills.length === 0 ? <p className="spaced">{texts.noSkills}</p> : (
        <ul className="panel spaced">
          {queue.skills.map((one) => (
            <li key={one.skill} className="panel-row">
              <div className="panel-main"><strong>{one.skill}</strong><span>{texts.skillLevel} {one.level}</span></div>
              {canWrite ? <Button kind="quiet" aria-label={`${texts.remove}: ${one.skill}`} isDisabled={isBusy} onPress={() => keep(queue.skills.filter((each) => each !== one))}>{texts.remove}</Button> : null}
            </li>
          ))}
        </ul>
      )}
      {canWrite ? (
        <form className="add-line" onSubmit={(event) => { event.preventDefault(); keep([...queue.skills, { skill, level: Number(level) }], () => setSkill('')); }}>
          <Field label={texts.skill} isRequired value={skill} onChange={setSkill} maxLength={60} list={listId} />
          <datalist id={listId}>{known.map((each) => <option key={each} value={each} />)}</datalist>
          <Field label={texts.skillLevel} type="number" min={1} max={10} isRequired value={level} onChange={setLevel} />
          <Button type="submit" isDisabled={isBusy}>{texts.add}</Button>
        </form>
      ) : null}
    </Section>
  );
}
