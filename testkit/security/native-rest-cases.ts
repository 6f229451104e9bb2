import type { Question } from './rig.ts';
import type { RouteCases } from './route-case.ts';

const v1 = '/native/v1';
const ask = (method: Question['method'], path: string, json?: unknown): Question => ({ method, path: `${v1}${path}`, ...(json === undefined ? {} : { json }) });
const goal = { goal: 3_600, bands: [900] };
const goals = { firstReply: goal, overall: goal, close: { goal: null, bands: [] } };

/** Goals for reply times, links for a member's new password, the mail to somebody new that was begun, mails that are said to be ours. */
export const nativeRestCases: RouteCases = {
  [`GET ${v1}/account/reply-goals`]: { door: 'token', needs: 'settings.read', status: 200, writes: [], good: () => ask('GET', '/account/reply-goals'), probes: [], namesNothing: 'shows the own account\'s' },
  [`POST ${v1}/account/reply-goals/preview`]: { door: 'token', needs: 'settings.read', status: 200, writes: [], good: () => ask('POST', '/account/reply-goals/preview', goals), probes: [], namesNothing: 'counts the own account\'s' },
  [`PUT ${v1}/account/reply-goals`]: { door: 'token', needs: 'settings.write', status: 200, writes: ['setting_versions', 'events', 'audit_log'], good: () => ask('PUT', '/account/reply-goals', goals), probes: [], namesNothing: 'sets the own account\'s' },
  [`GET ${v1}/account/sla-hours`]: { door: 'token', needs: 'settings.read', status: 200, writes: [], good: () => ask('GET', '/account/sla-hours'), probes: [], namesNothing: 'shows the own account\'s' },
  // Which calendars there are differs by rig: dialects/native/endpoints/sla-hours/sla-hours.test.ts names another account's.
  [`PUT ${v1}/account/sla-hours`]: { door: 'token', needs: 'settings.write', status: 200, writes: ['setting_versions', 'events', 'audit_log'], good: () => ask('PUT', '/account/sla-hours', { calendarId: null }), probes: [], namesNothing: 'sets the own account\'s' },
  // Its good answer writes a secret: dialects/native/endpoints/users/people.test.ts asks.
  [`POST ${v1}/users/:id/password-link`]: { door: 'token', needs: 'people.write', status: 404, writes: ['audit_log'], good: () => ask('POST', '/users/999999/password-link'), probes: [
    { about: 'user id', isTelling: false, ask: ({ userId }) => ask('POST', `/users/${userId}/password-link`) },
  ] },
  [`GET ${v1}/new-mail-draft`]: { door: 'token', needs: 'conversations.reply', status: 200, writes: [], good: () => ask('GET', '/new-mail-draft'), probes: [], namesNothing: 'shows the caller\'s own', orElse: [404] },
  [`PUT ${v1}/new-mail-draft`]: { door: 'token', needs: 'conversations.reply', status: 200, writes: ['new_mail_drafts'], good: () => ask('PUT', '/new-mail-draft', { text: 'begun' }), probes: [
    { about: 'channel id', isTelling: true, ask: ({ channelId }) => ask('PUT', '/new-mail-draft', { text: 'begun', channelId: Number(channelId) }) },
  ] },
  [`DELETE ${v1}/new-mail-draft`]: { door: 'token', needs: 'conversations.reply', status: 204, writes: ['new_mail_drafts'], good: () => ask('DELETE', '/new-mail-draft'), probes: [], namesNothing: 'is about the caller\'s own' },
  // No mail of the rig says that it is from us: dialects/native/endpoints/messages/vouch.test.ts asks about some that do, as a stranger too.
  [`POST ${v1}/messages/:id/vouch`]: { door: 'token', needs: 'settings.write', status: 409, writes: [], good: ({ messageId }) => ask('POST', `/messages/${messageId}/vouch`), probes: [
    { about: 'message id', isTelling: false, ask: ({ messageId }) => ask('POST', `/messages/${messageId}/vouch`) },
  ] },
  [`POST ${v1}/channels/:id/vouch`]: { door: 'token', needs: 'settings.write', status: 200, writes: ['messages', 'events', 'audit_log'], good: ({ channelId }) => ask('POST', `/channels/${channelId}/vouch`), probes: [
    { about: 'channel id', isTelling: false, ask: ({ channelId }) => ask('POST', `/channels/${channelId}/vouch`) },
  ] },
  [`DELETE ${v1}/messages/:id/vouch`]: { door: 'token', needs: 'settings.write', status: 409, writes: [], good: ({ messageId }) => ask('DELETE', `/messages/${messageId}/vouch`), probes: [
    { about: 'message id', isTelling: false, ask: ({ messageId }) => ask('DELETE', `/messages/${messageId}/vouch`) },
  ] },
  [`DELETE ${v1}/channels/:id/vouch`]: { door: 'token', needs: 'settings.write', status: 200, writes: ['messages', 'events', 'audit_log'], good: ({ channelId }) => ask('DELETE', `/channels/${channelId}/vouch`), probes: [
    { about: 'channel id', isTelling: false, ask: ({ channelId }) => ask('DELETE', `/channels/${channelId}/vouch`) },
  ] },
};
