import { waitForControl } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { renderCommand } from '../../render/lines.ts';
import { ControlCommands, ControlQuery } from '../../schemas/lines.ts';

const readControl = (kind: 'call' | 'chat', tag: string) => operation({
  id: `${kind}s.control`, method: 'GET', path: `/native/v1/${kind}s/control`, tag, query: ControlQuery, response: ControlCommands,
  summary: 'What the line is to do, in order, after a position; with `wait` the answer comes when there is something, or after so many seconds',
  async handle({ act, change, query: { after = 0, wait = 0, limit = 100 } }) {
    const items = await waitForControl(change, act, { kind, after, limit, waitMs: wait * 1_000 });
    return { items: items.map(renderCommand), after: items.at(-1)?.position ?? after };
  },
});

export const readCallControl = readControl('call', 'Calls');
export const readChatControl = readControl('chat', 'Chats');
