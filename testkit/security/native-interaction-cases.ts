import type { RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';

const get = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path: `/native/v1${path}`, query });

/** Calls and chats, to read: dialects/native/operations-interactions.ts. */
export const nativeInteractionCases: RouteCases = {
  'GET /native/v1/interactions': {
    door: 'token', needs: 'queues.read', status: 200, writes: [], good: () => get('/interactions'),
    probes: [
      { about: 'agent', isTelling: true, ask: ({ agentId }) => get('/interactions', ['agentId', agentId]) },
      { about: 'contact', isTelling: true, ask: ({ contactId }) => get('/interactions', ['contactId', contactId], ['kind', 'call']) },
      { about: 'conversation of something else', isTelling: false, ask: ({ conversationId }) => get('/interactions', ['conversationId', conversationId]) },
    ],
  },
  'GET /native/v1/interactions/:id': {
    door: 'token', needs: 'queues.read', status: 200, writes: [], good: ({ callId }) => get(`/interactions/${callId}`),
    probes: [
      { about: 'call id', isTelling: true, ask: ({ callId }) => get(`/interactions/${callId}`) },
      { about: 'chat id', isTelling: true, ask: ({ chatId }) => get(`/interactions/${chatId}`) },
    ],
  },
};
