import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { DemoStarted } from '../../schemas/setup.ts';

export const startDemo = ({ house }: Outside): Operation => operation({
  id: 'setup.startDemo',
  method: 'POST',
  path: '/native/v1/setup/demo',
  tag: 'Setup',
  summary: 'Loads the demo, beside the requests, into an account of its own; the caller becomes an owner there',
  response: DemoStarted,
  async handle({ act, principal }) {
    requirePermission(act, 'account.write');
    house.demo.start({ now: act.now, userId: principal.userId });
    const { state, text, key = null } = house.demo.state();
    return { state, text: text === '' ? null : text, key };
  },
});
