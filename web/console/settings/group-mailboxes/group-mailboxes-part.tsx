import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupMailboxesQuery, type GroupMailbox } from '../../api/entities.ts';
import { agentsQuery, type Agent } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { OwnGoalsForm } from '../goals/own-goals-form.tsx';
import { linesOf } from '../lines-of.ts';
import { CheckList, ConfirmButton, Field, focusFirst, Problem, Section, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Addresses that several people answer, for reports. */
export function GroupMailboxesPart() {
  const texts = useTexts();
  const may = usePermission();
  const groups = useQuery(groupMailboxesQuery);
  const { data: agents = [] } = useQuery({ ...agentsQuery, enabled: may('people.read') });
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [openId, setOpenId] = useState<number | null>(null);
  const { save, isBusy, problem } = useSave('group-mailboxes');
  if (groups.isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!groups.data) return <Failure error={groups.error} onRetry={() => void groups.refetch()} />;
  const canWrite = may('channels.write');
  const make = (): Promise<void> => save(() => request<GroupMailbox>('/group-mailboxes', { method: 'POST', json: { name, address } }), { after: ({ id }) => { setName(''); setAddress(''); setOpenId(id); } });
  return (
    <div className="settings-body">
      <p className="hint">{texts.groupMailboxesHint} {texts.groupAddressHint}</p>
      {canWrite ? (
        <Section title={texts.newGroupMailbox}>
          <form className="add-line" onSubmit={(event) => { event.preventDefault(); void make(); }}>
            <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
            <Field label={texts.groupAddress} type="email" isRequired value={address} onChange={setAddress} maxLength={320} />
            <Button type="submit" kind="primary" isDisabled={isBusy}>{texts.add}</Button>
            <Problem text={problem} />
          </form>
        </Section>
      ) : null}
      <Section title={texts.settingsParts['group-mailboxes']}>
        {groups.data.length === 0 ? <Empty title={texts.noGroupMailboxes} /> : (
          <ul className="panel">
            {groups.data.map((group) => (
              <li key={group.id}>{openId === group.id && canWrite
                ? <GroupForm group={group} agents={agents} canSetGoals={may('settings.write')} onClose={() => setOpenId(null)} />
                : <GroupRow group={group} agents={agents} {...(canWrite ? { onOpen: () => setOpenId(group.id) } : {})} />}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

function GroupRow({ group, agents, onOpen }: { group: GroupMailbox; agents: readonly Agent[]; onOpen?: () => void }) {
  const texts = useTexts();
  const { save, isBusy, problem } = useSave('group-mailboxes');
  const names = agents.filter(({ id }) => group.agentIds.includes(id)).map(({ name }) => name);
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{group.name}</strong>
        <span>{[[group.address, ...group.aliases].join(', '), names.length === 0 ? texts.noMembers : names.join(', ')].join(' · ')}</span>
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      {onOpen ? <span className="row-acts"><Button kind="quiet" aria-label={`${texts.change}: ${group.name}`} onPress={onOpen}>{texts.change}</Button><ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={group.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/group-mailboxes/${group.id}`, { method: 'DELETE' }))} /></span> : null}
    </div>
  );
}

function GroupForm({ group, agents, canSetGoals, onClose }: { group: GroupMailbox; agents: readonly Agent[]; canSetGoals: boolean; onClose: () => void }) {
  const texts = useTexts();
  const [name, setName] = useState(group.name);
  const [address, setAddress] = useState(group.address);
  const [aliases, setAliases] = useState(group.aliases.join('\n'));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(group.agentIds.map(String)));
  const { save, isBusy, problem } = useSave('group-mailboxes');
  const keep = (): Promise<void> => save(async () => {
    await request(`/group-mailboxes/${group.id}`, { method: 'PATCH', json: { name, address, aliases: linesOf(aliases) } });
    await request(`/group-mailboxes/${group.id}/members`, { method: 'PUT', json: { agentIds: [...chosen].map(Number) } });
  }, { said: texts.saved, after: onClose });
  const choices = agents.filter(({ id, deactivatedAt }) => deactivatedAt === null || chosen.has(String(id))).map(({ id, name: text }) => ({ value: String(id), text }));
  return (
    <div className="form row-form">
      <form ref={focusFirst} className="form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
        <Problem text={problem} />
        <div className="form-grid">
          <Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} />
          <Field label={texts.groupAddress} type="email" isRequired value={address} onChange={setAddress} maxLength={320} />
        </div>
        <TextField label={texts.groupAliases} hint={texts.groupAliasesHint} value={aliases} onChange={setAliases} rows={3} maxLength={20_000} />
        <div className="field"><span className="label">{texts.members}</span><CheckList label={texts.members} choices={choices} chosen={chosen} onChange={setChosen} /></div>
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button><Button onPress={onClose}>{texts.cancel}</Button></div>
      </form>
      {canSetGoals ? <OwnGoalsForm holder="group-mailboxes" id={group.id} /> : null}
    </div>
  );
}
