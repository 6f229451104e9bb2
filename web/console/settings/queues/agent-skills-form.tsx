import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AgentSkills } from '#dialects/native/schemas/queues.ts';
import { agentsQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Choice, Section } from '../pieces.tsx';
import { SkillList } from './skill-list.tsx';

/** What people can, one person at a time. */
export function AgentSkillsForm() {
  const texts = useTexts();
  const may = usePermission();
  const [agentId, setAgentId] = useState('');
  const { data: agents = [] } = useQuery({ ...agentsQuery, enabled: may('people.read') });
  const { data } = useQuery({ queryKey: ['agent-skills', agentId], enabled: agentId !== '', queryFn: ({ signal }) => request<AgentSkills>(`/agents/${agentId}/skills`, { signal }) });
  return (
    <Section title={texts.agentSkills}>
      <p className="hint">{texts.agentSkillsHint}</p>
      <div className="spaced"><Choice label={texts.person} value={agentId} onChange={setAgentId} choices={[{ value: '', text: texts.choosePerson }, ...agents.filter(({ deactivatedAt }) => deactivatedAt === null).map(({ id, name }) => ({ value: String(id), text: name }))]} /></div>
      {agentId !== '' && data ? <SkillList key={agentId} path={`/agents/${agentId}/skills`} skills={data.skills} canWrite={may('queues.write')} none={texts.noAgentSkills} levelLabel={texts.skillLevelHeld} /> : null}
    </Section>
  );
}
