import { createHash, createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { ServiceRig } from '../../testing/service-rig.ts';
import { json, requireHeader, requireOnlyHeaders, requireQuery, startStandIn, Undocumented, type Answered, type Asked } from '../../testing/stand-in.ts';

interface Mail { readonly id: string; readonly label: 'INBOX' | 'SENT'; readonly raw: Buffer; readonly at: string; readonly isRead: boolean; readonly historyId: number; readonly isGone: boolean }
export interface GoogleUser { readonly id: string; readonly primaryEmail: string; readonly name: { readonly fullName: string }; readonly suspended?: boolean }

/** With Google's sign-in of persons. */
export interface GmailRig extends ServiceRig {
  readonly person: {
    readonly clientId: string; readonly clientSecret: string;
    /** The one address to come back to that is registered. */
    redirectUri: string;
    /** Who signs in; null: whoever is hinted at. `leavesOut`: he unticks the permission. */
    signedInAs: string | null; leavesOut: boolean;
    /** Those that count; taking one away is a person who revokes. */
    readonly refreshTokens: Map<string, { readonly as: string; readonly scope: string }>;
    refreshes: number;
  };
}

const clientEmail = 'reader@project.iam.gserviceaccount.com';
const admin = 'admin@gmail.test';
/** Its own pages are no larger than this: the documentation promises at most what was asked. */
const pageMax = 7;
const mailScope = 'https://www.googleapis.com/auth/gmail.readonly';
const peopleScope = 'https://www.googleapis.com/auth/admin.directory.user.readonly';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
const otherKeys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });

/** Gmail API v1 and the Directory API's list of users as they are documented, as far as mailboxes are read through them: each request names its page, everything else is refused. 401, 403, 429: developers.google.com/gmail/api/guides/handle-errors. */
export async function startGmail({ users = [], usersPage = 2 }: { readonly users?: readonly GoogleUser[]; readonly usersPage?: number } = {}): Promise<GmailRig> {
  const mailboxes = new Map<string, Mail[]>();
  const tokens = new Map<string, { readonly as: string; readonly scope: string }>();
  const pages = new Map<string, readonly unknown[]>();
  const person: GmailRig['person'] = { clientId: 'client.apps.googleusercontent.com', clientSecret: 'GOCSPX-secret', redirectUri: '', signedInAs: null, leavesOut: false, refreshTokens: new Map(), refreshes: 0 };
  const codes = new Map<string, { readonly as: string; readonly scope: string; readonly challenge: string; readonly redirectUri: string }>();
  let historyId = 1_000;
  let oldestHistoryId = 0;

  const standIn = await startStandIn((asked) => {
    const { method, path } = asked;
    if (method === 'POST' && path.join('/') === 'token') return giveToken(asked);
    if (method === 'GET' && path.join('/') === 'auth') return authorize(asked);
    if (method !== 'GET') throw new Undocumented(`${method} /${path.join('/')}`);
    requireHeader(asked, 'authorization', /^Bearer \S+$/);
    requireOnlyHeaders(asked, ['authorization', 'accept']);
    const token = tokens.get(String(asked.headers['authorization']).slice(7));
    if (!token) return failure(401, 'authError', 'UNAUTHENTICATED');
    if (path.join('/') === 'admin/directory/v1/users') return token.scope === peopleScope && token.as === admin ? listUsers(asked) : failure(403, 'forbidden', 'PERMISSION_DENIED');
    if (path.slice(0, 3).join('/') !== 'gmail/v1/users' || path.length < 5) throw new Undocumented(`GET /${path.join('/')}`);
    // "me" is whoever the token is of; a person's token opens no other mailbox.
    const owner = path[3] === 'me' ? token.as : path[3]!;
    if (token.scope !== mailScope || token.as !== owner) return failure(403, 'forbidden', 'PERMISSION_DENIED');
    const mails = mailboxes.get(owner) ?? [];
    const rest = path.slice(4);
    // developers.google.com/gmail/api/reference/rest/v1/users/getProfile
    if (rest.join('/') === 'profile') { requireQuery(asked, []); return json(200, { emailAddress: owner, messagesTotal: mails.length, threadsTotal: mails.length, historyId: String(historyId) }); }
    if (rest.join('/') === 'messages') return listMails(asked, mails);
    if (rest.length === 2 && rest[0] === 'messages') return giveMail(asked, mails, rest[1]!);
    if (rest.join('/') === 'history') return listHistory(asked, mails);
    throw new Undocumented(`GET /${path.join('/')}`);
  });

  // developers.google.com/identity/protocols/oauth2/service-account#httprest
  function giveToken(asked: Asked): Answered {
    requireQuery(asked, []);
    requireHeader(asked, 'content-type', 'application/x-www-form-urlencoded');
    requireOnlyHeaders(asked, ['content-type', 'accept']);
    const form = new URLSearchParams(asked.body);
    if (form.get('grant_type') === 'authorization_code' || form.get('grant_type') === 'refresh_token') return givePersonToken(form);
    if ([...form.keys()].sort().join() !== 'assertion,grant_type' || form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') throw new Undocumented(`token: ${[...form.keys()].join()}`);
    const [head = '', body = '', signature = ''] = form.get('assertion')!.split('.');
    const read = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    const claims = read(body);
    if (JSON.stringify(read(head)) !== '{"alg":"RS256","typ":"JWT"}' || Object.keys(claims).sort().join() !== 'aud,exp,iat,iss,scope,sub') throw new Undocumented(`assertion: ${Object.keys(claims).join()}`);
    const age = Date.now() / 1_000 - Number(claims['iat']);
    const isRight = createVerify('RSA-SHA256').update(`${head}.${body}`).verify(keys.publicKey, signature, 'base64url') && claims['iss'] === clientEmail && claims['aud'] === `${standIn.url}/token`
      && age > -300 && age < 300 && Number(claims['exp']) - Number(claims['iat']) <= 3_600;
    if (!isRight) return json(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
    const token = randomUUID();
    tokens.set(token, { as: String(claims['sub']), scope: String(claims['scope']) });
    return json(200, { access_token: token, expires_in: 3599, token_type: 'Bearer' });
  }

  // developers.google.com/identity/protocols/oauth2/web-server#creatingclient
  function authorize(asked: Asked): Answered {
    const { query } = asked;
    requireQuery(asked, ['client_id', 'redirect_uri', 'response_type', 'scope', 'access_type', 'state', 'login_hint', 'prompt', 'code_challenge', 'code_challenge_method']);
    const isRight = query.get('client_id') === person.clientId && query.get('response_type') === 'code' && query.get('access_type') === 'offline' && query.get('prompt') === 'consent' && query.get('scope') === mailScope
      && query.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/.test(query.get('code_challenge')!) && query.get('state')!.length >= 20;
    if (!isRight) throw new Undocumented(`auth: ${query}`);
    const redirectUri = query.get('redirect_uri')!;
    if (redirectUri !== person.redirectUri) return { status: 400, body: 'Error 400: redirect_uri_mismatch' };
    const code = `4/${randomUUID()}`;
    const scope = person.leavesOut ? 'openid' : mailScope;
    codes.set(code, { as: person.signedInAs ?? query.get('login_hint')!, scope, challenge: query.get('code_challenge')!, redirectUri });
    return { status: 302, headers: { location: `${redirectUri}?${new URLSearchParams({ state: query.get('state')!, code, scope })}` } };
  }

  // The same page, "Exchange authorization code" and "Refreshing an access token"; a refresh gives no new refresh token. invalid_grant: it was revoked.
  function givePersonToken(form: URLSearchParams): Answered {
    const isRefresh = form.get('grant_type') === 'refresh_token';
    const names = isRefresh ? 'client_id,client_secret,grant_type,refresh_token' : 'client_id,client_secret,code,code_verifier,grant_type,redirect_uri';
    if ([...form.keys()].sort().join() !== names) throw new Undocumented(`token: ${[...form.keys()].join()}`);
    if (form.get('client_id') !== person.clientId || form.get('client_secret') !== person.clientSecret) return json(401, { error: 'invalid_client', error_description: 'Unauthorized' });
    if (isRefresh) {
      person.refreshes += 1;
      const grant = person.refreshTokens.get(form.get('refresh_token')!);
      return grant ? giveAccess(grant) : json(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });
    }
    const begun = codes.get(form.get('code')!);
    codes.delete(form.get('code')!);
    if (begun?.redirectUri !== form.get('redirect_uri') || begun?.challenge !== createHash('sha256').update(form.get('code_verifier')!).digest('base64url')) return json(400, { error: 'invalid_grant', error_description: 'Bad Request' });
    const refreshToken = `1//${randomUUID()}`;
    person.refreshTokens.set(refreshToken, begun);
    return giveAccess(begun, { refresh_token: refreshToken });
  }

  function giveAccess({ as, scope }: { readonly as: string; readonly scope: string }, more: object = {}): Answered {
    const token = randomUUID();
    tokens.set(token, { as, scope });
    return json(200, { access_token: token, expires_in: 3599, scope, token_type: 'Bearer', ...more });
  }

  /** A page of these from where the token says, and the token of the next. */
  function pageOf<T>({ query }: Asked, all: readonly T[]): { page: readonly T[]; next: object } | null {
    const given = query.get('pageToken');
    const left = given === null ? all : pages.get(given) as readonly T[] | undefined;
    if (left === undefined) return null;
    const page = left.slice(0, Math.min(pageMax, Number(query.get('maxResults'))));
    if (page.length === left.length) return { page, next: {} };
    const token = randomUUID();
    pages.set(token, left.slice(page.length));
    return { page, next: { nextPageToken: token } };
  }

  // developers.google.com/gmail/api/reference/rest/v1/users.messages/list; a page token that is not known: 400
  function listMails(asked: Asked, mails: readonly Mail[]): Answered {
    requireQuery(asked, ['labelIds', 'maxResults'], ['q', 'pageToken']);
    const label = asked.query.get('labelIds');
    const q = asked.query.get('q');
    const after = q === null ? 0 : Number(/^after:(\d+)$/.exec(q)?.[1] ?? Number.NaN);
    if ((label !== 'INBOX' && label !== 'SENT') || Number.isNaN(after) || !(Number(asked.query.get('maxResults')) <= 500)) throw new Undocumented(`messages: ${asked.query}`);
    const found = mails.filter((mail) => mail.label === label && !mail.isGone && Date.parse(mail.at) / 1_000 > after).toSorted((a, b) => (a.at < b.at ? 1 : -1));
    const paged = pageOf(asked, found);
    if (!paged) return failure(400, 'invalidArgument', 'INVALID_ARGUMENT');
    return json(200, { ...(paged.page.length > 0 && { messages: paged.page.map(({ id }) => ({ id, threadId: id })) }), ...paged.next, resultSizeEstimate: found.length });
  }

  // developers.google.com/gmail/api/reference/rest/v1/users.history/list; /gmail/api/guides/sync: 404 where startHistoryId is too old
  function listHistory(asked: Asked, mails: readonly Mail[]): Answered {
    const types = asked.query.getAll('historyTypes');
    asked.query.delete('historyTypes');
    requireQuery(asked, ['startHistoryId', 'labelId', 'maxResults'], ['pageToken']);
    if (types.some((type) => !['messageAdded', 'messageDeleted', 'labelAdded', 'labelRemoved'].includes(type))) throw new Undocumented(`historyTypes ${types.join()}`);
    const start = Number(asked.query.get('startHistoryId'));
    if (start < oldestHistoryId) return failure(404, 'notFound', 'NOT_FOUND');
    const paged = pageOf(asked, mails.filter((mail) => mail.historyId > start && mail.label === asked.query.get('labelId')));
    if (!paged) return failure(400, 'invalidArgument', 'INVALID_ARGUMENT');
    const history = paged.page.map((mail) => ({ id: String(mail.historyId), messages: [{ id: mail.id, threadId: mail.id }], messagesAdded: [{ message: { id: mail.id, threadId: mail.id, labelIds: [mail.label] } }] }));
    return json(200, { ...(history.length > 0 && { history }), ...paged.next, historyId: String(historyId) });
  }

  // developers.google.com/gmail/api/reference/rest/v1/users.messages/get
  function giveMail(asked: Asked, mails: readonly Mail[], id: string): Answered {
    requireQuery(asked, ['format']);
    const format = asked.query.get('format');
    if (format !== 'raw' && format !== 'minimal') throw new Undocumented(`format ${format}`);
    const mail = mails.find((one) => one.id === id && !one.isGone);
    if (!mail) return failure(404, 'notFound', 'NOT_FOUND');
    const message = { id, threadId: id, labelIds: [mail.label, ...(mail.isRead ? [] : ['UNREAD'])], snippet: '', sizeEstimate: mail.raw.length, historyId: String(mail.historyId), internalDate: String(Date.parse(mail.at)) };
    return json(200, format === 'raw' ? { ...message, raw: mail.raw.toString('base64url') } : message);
  }

  // developers.google.com/admin-sdk/directory/reference/rest/v1/users/list
  function listUsers(asked: Asked): Answered {
    requireQuery(asked, ['customer', 'maxResults', 'orderBy'], ['pageToken']);
    if (asked.query.get('customer') !== 'my_customer' || asked.query.get('maxResults') !== '500' || asked.query.get('orderBy') !== 'email') throw new Undocumented(`users: ${asked.query}`);
    const at = Number(asked.query.get('pageToken') ?? 0);
    return json(200, { kind: 'admin#directory#users', users: users.slice(at, at + usersPage), ...(at + usersPage < users.length && { nextPageToken: String(at + usersPage) }) });
  }

  return {
    protocol: 'gmail', standIn, person, urls: { gmail: standIn.url, googleAuth: `${standIn.url}/auth`, googleToken: `${standIn.url}/token`, googleDirectory: standIn.url }, settings: { clientEmail, admin }, secret: keys.privateKey, wrongSecret: otherKeys.privateKey,
    put(user, folder, { raw, at, isRead = false }) {
      const id = randomUUID().replaceAll('-', '').slice(0, 16);
      historyId += 3;
      mailboxes.set(user, [...mailboxes.get(user) ?? [], { id, label: folder === 'inbox' ? 'INBOX' : 'SENT', raw, at, isRead, historyId, isGone: false }]);
      return id;
    },
    take(user, id) {
      mailboxes.set(user, (mailboxes.get(user) ?? []).map((mail) => (mail.id === id ? { ...mail, isGone: true } : mail)));
    },
    forgetMarks() {
      pages.clear();
      historyId += 1;
      oldestHistoryId = historyId;
    },
    endTokens: () => tokens.clear(),
    isFetch: ({ path, query }, id) => query.get('format') === 'raw' && (id === undefined || path.at(-1) === id),
    isListing: ({ path }) => path.at(-1) === 'history' || path.at(-1) === 'messages',
    busy: { status: 403, body: JSON.stringify({ error: { code: 403, message: 'User-rate limit exceeded.', errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded', message: 'User-rate limit exceeded.' }] } }) },
  };
}

/** developers.google.com/gmail/api/guides/handle-errors */
function failure(code: number, reason: string, status: string): Answered {
  return json(code, { error: { code, message: reason, status, errors: [{ domain: 'global', reason, message: reason }] } });
}
