import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LeaveList } from '#dialects/native/schemas/leave.ts';
import { agentsQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { Choice, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { useHoursTexts } from './use-hours-texts.tsx';

type Leave = LeaveList['items'][number];
const leaveQuery = { queryKey: ['leave'], queryFn: () => request<LeaveList>('/leave').then(({ items }) => items) };

/** Days on which people are away. */
export function LeaveSection() {
  const { texts: common, locale } = usePreferences();
  const texts = useHoursTexts();
  const canWrite = usePermission()('settings.write');
  const { data, isPending, error, refetch } = useQuery(leaveQuery);
  const { data: agents = [] } = useQuery(agentsQuery);
  const { save, isBusy, problem } = useSave('leave', 'figures');
  if (isPending) return <Skeletons rows={3} label={common.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const nameOf = (agentId: number): string => agents.find(({ id }) => id === agentId)?.name ?? `#${agentId}`;
  const dayText = (day: string): string => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
  const put = (agentId: number, spans: readonly Leave[], after?: () => void): void => void save(() => request<LeaveList>(`/agents/${agentId}/leave`, { method: 'PUT', json: { spans: spans.map(({ from, to }) => ({ from, to })) } }), { said: texts.leaveSaved, ...(after ? { after } : {}) });
  const others = (gone: Leave): Leave[] => data.filter((one) => one.agentId === gone.agentId && one !== gone);
  return (
    <Section title={texts.leave}>
      <p className="hint">{texts.leaveHint}</p>
      {data.length === 0 ? <p className="hint">{texts.leaveNone}</p> : (
        <ul className="panel spaced">
          {data.map((one) => (
            <li key={`${one.agentId} ${one.from} ${one.to}`} className="panel-row">
              <div className="panel-main"><strong>{nameOf(one.agentId)}</strong><span>{texts.leaveSpan(dayText(one.from), dayText(one.to))}</span></div>
              {canWrite ? <IconButton label={texts.leaveRemove(nameOf(one.agentId), dayText(one.from))} isDisabled={isBusy} onPress={() => put(one.agentId, others(one))}><Icon name="trash" /></IconButton> : null}
            </li>
          ))}
        </ul>
      )}
      <Problem text={problem} />
      {canWrite ? <AddLeave agents={agents} isBusy={isBusy} onAdd={(leave, after) => put(leave.agentId, [...data.filter(({ agentId }) => agentId === leave.agentId), leave], after)} /> : null}
    </Section>
  );
}

function AddLeave({ agents, isBusy, onAdd }: { agents: readonly { readonly id: number; readonly name: string }[]; isBusy: boolean; onAdd: (leave: Leave, after: () => void) => void }) {
  const texts = useHoursTexts();
  const [agentId, setAgentId] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const add = (): void => onAdd({ agentId: Number(agentId), from, to: to === '' ? from : to }, () => { setFrom(''); setTo(''); });
  return (
    <form className="form spaced" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <div className="form-grid">
        <Choice label={texts.leaveWho} value={agentId} onChange={setAgentId} choices={[{ value: '', text: texts.choose }, ...agents.map(({ id, name }) => ({ value: String(id), text: name }))]} />
        <Field label={texts.leaveFrom} type="date" value={from} onChange={setFrom} isRequired />
        <Field label={texts.leaveTo} type="date" value={to} onChange={setTo} />
      </div>
      <div className="form-actions"><Button type="submit" isDisabled={isBusy || agentId === '' || from === ''}>{texts.leaveAdd}</Button></div>
    </form>
  );
}
