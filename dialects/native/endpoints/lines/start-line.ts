import { startLine } from '#core/routing/index.ts';
import { operation } from '#http/index.ts';
import { renderLine } from '../../render/lines.ts';
import { NewCall, NewChat, StartedLine } from '../../schemas/lines.ts';

export const startCall = operation({
  id: 'calls.start', method: 'POST', path: '/native/v1/calls', tag: 'Calls', status: 201,
  summary: 'A call rings. Told twice (the same providerRef), it is one', body: NewCall, response: StartedLine,
  async handle({ act, change, body }) {
    const { isNew, ...line } = await startLine(change, act, { kind: 'call', entry: 'ivr', ...body });
    return { ...renderLine(line), isNew };
  },
});

export const startChat = operation({
  id: 'chats.start', method: 'POST', path: '/native/v1/chats', tag: 'Chats', status: 201,
  summary: 'A chat begins. Told twice (the same providerRef), it is one', body: NewChat, response: StartedLine,
  async handle({ act, change, body }) {
    const { isNew, ...line } = await startLine(change, act, { kind: 'chat', entry: 'web', ...body });
    return { ...renderLine(line), isNew };
  },
});
