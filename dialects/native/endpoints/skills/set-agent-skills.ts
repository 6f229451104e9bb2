import { getAgentSkills, setAgentSkills as set } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { AgentSkills, SkillsInput } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setAgentSkills = operation({
  id: 'agents.setSkills',
  method: 'PUT',
  path: '/native/v1/agents/{id}/skills',
  tag: 'Queues',
  summary: 'Exactly what an agent can; his queues follow',
  params: IdParams,
  body: SkillsInput,
  response: AgentSkills,
  async handle({ act, change, params: { id }, body }) {
    return {
      skills: await change(async (tx) => {
        await set(tx, act, id, body.skills);
        return getAgentSkills(tx, readingBack(act), id);
      }),
    };
  },
});
