import type { Permission } from '#core/kernel/index.ts';
import type { Question } from './rig.ts';
import type { RouteCase, RouteCases } from './route-case.ts';
import type { Things } from './things.ts';

const v1 = '/native/v1';
type Ask = (things: Things) => Question;
const letters = (label: string): string => label.toLowerCase().replaceAll(/[^a-z]/g, '');
const written = ['mailbox_invites', 'audit_log', 'jobs'] as const;
const both = ['people.write'] as const satisfies readonly Permission[];

const askList: Ask = () => ({ method: 'GET', path: `${v1}/person-mailboxes` });
const askReminder: Ask = ({ mailboxInviteId }) => ({ method: 'POST', path: `${v1}/mailbox-invites/${mailboxInviteId}/reminders` });
const askReconnect: Ask = ({ mailboxId }) => ({ method: 'POST', path: `${v1}/person-mailboxes/${mailboxId}/reconnect` });
const writes = (status: number, good: Ask | null, more: Partial<RouteCase>): RouteCase => ({ door: 'token', needs: 'channels.write', status, writes: written, good, probes: [], ...more });

/** Mailboxes of people, and invitations to connect them: dialects/native/endpoints/person-mailboxes. */
export const nativeMailboxCases: RouteCases = {
  [`GET ${v1}/person-mailboxes`]: {
    door: 'token', needs: 'channels.read', needsAlso: ['people.read'], status: 200, writes: [], good: askList,
    probes: [{ about: 'mailbox', isTelling: true, ask: ({ mailboxAddress }) => ({ method: 'GET', path: `${v1}/person-mailboxes`, query: [['search', mailboxAddress]] }) }],
  },
  [`POST ${v1}/person-mailboxes`]: writes(409, () => ({ method: 'POST', path: `${v1}/person-mailboxes`, json: { protocol: 'gmail', people: [{ email: 'x@nobody.test' }] } }), { needsAlso: both, writes: [], namesNothing: 'uses the own account\'s access to its mail service' }),
  [`DELETE ${v1}/person-mailboxes/:id`]: writes(204, null, { needsAlso: both, probes: [{ about: 'mailbox', isTelling: false, ask: ({ mailboxId }) => ({ method: 'DELETE', path: `${v1}/person-mailboxes/${mailboxId}` }) }] }),
  [`POST ${v1}/person-mailboxes/:id/reconnect`]: writes(201, askReconnect, { needsAlso: both, probes: [{ about: 'mailbox', isTelling: false, ask: askReconnect }] }),
  [`GET ${v1}/mailbox-invites`]: { door: 'token', needs: 'channels.read', status: 200, writes: [], good: () => ({ method: 'GET', path: `${v1}/mailbox-invites` }), probes: [], namesNothing: 'lists the account\'s' },
  [`POST ${v1}/mailbox-invites`]: writes(201, ({ label, internalDomain }) => ({ method: 'POST', path: `${v1}/mailbox-invites`, json: { name: `Guest ${label}`, protocol: 'imap', email: `native-${letters(label)}@${internalDomain}` } }), { needsAlso: both, namesNothing: 'invites an address' }),
  [`POST ${v1}/mailbox-invites/:id/reminders`]: writes(200, askReminder, { orElse: [429, 404], probes: [{ about: 'invitation', isTelling: true, ask: askReminder }] }),
  [`DELETE ${v1}/mailbox-invites/:id`]: writes(204, null, { probes: [{ about: 'invitation', isTelling: false, ask: ({ mailboxInviteId }) => ({ method: 'DELETE', path: `${v1}/mailbox-invites/${mailboxInviteId}` }) }] }),
};
