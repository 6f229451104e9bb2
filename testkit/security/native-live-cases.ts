import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';

const get = (path: string, ...query: (readonly [string, string])[]): Question => ({ method: 'GET', path: `/native/v1${path}`, query });
const reads = (more: Partial<RouteCase>): RouteCase => ({ door: 'token', needs: 'conversations.read', status: 200, writes: [], good: null, probes: [], ...more });

/** Files, mail as it came, notifications: the routes of dialects/native/operations-live.ts. */
export const nativeLiveCases: RouteCases = {
  'POST /native/v1/uploads': reads({
    needs: 'conversations.reply', orNeeds: ['conversations.note', 'imports.run'], status: 201, writes: ['uploads', 'files'], good: () => ({ method: 'POST', path: '/native/v1/uploads', raw: 'some words' }),
    namesNothing: 'the body is a file, whatever it is',
  }),
  'GET /native/v1/uploads/:id/content': reads({ needs: null, probes: [{ about: 'another noun\'s id', isTelling: false, ask: ({ conversationId }) => get(`/uploads/${conversationId}/content`) }] }),
  'DELETE /native/v1/uploads/:id': reads({ needs: null, probes: [{ about: 'another noun\'s id', isTelling: false, ask: ({ conversationId }) => ({ method: 'DELETE', path: `/native/v1/uploads/${conversationId}` }) }] }),
  'GET /native/v1/attachments/:id': reads({ probes: [{ about: 'another noun\'s id', isTelling: false, ask: ({ conversationId }) => get(`/attachments/${conversationId}`) }] }),
  'GET /native/v1/messages/:id/inline/:cid': reads({ probes: [{ about: 'message id', isTelling: false, ask: ({ messageId, mailId }) => get(`/messages/${messageId}/inline/${encodeURIComponent(mailId)}`) }] }),
  'GET /native/v1/linked-files': reads({
    door: 'open', needs: null, probes: [{ about: 'an account\'s number in a forged key', isTelling: false, ask: ({ accountId, agentId }) => get('/linked-files', ['key', `${accountId}.${agentId}.${agentId}.99999999999.${'A'.repeat(43)}`]) }],
  }),
  'GET /native/v1/conversations/:id/attachments.zip': reads({ probes: [{ about: 'a conversation without files', isTelling: false, ask: ({ conversationId }) => get(`/conversations/${conversationId}/attachments.zip`) }] }),
  'GET /native/v1/messages/:id/raw': reads({
    good: ({ messageId }) => get(`/messages/${messageId}/raw`),
    probes: [
      { about: 'message id', isTelling: true, ask: ({ messageId }) => get(`/messages/${messageId}/raw`) },
      { about: 'its source as text', isTelling: true, ask: ({ messageId }) => get(`/messages/${messageId}/raw`, ['view', 'text']) },
    ],
  }),
  'GET /native/v1/messages/:id/html': reads({
    good: ({ messageId }) => get(`/messages/${messageId}/html`),
    probes: [
      { about: 'message id', isTelling: true, ask: ({ messageId }) => get(`/messages/${messageId}/html`) },
      { about: 'with remote images', isTelling: true, ask: ({ messageId }) => get(`/messages/${messageId}/html`, ['images', '1']) },
    ],
  }),
  'GET /native/v1/notifications': reads({ good: () => get('/notifications'), namesNothing: 'shows the caller\'s own' }),
  'POST /native/v1/notifications/read': reads({
    status: 204, good: () => ({ method: 'POST', path: '/native/v1/notifications/read', json: { upToId: 1 } }),
    probes: [{ about: 'ids of other nouns', isTelling: false, ask: ({ conversationId, agentId }) => ({ method: 'POST', path: '/native/v1/notifications/read', json: { ids: [Number(conversationId), Number(agentId)] } }) }],
  }),
};
