import { createPrivateKey, createSign } from 'node:crypto';
import { sayOfMail, type MailUser, type MailUsers } from '#core/channels/index.ts';
import type { OutboundAnswer } from '#http/outbound/index.ts';
import { MailboxError } from '../../imap/mailbox-error.ts';
import { defaultParseLimits } from '../../parse/parse-limits.ts';
import { CursorGone, type ChangesPage, type DirectoryKey, type MailboxKey, type MailProvider, type PersonSignIn, type RemoteMail, type RemoteMailbox } from '../mail-provider.ts';
import { personToken } from '../person-token.ts';
import { isMap, mapsOf, parseMap, readJson, refused, textOf, type JsonMap } from '../read-json.ts';
import type { ServiceCall, ServiceClient, TokenSource } from '../service-client.ts';
import { tokenSource } from '../token-cache.ts';
import { readMark, writeMark, type GmailMark } from './gmail-mark.ts';

const service = 'Gmail';
const pageSize = 50;
const usersMax = 5_000;
/** Well below what a request waits for a service. */
const lookMs = 18_000;
/** The bytes come as base64 in JSON. */
const bodyBytesMax = Math.ceil(defaultParseLimits.rawBytesMax * 4 / 3) + 64 * 1024;
const scopes = { mail: 'https://www.googleapis.com/auth/gmail.readonly', people: 'https://www.googleapis.com/auth/admin.directory.user.readonly' } as const;

/**
 * Gmail API v1 by a service account with domain-wide delegation, which acts as the owner of each mailbox (scopes gmail.readonly and admin.directory.user.readonly).
 * Directory: `clientEmail` of the service account, `admin` in whose name people are listed, and the account's private key (PEM). Or in the name of each person (authorization code with PKCE, scope gmail.readonly): `clientId` and
 * secret of an OAuth client of the company, with `consent`.
 */
export const gmail: MailProvider = {
  protocol: 'gmail',
  open: openMailbox,
  findUsers,
  consent: {
    signIn: personSignIn(),
    scope: () => scopes.mail,
    // users.getProfile: whose mailbox it is says Gmail. Who left out the permission is refused here.
    async look(client, _directory, { address, token }) {
      const profile = readJson(await client.callAs(token, `${client.urls.gmail}/gmail/v1/users/me/profile`, { headers: { accept: 'application/json' }, isBusy }), service);
      const own = textOf(profile['emailAddress']);
      if (own?.toLowerCase() !== address.toLowerCase()) throw new MailboxError('sign-in', sayOfMail('consent-other-mailbox', { service, address }));
      return { remoteUser: own };
    },
  },
};

/** developers.google.com/identity/protocols/oauth2/web-server: a refresh token comes with access_type=offline, and with prompt=consent also where the person has agreed before. It stays the same until it is revoked. */
function personSignIn(): PersonSignIn {
  return { authorize: ({ urls }) => urls.googleAuth, token: ({ urls }) => urls.googleToken, query: { access_type: 'offline', prompt: 'consent' } };
}

/** developers.google.com/identity/protocols/oauth2/service-account#httprest */
function tokenOf(client: ServiceClient, { settings, secret }: DirectoryKey, { as, scope }: { readonly as: string; readonly scope: string }): TokenSource {
  const { clientEmail = '' } = settings;
  const url = client.urls.googleToken;
  return tokenSource(client, {
    service, url, of: [clientEmail, as, scope, secret],
    form: () => ({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: assertion(secret, { iss: clientEmail, sub: as, scope, aud: url }, client.nowMs()) }),
  });
}

function assertion(key: string, claims: Readonly<Record<string, string>>, nowMs: number): string {
  const iat = Math.floor(nowMs / 1_000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ ...claims, iat, exp: iat + 3_600 })}`;
  try {
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(createPrivateKey(key)).toString('base64url')}`;
  } catch (error) {
    throw new MailboxError('sign-in', sayOfMail('service-refuses', { service, code: 'private key' }), error);
  }
}

function openMailbox(client: ServiceClient, { access, secret, directory, keeper, since }: MailboxKey): RemoteMailbox {
  if (directory === null) throw new MailboxError('sign-in', sayOfMail('service-no-directory', { service }));
  const token = secret === null ? tokenOf(client, directory, { as: access.remoteUser, scope: scopes.mail }) : personToken(client, { secret, directory, keeper, signIn: personSignIn() });
  const user = `${client.urls.gmail}/gmail/v1/users/${secret === null ? encodeURIComponent(access.remoteUser) : 'me'}`;
  const get = (path: string, query: readonly (readonly [string, string])[], call: ServiceCall = {}): Promise<OutboundAnswer> => (
    client.callAs(token, `${user}/${path}${query.length === 0 ? '' : `?${new URLSearchParams(query.map((pair) => [...pair]))}`}`, { headers: { accept: 'application/json' }, isBusy, ...call }));

  /** users.messages.get, format=minimal: its time and labels; null: it lies there no more. */
  async function look(id: string, label: string): Promise<RemoteMail | null> {
    const answer = await get(`messages/${encodeURIComponent(id)}`, [['format', 'minimal']]);
    if (answer.status === 404) return null;
    const message = readJson(answer, service);
    const labels = Array.isArray(message['labelIds']) ? message['labelIds'] : [];
    // Moved on by now, or a draft that was not sent.
    if (!labels.includes(label) || labels.includes('DRAFT')) return null;
    const ms = Number(message['internalDate']);
    return { id, receivedAt: Number.isFinite(ms) && ms > 0 ? new Date(ms).toISOString() : null, flags: labels.includes('UNREAD') ? [] : ['\\Seen'] };
  }

  async function lookAt(ids: readonly string[], label: string): Promise<RemoteMail[]> {
    const mails: RemoteMail[] = [];
    for (const id of new Set(ids)) {
      const mail = await look(id, label);
      if (mail) mails.push(mail);
    }
    return mails;
  }

  /** users.messages.list, after users.getProfile has said from where on the history is to be read then. */
  async function list(label: string, mark: GmailMark | null): Promise<ChangesPage> {
    const historyId = mark?.historyId ?? textOf(readJson(await get('profile', []), service)['historyId']);
    if (historyId === null) throw nonsense();
    const answer = await get('messages', [['labelIds', label], ['maxResults', String(pageSize)], ...(since === null ? [] : [['q', `after:${Math.floor(Date.parse(since) / 1_000)}`] as const]), ...(mark?.pageToken ? [['pageToken', mark.pageToken] as const] : [])]);
    if (answer.status === 400 && mark !== null) throw new CursorGone(); // a page that is not there any more
    const page = readJson(answer, service);
    const next = textOf(page['nextPageToken']);
    const ids = mapsOf(page['messages']).flatMap(({ id }) => textOf(id) ?? []);
    return { mails: await lookAt(ids, label), cursor: writeMark(next === null ? { phase: 'history', historyId, pageToken: null } : { phase: 'list', historyId, pageToken: next }), isComplete: next === null };
  }

  /** users.history.list: what came, or came into the folder. */
  async function follow(label: string, { historyId, pageToken }: GmailMark): Promise<ChangesPage> {
    const answer = await get('history', [['startHistoryId', historyId], ['labelId', label], ['historyTypes', 'messageAdded'], ['historyTypes', 'labelAdded'], ['maxResults', String(pageSize)], ...(pageToken === null ? [] : [['pageToken', pageToken] as const])]);
    if (answer.status === 404 || (answer.status === 400 && pageToken !== null)) throw new CursorGone();
    const page = readJson(answer, service);
    const ids = mapsOf(page['history']).flatMap((record) => [...mapsOf(record['messagesAdded']), ...mapsOf(record['labelsAdded'])].flatMap(({ message }) => (isMap(message) ? textOf(message['id']) ?? [] : [])));
    const next = textOf(page['nextPageToken']);
    // The last page says up to where it told.
    const upTo = next === null ? textOf(page['historyId']) ?? historyId : historyId;
    return { mails: await lookAt(ids, label), cursor: writeMark({ phase: 'history', historyId: upTo, pageToken: next }), isComplete: next === null };
  }

  return {
    folders: [{ name: 'INBOX', role: 'inbox' }, { name: 'SENT', role: 'sent' }],
    async changes(folder, cursor) {
      const mark = cursor === null ? null : readMark(cursor);
      return mark?.phase === 'history' ? follow(folder, mark) : list(folder, mark);
    },
    // users.messages.get, format=raw
    async fetch(id) {
      const answer = await get(`messages/${encodeURIComponent(id)}`, [['format', 'raw']], { bodyBytesMax });
      if (answer.status === 404) return null;
      if (answer.status === 200 && answer.isCut) return { raw: Buffer.alloc(0), isWhole: false };
      const raw = textOf(readJson(answer, service)['raw']);
      if (raw === null) throw nonsense();
      return { raw: Buffer.from(raw, 'base64url'), isWhole: true };
    },
  };
}

function nonsense(): MailboxError {
  return new MailboxError('read', sayOfMail('service-nonsense', { service }));
}

/** developers.google.com/gmail/api/guides/handle-errors: a limit is 429, or 403 with one of these reasons. */
function isBusy(answer: OutboundAnswer): boolean {
  if (answer.status !== 403) return false;
  const error = parseMap(answer.body.toString('utf8'))?.['error'];
  return isMap(error) && mapsOf(error['errors']).some(({ reason }) => reason === 'rateLimitExceeded' || reason === 'userRateLimitExceeded' || reason === 'backendError');
}

/** developers.google.com/admin-sdk/directory/reference/rest/v1/users/list. Its queries know no "or" (.../v1/guides/search-users), so names and addresses are looked through here: all of them, until so many are found or it takes too long. */
async function findUsers(client: ServiceClient, directory: DirectoryKey, search: string | null): Promise<MailUsers> {
  const token = tokenOf(client, directory, { as: directory.settings['admin'] ?? '', scope: scopes.people });
  const begin = search?.toLowerCase() ?? '';
  const users: MailUser[] = [];
  const until = client.nowMs() + lookMs;
  let pageToken: string | null = null;
  do {
    const query = new URLSearchParams({ customer: 'my_customer', maxResults: '500', orderBy: 'email', ...(pageToken !== null && { pageToken }) });
    const answer: OutboundAnswer = await client.callAs(token, `${client.urls.googleDirectory}/admin/directory/v1/users?${query}`, { headers: { accept: 'application/json' }, isBusy });
    if (answer.status !== 200) throw refused(answer, service);
    const page: JsonMap = readJson(answer, service);
    for (const user of mapsOf(page['users'])) {
      const [id, address] = [textOf(user['id']), textOf(user['primaryEmail'])];
      if (id === null || address === null || user['suspended'] === true || user['archived'] === true) continue;
      const name = isMap(user['name']) ? textOf(user['name']['fullName']) ?? address : address;
      if (name.toLowerCase().startsWith(begin) || address.toLowerCase().startsWith(begin)) users.push({ id, name, address, userName: address });
    }
    pageToken = textOf(page['nextPageToken']);
  } while (pageToken !== null && users.length < usersMax && client.nowMs() < until);
  return { users, isCut: pageToken !== null };
}
