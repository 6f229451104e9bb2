import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Skill } from '#dialects/native/schemas/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Skills with their levels, of a queue or a person, kept at `path`. Each change is kept at once. */
export function SkillList({ path, skills, canWrite, none, levelLabel }: { path: string; skills: readonly Skill[]; canWrite: boolean; none: string; levelLabel: string }) {
  const texts = useTexts();
  const listId = useId();
  const [skill, setSkill] = useState('');
  const [level, setLevel] = useState('1');
  const { data: known = [] } = useQuery({ queryKey: ['skills'], queryFn: ({ signal }) => request<{ items: string[] }>('/skills', { signal }).then(({ items }) => items) });
  const { save, isBusy, problem } = useSave('queues', 'skills', 'agent-skills');
  const keep = (to: readonly Skill[], after?: () => void): void => void save(() => request(path, { method: 'PUT', json: { skills: to } }), { said: texts.saved, ...(after && { after }) });
  return (
    <>
      <Problem text={problem} />
      {skills.length === 0 ? <p className="spaced">{none}</p> : (
        <ul className="panel spaced">
          {skills.map((one) => (
            <li key={one.skill} className="panel-row">
              <div className="panel-main"><strong>{one.skill}</strong><span>{levelLabel} {one.level}</span></div>
              {canWrite ? <Button kind="quiet" aria-label={`${texts.remove}: ${one.skill}`} isDisabled={isBusy} onPress={() => keep(skills.filter((each) => each !== one))}>{texts.remove}</Button> : null}
            </li>
          ))}
        </ul>
      )}
      {canWrite ? (
        <form className="add-line" onSubmit={(event) => { event.preventDefault(); keep([...skills, { skill, level: Number(level) }], () => setSkill('')); }}>
          <Field label={texts.skill} isRequired value={skill} onChange={setSkill} maxLength={60} list={listId} />
          <datalist id={listId}>{known.map((each) => <option key={each} value={each} />)}</datalist>
          <Field label={levelLabel} type="number" min={1} max={10} isRequired value={level} onChange={setLevel} />
          <Button type="submit" isDisabled={isBusy}>{texts.add}</Button>
        </form>
      ) : null}
    </>
  );
}
