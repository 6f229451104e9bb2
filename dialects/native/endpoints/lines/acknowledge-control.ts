import { acknowledgeControl } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { ControlOutcome } from '../../schemas/lines.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

const acknowledge = (kind: 'call' | 'chat', tag: string) => operation({
  id: `${kind}s.acknowledge`, method: 'POST', path: `/native/v1/${kind}s/control/{id}`, tag, status: 204, params: IdParams, body: ControlOutcome, response: Empty,
  summary: 'Says how a command went; said twice, the first counts',
  async handle({ act, change, params, body }) {
    await change((tx) => acknowledgeControl(tx, act, { id: params.id, kind, outcome: body.outcome }));
    return null;
  },
});

export const acknowledgeCallControl = acknowledge('call', 'Calls');
export const acknowledgeChatControl = acknowledge('chat', 'Chats');
