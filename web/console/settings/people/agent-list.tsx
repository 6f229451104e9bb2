import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '#dialects/native/schemas/people.ts';
import { agentsQuery, type Agent } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { ConfirmButton, Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { AgentCardForm } from './agent-card.tsx';

/** Who answers customers, with or without a login, and from which addresses. */
export function AgentList({ users }: { users: readonly User[] }) {
  const texts = useTexts();
  const { data = [] } = useQuery(agentsQuery);
  if (data.length === 0) return null;
  return (
    <Section title={texts.agentsTitle}>
      <p className="hint">{texts.agentsHint}</p>
      <ul className="panel spaced">{data.map((agent) => <li key={agent.id}><AgentRow agent={agent} login={users.find(({ id }) => id === agent.userId)?.email ?? null} /></li>)}</ul>
    </Section>
  );
}

function AgentRow({ agent, login }: { agent: Agent; login: string | null }) {
  const texts = useTexts();
  const may = usePermission();
  const canWrite = may('people.write');
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const { save, isBusy, problem } = useSave('agents', 'people');
  const keep = (addresses: readonly string[], after?: () => void): void => void save(() => request(`/agents/${agent.id}`, { method: 'PATCH', json: { addresses } }), after ? { after } : {});
  return (
    <>
      <div className="panel-row">
        <Avatar name={agent.name} />
        <div className="panel-main">
          <strong>{agent.name}</strong>
          <span>{[login ?? texts.noLogin, agent.isDiscovered ? texts.agentFound : null, agent.userId === null ? null : texts.availabilities[agent.availability]].filter(Boolean).join(' · ')}</span>
          <span className="address-list" role="group" aria-label={texts.agentAddresses(agent.name)}>
            {agent.addresses.length === 0 ? texts.noAddresses : agent.addresses.map((address) => (
              <span key={address} className="address-tag">{address}{isOpen ? <IconButton label={`${texts.remove}: ${address}`} isDisabled={isBusy} onPress={() => keep(agent.addresses.filter((one) => one !== address))}><Icon name="close" size={11} /></IconButton> : null}</span>
            ))}
          </span>
          {problem !== null && !isOpen ? <span className="wrong" role="alert">{problem}</span> : null}
        </div>
        {canWrite ? <Button kind="quiet" aria-expanded={isOpen} aria-label={`${isOpen ? texts.done : texts.change}: ${texts.agentAddresses(agent.name)}`} onPress={() => setOpen(!isOpen)}>{isOpen ? texts.done : texts.change}</Button> : null}
      </div>
      {isOpen ? (
        <form className="row-form add-line" onSubmit={(event) => { event.preventDefault(); keep([...agent.addresses, typed], () => setTyped('')); }}>
          <Problem text={problem} />
          <Field label={texts.addAddress} type="email" isRequired value={typed} onChange={setTyped} maxLength={254} />
          <Button type="submit" isDisabled={isBusy}>{texts.add}</Button>
          {agent.userId === null ? <ConfirmButton label={texts.deactivate} confirm={texts.reallyRemove} name={agent.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/agents/${agent.id}`, { method: 'PATCH', json: { isDeactivated: true } }), { said: texts.deactivated(agent.name) })} /> : null}
        </form>
      ) : null}
      {isOpen ? <AgentCardForm agent={agent} /> : null}
    </>
  );
}
