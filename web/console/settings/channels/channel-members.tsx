import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { agentsQuery, type Channel } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { CheckList, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Who works on it. */
export function ChannelMembers({ channel, canWrite }: { channel: Channel; canWrite: boolean }) {
  const texts = useTexts();
  const { data: agents = [] } = useQuery(agentsQuery);
  const held = channel.memberIds.map(String);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(held));
  const { save, isBusy, problem } = useSave('channels');
  const isSame = held.length === chosen.size && held.every((id) => chosen.has(id));
  const choices = agents.filter(({ id, deactivatedAt }) => deactivatedAt === null || chosen.has(String(id))).map(({ id, name }) => ({ value: String(id), text: name }));
  return (
    <Section title={texts.members} action={canWrite && !isSame ? <Button kind="primary" isDisabled={isBusy} onPress={() => void save(() => request(`/channels/${channel.id}/members`, { method: 'PUT', json: { agentIds: [...chosen].map(Number) } }), { said: texts.saved })}>{texts.save}</Button> : null}>
      <Problem text={problem} />
      {choices.length === 0 ? <p className="hint">{texts.noAgents}</p> : <CheckList label={texts.members} isDisabled={!canWrite || isBusy} choices={choices} chosen={chosen} onChange={setChosen} />}
    </Section>
  );
}
