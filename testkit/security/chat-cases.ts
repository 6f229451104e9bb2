import type { RouteCase, RouteCases } from './route-case.ts';
import type { Question } from './rig.ts';

const door = 'the names in it are the right itself: what foreign ones get is tested where they are (dialects/nimchat/public, channels/webchat)';
const open = (method: Question['method'], path: string, status: number, json?: unknown): RouteCase => ({
  door: 'open', needs: null, status, writes: [], good: () => ({ method, path, ...(json !== undefined && { json }) }), probes: [], namesNothing: door,
});
/** What a browser asks before: the same for everybody. */
const preflight: RouteCase = { door: 'open', needs: null, status: 204, writes: [], good: null, probes: [], namesNothing: 'says which methods and headers a page may use, whatever is named' };

const inbox = '/public/api/v1/inboxes/:inbox_identifier';
const contact = `${inbox}/contacts/:contact_identifier`;
const messages = `${contact}/conversations/:conversation_id/messages`;
const nobody = (path: string): string => path.replace(':inbox_identifier', 'f'.repeat(64)).replace(':contact_identifier', 'x').replaceAll(/:\w+/g, '7');
const publicRoutes = [
  ['GET', inbox], ['POST', `${inbox}/contacts`], ['GET', contact], ['PATCH', contact], ['POST', `${contact}/conversations`], ['GET', `${contact}/conversations`], ['POST', messages], ['GET', messages], ['PATCH', `${messages}/:message_id`],
] as const;
const widgetRoutes = [
  ['GET', 'chat'], ['POST', 'messages'], ['POST', 'seen'], ['POST', 'typing'], ['POST', 'presence'], ['POST', 'end'], ['POST', 'rating'], ['POST', 'transcript'], ['POST', 'answers'], ['POST', 'opened'], ['GET', 'articles'],
] as const;
/** Bodies that fit: what is asked with them is who comes, and nobody does. */
const bodies: Readonly<Record<string, unknown>> = {
  messages: { text: 'x', clientKey: 'k' }, seen: { conversationId: 7 }, typing: { conversationId: 7, isTyping: true }, presence: {}, end: { conversationId: 7 }, rating: { conversationId: 7, rating: 5 }, transcript: { conversationId: 7 }, answers: { conversationId: 7, messageId: 7, email: 'x@example.test' }, opened: {},
};

/** Doors of strangers: the public client API and the widget. */
export const chatCases: RouteCases = {
  ...Object.fromEntries(publicRoutes.flatMap(([method, path]) => [
    [`${method} ${path}`, open(method, nobody(path), 404, method === 'GET' ? undefined : { content: 'x', submitted_values: {} })], [`OPTIONS ${path}`, preflight],
  ])),
  'GET /public/api/v1/files': { ...open('GET', '/public/api/v1/files', 404), good: () => ({ method: 'GET', path: '/public/api/v1/files', query: [['key', 'x']] }) },
  ...Object.fromEntries(widgetRoutes.flatMap(([method, name]) => [
    [`${method} /widget/api/${name}`, name === 'articles' ? { ...open(method, '/widget/api/articles', 401), good: () => ({ method, path: '/widget/api/articles', query: [['q', 'x']] as const }) } : open(method, `/widget/api/${name}`, 401, bodies[name])], [`OPTIONS /widget/api/${name}`, preflight],
  ])),
  'POST /widget/api/session': open('POST', '/widget/api/session', 404, { websiteToken: 'f'.repeat(64), page: { url: 'https://x.test/', title: 'x' }, language: 'en' }),
  'OPTIONS /widget/api/session': preflight,
  'GET /widget/api/files': { ...open('GET', '/widget/api/files', 404), good: () => ({ method: 'GET', path: '/widget/api/files', query: [['key', 'x']] }) },
  'OPTIONS /widget/api/files': preflight,
  'GET /openapi/widget.json': { ...open('GET', '/openapi/widget.json', 200), namesNothing: 'the same for everybody' },
  'GET /widget/loader.js': { ...open('GET', '/widget/loader.js', 503), namesNothing: 'files of the installation; not built in tests' },
  'GET /widget/assets/*': { ...open('GET', '/widget/assets/x.js', 503), namesNothing: 'files of the installation; not built in tests' },
  'GET /widget/preview': { ...open('GET', '/widget/preview', 404), namesNothing: 'a page with a script tag: the token in it is looked at by the widget' },
};
