import { sayOfMail, type MailUser, type MailUsers } from '#core/channels/index.ts';
import { defaultParseLimits } from '../../parse/parse-limits.ts';
import { MailboxError } from '../../imap/mailbox-error.ts';
import { CursorGone, type ChangesPage, type DirectoryKey, type MailboxKey, type MailProvider, type RemoteMail, type RemoteMailbox } from '../mail-provider.ts';
import { personToken, tokenEndpoint } from '../person-token.ts';
import { isMap, mapsOf, parseMap, readJson, refused, textOf, type JsonMap } from '../read-json.ts';
import type { ServiceClient, TokenSource } from '../service-client.ts';
import { tokenSource } from '../token-cache.ts';

const service = 'Microsoft Graph';
const pageSize = 100;
const usersMax = 5_000;
const rawBytesMax = defaultParseLimits.rawBytesMax;

/** Ids that stay where a mail is moved (learn.microsoft.com/graph/outlook-immutable-id), and pages of a size (learn.microsoft.com/graph/delta-query-messages). */
const prefer = `IdType="ImmutableId", odata.maxpagesize=${pageSize}`;

/**
 * Microsoft Graph v1.0 as an application of the company (client credentials; application permissions Mail.Read and User.Read.All), or in the name of each person (authorization code with PKCE; delegated permissions
 * Mail.Read, User.Read and offline_access). Directory: `tenant`, `clientId`, `consent` where persons consent, and the client's secret.
 */
export const graph: MailProvider = {
  protocol: 'graph',
  open: openMailbox,
  findUsers,
  consent: {
    scope: personScope,
    // learn.microsoft.com/graph/api/user-get: whose mailbox it is says the company's directory.
    async look(client, _directory, { address, token }) {
      const me = readJson(await client.callAs(token, `${client.urls.graph}/v1.0/me?$select=id,mail,userPrincipalName`, { headers: { accept: 'application/json' } }), service);
      const [id, names] = [textOf(me['id']), [textOf(me['mail']), textOf(me['userPrincipalName'])].flatMap((name) => name?.toLowerCase() ?? [])];
      if (id === null || !names.includes(address.toLowerCase())) throw new MailboxError('sign-in', sayOfMail('consent-other-mailbox', { service, address }));
      await mailboxBy(client, token, 'me').changes('inbox', null);
      return { remoteUser: id };
    },
  },
};

/** learn.microsoft.com/entra/identity-platform/scopes-oidc: the resource before each permission; offline_access is OpenID's own. */
function personScope({ urls }: ServiceClient): string {
  return `${urls.graph}/Mail.Read ${urls.graph}/User.Read offline_access`;
}

/** learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
function tokenOf(client: ServiceClient, { settings, secret }: DirectoryKey): TokenSource {
  const { tenant = '', clientId = '' } = settings;
  return tokenSource(client, {
    service, url: tokenEndpoint(client, { settings }), of: [tenant, clientId, secret],
    form: () => ({ client_id: clientId, scope: `${client.urls.graph}/.default`, client_secret: secret, grant_type: 'client_credentials' }),
  });
}

function openMailbox(client: ServiceClient, { access, secret, directory, keeper }: MailboxKey): RemoteMailbox {
  if (directory === null) throw new MailboxError('sign-in', sayOfMail('service-no-directory', { service }));
  if (secret !== null) return mailboxBy(client, personToken(client, { secret, directory, keeper, scope: personScope(client) }), 'me');
  return mailboxBy(client, tokenOf(client, directory), `users/${encodeURIComponent(access.remoteUser)}`);
}

/** `owner`: me, or users/{id}. */
function mailboxBy(client: ServiceClient, token: TokenSource, owner: string): RemoteMailbox {
  const user = `${client.urls.graph}/v1.0/${owner}`;
  return {
    folders: [{ name: 'inbox', role: 'inbox' }, { name: 'sentitems', role: 'sent' }],

    // Not filtered by date: with $filter the service gives 5,000 mails at most (delta-query-messages), and nothing would tell what is missing.
    async changes(folder, cursor) {
      const url = cursor === null ? `${user}/mailFolders/${encodeURIComponent(folder)}/messages/delta?$select=id,receivedDateTime,isRead,isDraft` : requireOurs(client, cursor);
      const answer = await client.callAs(token, url, { headers: { accept: 'application/json', prefer } });
      if (answer.status === 410 || isSyncStateGone(answer.status, answer.body)) throw new CursorGone();
      return readPage(readJson(answer, service));
    },

    // learn.microsoft.com/graph/outlook-get-mime-message
    async fetch(id) {
      const answer = await client.callAs(token, `${user}/messages/${encodeURIComponent(id)}/$value`, { headers: { prefer: 'IdType="ImmutableId"' }, bodyBytesMax: rawBytesMax });
      if (answer.status === 404) return null;
      if (answer.status !== 200) throw refused(answer, service);
      return { raw: answer.body, isWhole: !answer.isCut };
    },
  };
}

function readPage(page: JsonMap): ChangesPage {
  const [next, delta] = [textOf(page['@odata.nextLink']), textOf(page['@odata.deltaLink'])];
  const cursor = next ?? delta;
  if (cursor === null || !Array.isArray(page['value'])) throw new MailboxError('read', sayOfMail('service-nonsense', { service }));
  const mails = mapsOf(page['value']).flatMap((item): RemoteMail[] => {
    const id = textOf(item['id']);
    if (id === null || '@removed' in item || item['isDraft'] === true) return [];
    return [{ id, receivedAt: instantOf(item['receivedDateTime']), flags: item['isRead'] === true ? ['\\Seen'] : [] }];
  });
  return { mails, cursor, isComplete: next === null };
}

/** A mark is an address that the service gave: the token goes to the service and to nobody else. */
function requireOurs({ urls }: ServiceClient, cursor: string): string {
  const [given, ours] = [URL.parse(cursor), new URL(urls.graph)];
  if (!given || given.origin !== ours.origin || !given.pathname.startsWith(`${ours.pathname.replace(/\/$/, '')}/v1.0/`)) throw new MailboxError('read', sayOfMail('service-nonsense', { service }));
  return cursor;
}

/** learn.microsoft.com/graph/delta-query-overview: 410 Gone, or a code that says that the state is not known. */
function isSyncStateGone(status: number, body: Buffer): boolean {
  if (status !== 400 && status !== 404) return false;
  const error = parseMap(body.toString('utf8'))?.['error'];
  const code = isMap(error) ? String(error['code']).toLowerCase() : '';
  return code === 'syncstatenotfound' || code === 'syncstateinvalid' || code === 'resyncrequired';
}

/** learn.microsoft.com/graph/api/user-list; people without a mailbox have no `mail`. */
async function findUsers(client: ServiceClient, directory: DirectoryKey, search: string | null): Promise<MailUsers> {
  const token = tokenOf(client, directory);
  const users: MailUser[] = [];
  const filter = search === null ? '' : `&$filter=${encodeURIComponent(['displayName', 'mail', 'userPrincipalName'].map((field) => `startswith(${field},'${search.replaceAll('\'', '\'\'')}')`).join(' or '))}`;
  let url: string | null = `${client.urls.graph}/v1.0/users?$select=id,displayName,mail,userPrincipalName&$top=999${filter}`;
  while (url !== null && users.length < usersMax) {
    const page: JsonMap = readJson(await client.callAs(token, url, { headers: { accept: 'application/json' } }), service);
    for (const user of mapsOf(page['value'])) {
      const [id, address] = [textOf(user['id']), textOf(user['mail'])];
      if (id !== null && address !== null) users.push({ id, name: textOf(user['displayName']) ?? address, address, userName: textOf(user['userPrincipalName']) ?? address });
    }
    const next: string | null = textOf(page['@odata.nextLink']);
    url = next === null ? null : requireOurs(client, next);
  }
  return { users, isCut: url !== null };
}

function instantOf(value: unknown): string | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
