import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ownGoalsQuery, type OwnGoals } from '../../api/entities.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Field, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { durationWords, parseDuration } from './duration-words.ts';

const metrics = ['firstReply', 'overall', 'close'] as const;
type Metric = (typeof metrics)[number];

/** Goals that a team or a group mailbox has beside the account's. */
export function OwnGoalsForm({ holder, id }: { holder: 'group-mailboxes' | 'teams'; id: number }) {
  const texts = useTexts();
  const { data, isPending, error, refetch } = useQuery(ownGoalsQuery(holder, id));
  if (isPending) return <Skeletons rows={1} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return <GoalFields key={JSON.stringify(data)} holder={holder} id={id} held={data} />;
}

function GoalFields({ holder, id, held }: { holder: 'group-mailboxes' | 'teams'; id: number; held: OwnGoals }) {
  const texts = useTexts();
  const [typed, setTyped] = useState<Readonly<Record<Metric, string>>>(() => ({ firstReply: wordsOf(held.firstReply), overall: wordsOf(held.overall), close: wordsOf(held.close) }));
  const { save, isBusy, problem } = useSave(holder);
  const isWrong = metrics.some((metric) => typed[metric].trim() !== '' && parseDuration(typed[metric]) === null);
  const keep = (): Promise<void> => save(() => request<OwnGoals>(`/${holder}/${id}/goals`, { method: 'PATCH', json: Object.fromEntries(metrics.map((metric) => [metric, parseDuration(typed[metric])])) }), { said: texts.goalsSaved });
  return (
    <form className="form" aria-label={texts.ownGoals} onSubmit={(event) => { event.preventDefault(); if (!isWrong) void keep(); }}>
      <div className="field"><span className="label">{texts.ownGoals}</span><span className="hint">{texts.ownGoalsHint}</span></div>
      <div className="form-grid">
        {metrics.map((metric) => <Field key={metric} label={texts.goalNames[metric].title} value={typed[metric]} onChange={(value) => setTyped({ ...typed, [metric]: value })} maxLength={40} />)}
      </div>
      <Problem text={isWrong ? texts.goalsWrong : problem} />
      <div className="form-actions"><Button type="submit" isDisabled={isBusy || isWrong}>{texts.save}: {texts.ownGoals}</Button></div>
    </form>
  );
}

const wordsOf = (seconds: number | null): string => (seconds === null ? '' : durationWords(seconds));
