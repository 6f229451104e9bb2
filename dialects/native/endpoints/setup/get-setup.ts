import type { Outside } from '#core/channels/index.ts';
import { suggestInternalDomains } from '#core/conversations/index.ts';
import { getSetupState } from '#core/desk/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Setup } from '../../schemas/setup.ts';

export const getSetup = ({ house }: Outside): Operation => operation({
  id: 'setup.get',
  method: 'GET',
  path: '/native/v1/setup',
  tag: 'Setup',
  summary: 'Which of the first steps are done, and how far the demo is',
  response: Setup,
  async handle({ act, snapshot }) {
    const { state, suggestedDomains } = await snapshot(async (tx) => ({ state: await getSetupState(tx, act), suggestedDomains: await suggestInternalDomains(tx, act) }));
    const { hasChannel, hasMail, hasIncomingConnection, hasOutgoingConnection, hasHours, hasInternalDomains, hasColleagues } = state;
    const demo = house.demo.state();
    return {
      hasChannel, hasMail, hasIncomingConnection, hasOutgoingConnection, hasHours, hasInternalDomains, hasColleagues, suggestedDomains,
      demo: { state: demo.state, text: demo.text === '' ? null : demo.text, key: demo.key ?? null },
    };
  },
});
