import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { ConfirmButton } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { filterKeys, groupsQuery, type FilterGroup } from './filter-queries.ts';
import { GroupEditor } from './group-editor.tsx';

/** Conditions that a mail has to meet. */
export function GroupList() {
  const { texts } = usePreferences();
  const canWrite = usePermission()('settings.write');
  const { data, isPending, error, refetch } = useQuery(groupsQuery);
  const [edited, setEdited] = useState<number | 'new' | null>(null);
  if (isPending) return <Skeletons rows={2} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {data.length === 0 ? <p className="hint spaced">{texts.filterNoGroups}</p> : (
        <ul className="panel spaced">
          {data.map((group) => <li key={group.id}>{edited === group.id ? <GroupEditor group={group} onClose={() => setEdited(null)} /> : <GroupRow group={group} canWrite={canWrite} onEdit={() => setEdited(group.id)} />}</li>)}
        </ul>
      )}
      {!canWrite ? null : edited === 'new' ? <GroupEditor group={null} onClose={() => setEdited(null)} /> : <p className="spaced"><Button onPress={() => setEdited('new')}>{texts.filterNewGroup}</Button></p>}
    </>
  );
}

function GroupRow({ group, canWrite, onEdit }: { group: FilterGroup; canWrite: boolean; onEdit: () => void }) {
  const { texts } = usePreferences();
  const { save, isBusy, problem } = useSave(...filterKeys);
  const { id, name, isActive, rules } = group;
  const said = rules.map(({ field, operator, value, joinedBy }, at) => `${at === 0 ? '' : `${texts.filterJoints[joinedBy]} `}${texts.filterFields[field]} ${texts.filterOperators[operator]} “${value}”`).join(' ');
  return (
    <div className="panel-row">
      <div className="panel-main"><strong><bdi>{name}</bdi></strong><span className="hint"><bdi>{said}</bdi></span>{problem === null ? null : <span className="wrong" role="alert">{problem}</span>}</div>
      <span className={isActive ? 'tag accent' : 'tag'}><span>{isActive ? texts.isOn : texts.isOff}</span></span>
      {canWrite ? (
        <span className="row-acts">
          <Button kind="quiet" isDisabled={isBusy} aria-label={`${isActive ? texts.filterTurnOff : texts.filterTurnOn}: ${name}`} onPress={() => void save(() => request(`/mail-filters/groups/${id}`, { method: 'PATCH', json: { isActive: !isActive } }), { said: texts.filterSaved })}>{isActive ? texts.filterTurnOff : texts.filterTurnOn}</Button>
          <Button kind="quiet" aria-label={`${texts.change}: ${name}`} onPress={onEdit}>{texts.change}</Button>
          <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/mail-filters/groups/${id}`, { method: 'DELETE' }), { said: texts.filterSaved })} />
        </span>
      ) : null}
    </div>
  );
}
