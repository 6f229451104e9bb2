import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { agentsQuery, teamsQuery, type Agent, type Team } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { OwnGoalsForm } from '../goals/own-goals-form.tsx';
import { CheckList, Choice, ConfirmButton, Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Groups of agents, one below another where wanted. */
export function TeamsPart() {
  const texts = useTexts();
  const may = usePermission();
  const teams = useQuery(teamsQuery);
  const { data: agents = [] } = useQuery(agentsQuery);
  const [name, setName] = useState('');
  const [openId, setOpenId] = useState<number | null>(null);
  const { save, isBusy, problem } = useSave('teams');
  if (teams.isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!teams.data) return <Failure error={teams.error} onRetry={() => void teams.refetch()} />;
  const canWrite = may('people.write');
  return (
    <div className="settings-body">
      {canWrite ? (
        <Section title={texts.newTeam}>
          <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request<Team>('/teams', { method: 'POST', json: { name } }), { after: ({ id }) => { setName(''); setOpenId(id); } }); }}>
            <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
            <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
            <Problem text={problem} />
          </form>
        </Section>
      ) : null}
      <Section title={texts.settingsParts.teams}>
        {teams.data.length === 0 ? <Empty title={texts.noTeams}><p>{texts.noTeamsHint}</p></Empty> : (
          <ul className="panel">
            {teams.data.map((team) => (
              <li key={team.id}>{openId === team.id && canWrite
                ? <TeamForm team={team} teams={teams.data} agents={agents} onClose={() => setOpenId(null)} />
                : <TeamRow team={team} teams={teams.data} agents={agents} {...(canWrite ? { onOpen: () => setOpenId(team.id) } : {})} />}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

interface RowProps { readonly team: Team; readonly teams: readonly Team[]; readonly agents: readonly Agent[] }

function TeamRow({ team, teams, agents, onOpen }: RowProps & { onOpen?: () => void }) {
  const texts = useTexts();
  const { save, isBusy, problem } = useSave('teams');
  const parent = teams.find(({ id }) => id === team.parentId);
  const names = agents.filter(({ id }) => team.agentIds.includes(id)).map(({ name }) => name);
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{team.name}</strong>
        <span>{[parent ? texts.belowTeam(parent.name) : null, names.length === 0 ? texts.noMembers : names.join(', ')].filter(Boolean).join(' · ')}</span>
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      {onOpen ? <span className="row-acts"><Button kind="quiet" aria-label={`${texts.change}: ${team.name}`} onPress={onOpen}>{texts.change}</Button><ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={team.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/teams/${team.id}`, { method: 'DELETE' }))} /></span> : null}
    </div>
  );
}

function TeamForm({ team, teams, agents, onClose }: RowProps & { onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState(team.name);
  const [parent, setParent] = useState(String(team.parentId ?? ''));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(team.agentIds.map(String)));
  const canSetGoals = usePermission()('settings.write');
  const { save, isBusy, problem } = useSave('teams');
  const keep = (): Promise<void> => save(async () => {
    await request(`/teams/${team.id}`, { method: 'PATCH', json: { name, parentId: parent === '' ? null : Number(parent) } });
    await request(`/teams/${team.id}/members`, { method: 'PUT', json: { agentIds: [...chosen].map(Number) } });
  }, { said: texts.saved, after: onClose });
  const choices = agents.filter(({ id, deactivatedAt }) => deactivatedAt === null || chosen.has(String(id))).map(({ id, name: text }) => ({ value: String(id), text }));
  return (
    <div className="form row-form">
      <form ref={focusFirst} className="form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
        <Problem text={problem} />
        <div className="form-grid">
          <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
          <Choice label={texts.parentTeam} value={parent} onChange={setParent} choices={[{ value: '', text: texts.noTeam }, ...teams.filter(({ id }) => id !== team.id).map(({ id, name: text }) => ({ value: String(id), text }))]} />
        </div>
        <div className="field"><span className="label">{texts.members}</span><CheckList label={texts.members} choices={choices} chosen={chosen} onChange={setChosen} /></div>
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button onPress={onClose}>{texts.cancel}</Button></div>
      </form>
      {canSetGoals ? <OwnGoalsForm holder="teams" id={team.id} /> : null}
    </div>
  );
}
