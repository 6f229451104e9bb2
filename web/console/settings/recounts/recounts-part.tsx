import { useQuery } from '@tanstack/react-query';
import { askForRecount, recountsQuery } from '../../api/recounts.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { RecountCard } from './recount-card.tsx';

/** Figures computed anew: how far, because of what, and what became of them. */
export function RecountsPart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery(recountsQuery);
  const { save, isBusy, problem } = useSave('recounts');
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const isOpen = data.some(({ state, isWhole }) => isWhole && (state === 'waiting' || state === 'running'));
  return (
    <div className="settings-body">
      <p className="hint">{texts.recountsHint}</p>
      {may('settings.write') ? <p><Button isDisabled={isBusy || isOpen} onPress={() => void save(askForRecount, { said: texts.recountAsked })}>{texts.recountAll}</Button></p> : null}
      <Problem text={problem} />
      {data.length === 0 ? <p className="hint">{texts.recountNone}</p> : data.map((one, at) => <RecountCard key={one.id} recount={one} isOpen={at === 0} />)}
    </div>
  );
}
