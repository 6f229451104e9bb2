import { randomUUID } from 'node:crypto';
import type { ServiceRig } from '../../testing/service-rig.ts';
import { json, requireHeader, requireOnlyHeaders, requireQuery, startStandIn, Undocumented, type Answered, type Asked } from '../../testing/stand-in.ts';

interface Mail { readonly id: string; readonly folder: string; readonly raw: Buffer; readonly at: string; readonly isRead: boolean; readonly version: number; readonly isGone: boolean }
export interface GraphUser { readonly id: string; readonly displayName: string; readonly mail: string | null; readonly userPrincipalName: string }

const [tenant, clientId, secret] = ['11111111-2222-3333-4444-555555555555', '66666666-7777-8888-9999-000000000000', 'graph~secret'];
/** Its own pages are no larger than this, whatever is asked for: the documentation promises at most what was asked. */
const pageMax = 7;
const selected = 'id,receivedDateTime,isRead,isDraft';

/**
 * Microsoft Graph v1.0 as it is documented, as far as mailboxes are read through it; everything else is refused. Pages: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow (token),
 * learn.microsoft.com/graph/delta-query-messages and /graph/api/message-delta (changes), /graph/outlook-get-mime-message (bytes), /graph/outlook-immutable-id (ids), /graph/api/user-list (people), /graph/throttling.
 */
export async function startGraph({ users = [] }: { readonly users?: readonly GraphUser[] } = {}): Promise<ServiceRig> {
  const mailboxes = new Map<string, Mail[]>();
  const tokens = new Set<string>();
  /** Mark -> up to which version was told when its round is over, and what of the round is left. */
  const marks = new Map<string, { upTo: number; left: readonly Mail[] }>();
  let version = 0;

  const standIn = await startStandIn((asked) => {
    const { method, path } = asked;
    if (method === 'POST' && path.length === 4 && path.slice(1).join('/') === 'oauth2/v2.0/token') return giveToken(asked);
    if (method !== 'GET' || path[0] !== 'v1.0' || path[1] !== 'users') throw new Undocumented(`${method} /${path.join('/')}`);
    requireHeader(asked, 'authorization', /^Bearer \S+$/);
    if (!tokens.has(String(asked.headers['authorization']).slice(7))) return json(401, { error: { code: 'InvalidAuthenticationToken', message: 'Access token has expired or is not yet valid.' } });
    if (path.length === 2) return listUsers(asked);
    const mails = mailboxes.get(path[2]!);
    if (!mails) return json(404, { error: { code: 'ErrorInvalidUser', message: 'The requested user is invalid.' } });
    if (path.length === 7 && path[3] === 'mailFolders' && path[5] === 'messages' && path[6] === 'delta') return listChanges(asked, mails, path[4]!);
    if (path.length === 6 && path[3] === 'messages' && path[5] === '$value') return giveMail(asked, mails, path[4]!);
    throw new Undocumented(`GET /${path.join('/')}`);
  });

  function giveToken(asked: Asked): Answered {
    requireHeader(asked, 'content-type', 'application/x-www-form-urlencoded');
    requireOnlyHeaders(asked, ['content-type', 'accept']);
    const form = new URLSearchParams(asked.body);
    const names = [...form.keys()].sort().join();
    if (names !== 'client_id,client_secret,grant_type,scope' || form.get('grant_type') !== 'client_credentials' || form.get('scope') !== `${standIn.url}/.default`) throw new Undocumented(`token: ${names}`);
    if (asked.path[0] !== tenant || form.get('client_id') !== clientId || form.get('client_secret') !== secret) return json(401, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' });
    const token = randomUUID();
    tokens.add(token);
    return json(200, { token_type: 'Bearer', expires_in: 3599, access_token: token });
  }

  function listChanges(asked: Asked, mails: readonly Mail[], folder: string): Answered {
    if (folder !== 'inbox' && folder !== 'sentitems') throw new Undocumented(`folder ${folder}`);
    requireOnlyHeaders(asked, ['authorization', 'accept', 'prefer']);
    requireHeader(asked, 'prefer', /^IdType="ImmutableId", odata\.maxpagesize=\d+$/);
    const given = asked.query.get('$skiptoken') ?? asked.query.get('$deltatoken');
    if (given === null) requireQuery(asked, ['$select']);
    else requireQuery(asked, [asked.query.has('$skiptoken') ? '$skiptoken' : '$deltatoken']);
    if (given === null && asked.query.get('$select') !== selected) throw new Undocumented(`$select ${asked.query.get('$select')}`);
    const mark = given === null ? { upTo: 0, left: [] } : marks.get(given);
    if (!mark) return json(410, { error: { code: 'syncStateNotFound', message: 'The sync state generation is not found.' } });
    // A mark that ended a round begins the next one, with what is there now.
    const round = asked.query.has('$skiptoken') ? mark : { upTo: version, left: mails.filter((mail) => mail.folder === folder && mail.version > mark.upTo && !(given === null && mail.isGone)) };
    const page = round.left.slice(0, pageMax);
    const isLast = page.length === round.left.length;
    const token = randomUUID();
    marks.set(token, { upTo: round.upTo, left: round.left.slice(pageMax) });
    const link = `${standIn.url}/v1.0/users/${encodeURIComponent(asked.path[2]!)}/mailFolders/${folder}/messages/delta?${isLast ? '$deltatoken' : '$skiptoken'}=${token}`;
    return json(200, {
      '@odata.context': `${standIn.url}/v1.0/$metadata#Collection(message)`, [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link,
      value: page.map((mail) => (mail.isGone
        ? { '@removed': { reason: 'deleted' }, id: mail.id }
        : { '@odata.type': '#microsoft.graph.message', '@odata.etag': `W/"${mail.version}"`, id: mail.id, receivedDateTime: mail.at.replace(/\.\d+Z$/, 'Z'), isRead: mail.isRead, isDraft: false })),
    });
  }

  function giveMail(asked: Asked, mails: readonly Mail[], id: string): Answered {
    requireQuery(asked, []);
    requireOnlyHeaders(asked, ['authorization', 'prefer']);
    requireHeader(asked, 'prefer', 'IdType="ImmutableId"');
    const mail = mails.find((one) => one.id === id && !one.isGone);
    return mail ? { status: 200, headers: { 'content-type': 'text/plain' }, body: mail.raw } : json(404, { error: { code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' } });
  }

  function listUsers(asked: Asked): Answered {
    requireOnlyHeaders(asked, ['authorization', 'accept']);
    requireQuery(asked, ['$select', '$top'], ['$filter', '$skiptoken']);
    if (asked.query.get('$select') !== 'id,displayName,mail,userPrincipalName' || asked.query.get('$top') !== '999') throw new Undocumented(`users: ${asked.query}`);
    const filter = asked.query.get('$filter');
    const wanted = filter === null ? null : /^startswith\(displayName,'((?:[^']|'')*)'\) or startswith\(mail,'\1'\) or startswith\(userPrincipalName,'\1'\)$/.exec(filter);
    if (filter !== null && wanted === null) throw new Undocumented(`$filter ${filter}`);
    const begin = wanted?.[1]?.replaceAll('\'\'', '\'').toLowerCase() ?? '';
    const found = users.filter(({ displayName, mail, userPrincipalName }) => [displayName, mail ?? '', userPrincipalName].some((text) => text.toLowerCase().startsWith(begin)));
    const at = Number(asked.query.get('$skiptoken') ?? 0);
    const next = new URLSearchParams([...asked.query].filter(([name]) => name !== '$skiptoken'));
    next.set('$skiptoken', String(at + 2));
    return json(200, { value: found.slice(at, at + 2), ...(at + 2 < found.length && { '@odata.nextLink': `${standIn.url}/v1.0/users?${next}` }) });
  }

  return {
    protocol: 'graph', standIn, urls: { graph: standIn.url, entra: standIn.url }, settings: { tenant, clientId }, secret, wrongSecret: 'another',
    put(user, folder, { raw, at, isRead = false }) {
      const id = `AAMk${randomUUID()}=`;
      version += 1;
      mailboxes.set(user, [...mailboxes.get(user) ?? [], { id, folder: folder === 'inbox' ? 'inbox' : 'sentitems', raw, at, isRead, version, isGone: false }]);
      return id;
    },
    take(user, id) {
      version += 1;
      mailboxes.set(user, (mailboxes.get(user) ?? []).map((mail) => (mail.id === id ? { ...mail, isGone: true, version } : mail)));
    },
    forgetMarks: () => marks.clear(),
    endTokens: () => tokens.clear(),
    isFetch: ({ path }, id) => path.at(-1) === '$value' && (id === undefined || path.at(-2) === id),
    isListing: ({ path }) => path.at(-1) === 'delta',
    busy: { status: 429, headers: { 'retry-after': '0' }, body: '{"error":{"code":"TooManyRequests","message":"Please retry again later."}}' },
  };
}
