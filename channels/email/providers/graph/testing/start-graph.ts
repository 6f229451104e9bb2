import { randomUUID } from 'node:crypto';
import { createEntra, type Entra } from '../../testing/entra.ts';
import type { ServiceRig } from '../../testing/service-rig.ts';
import { json, requireHeader, requireOnlyHeaders, requireQuery, startStandIn, Undocumented, type Answered, type Asked } from '../../testing/stand-in.ts';

interface Mail { readonly id: string; readonly folder: string; readonly raw: Buffer; readonly at: string; readonly isRead: boolean; readonly version: number; readonly isGone: boolean }
export interface GraphUser { readonly id: string; readonly displayName: string; readonly mail: string | null; readonly userPrincipalName: string }

const [tenant, clientId, secret] = ['11111111-2222-3333-4444-555555555555', '66666666-7777-8888-9999-000000000000', 'graph~secret'];
/** Its own pages are no larger than this, whatever is asked for: the documentation promises at most what was asked. */
const pageMax = 7;
const selected = 'id,receivedDateTime,isRead,isDraft';
const filterForm = /^startswith\(displayName,'((?:[^']|'')*)'\) or startswith\(mail,'\1'\) or startswith\(userPrincipalName,'\1'\)$/;

/** The rig, and the sign-in behind it. */
export interface GraphRig extends ServiceRig { readonly entra: Entra }

const docs = 'learn.microsoft.com/graph';

/** Microsoft Graph v1.0 as it is documented, as far as mailboxes are read through it: each request names its page, everything else is refused. 401 and 403: learn.microsoft.com/graph/errors; 429: /graph/throttling. */
export async function startGraph({ users = [] }: { readonly users?: readonly GraphUser[] } = {}): Promise<GraphRig> {
  const mailboxes = new Map<string, Mail[]>();
  /** Mark -> up to which version was told when its round is over, and what of the round is left. */
  const marks = new Map<string, { upTo: number; left: readonly Mail[] }>();
  let version = 0;
  const entra = createEntra({ tenant, clientId, secret, applicationScope: () => `${standIn.url}/.default`, personScope: () => `${standIn.url}/Mail.Read ${standIn.url}/User.Read offline_access` });

  const standIn = await startStandIn((asked) => {
    const { method, path } = asked;
    const signingIn = entra.answer(asked);
    if (signingIn) return signingIn;
    if (method !== 'GET' || path[0] !== 'v1.0' || (path[1] !== 'users' && path[1] !== 'me')) throw new Undocumented(`${method} /${path.join('/')}`);
    requireHeader(asked, 'authorization', /^Bearer \S+$/);
    const isMe = path[1] === 'me';
    const rest = path.slice(isMe ? 2 : 3);
    const route = routes.find(([form]) => form.test(`${isMe ? 'me' : path.length > 2 ? 'users/id' : 'users'}/${rest.map((part, at) => (at === 1 ? '*' : part)).join('/')}`));
    if (!route) throw new Undocumented(`GET /${path.join('/')}`);
    route[2](asked);
    const token = entra.whoseToken(asked);
    if (!token) return json(401, { error: { code: 'InvalidAuthenticationToken', message: 'Access token has expired or is not yet valid.' } });
    // A person's token is for that person (Mail.Read), an application's for nobody in particular.
    if (isMe !== (token.as !== null)) return json(403, { error: { code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' } });
    return route[1](asked, isMe ? idOf(token.as!) : path[2] ?? '', rest);
  });

  /** Whoever has this name of theirs. */
  const idOf = (name: string): string => users.find(({ mail, userPrincipalName }) => [mail, userPrincipalName].includes(name))?.id ?? name;
  const inMailbox = (answer: (asked: Asked, mails: readonly Mail[], rest: readonly string[]) => Answered) => (asked: Asked, user: string, rest: readonly string[]): Answered => {
    const mails = mailboxes.get(user);
    return mails ? answer(asked, mails, rest) : json(404, { error: { code: 'ErrorInvalidUser', message: 'The requested user is invalid.' } });
  };

  /** Form of the path, answer, and what every request of it must be like, whoever asks. */
  const routes: readonly (readonly [RegExp, (asked: Asked, user: string, rest: readonly string[]) => Answered, (asked: Asked) => void])[] = [
    // learn.microsoft.com/graph/api/user-list
    [/^users\/$/, (asked) => listUsers(asked), checkUsers],
    // learn.microsoft.com/graph/api/user-get
    [/^me\/$/, (_asked, user) => json(200, pick(users.find(({ id }) => id === user))), (asked) => {
      requireOnlyHeaders(asked, ['authorization', 'accept']);
      requireQuery(asked, ['$select']);
      if (asked.query.get('$select') !== 'id,mail,userPrincipalName') throw new Undocumented(`$select ${asked.query.get('$select')} (${docs}/api/user-get)`);
    }],
    // learn.microsoft.com/graph/api/message-delta, /graph/delta-query-messages, /graph/outlook-immutable-id
    [/^(me|users\/id)\/mailFolders\/\*\/messages\/delta$/, inMailbox((asked, mails, rest) => listChanges(asked, mails, rest[1]!)), checkChanges],
    // learn.microsoft.com/graph/outlook-get-mime-message
    [/^(me|users\/id)\/messages\/\*\/\$value$/, inMailbox((_asked, mails, rest) => giveMail(mails, rest[1]!)), checkMail],
  ];
  const pick = (user: GraphUser | undefined): object => (user ? { id: user.id, mail: user.mail, userPrincipalName: user.userPrincipalName } : {});

  function checkChanges(asked: Asked): void {
    const folder = asked.path.at(-3)!;
    if (folder !== 'inbox' && folder !== 'sentitems') throw new Undocumented(`folder ${folder} (${docs}/api/resources/mailfolder)`);
    requireOnlyHeaders(asked, ['authorization', 'accept', 'prefer']);
    requireHeader(asked, 'prefer', /^IdType="ImmutableId", odata\.maxpagesize=\d+$/);
    const given = markOf(asked);
    if (given === null) requireQuery(asked, ['$select']);
    else requireQuery(asked, [asked.query.has('$skiptoken') ? '$skiptoken' : '$deltatoken']);
    if (given === null && asked.query.get('$select') !== selected) throw new Undocumented(`$select ${asked.query.get('$select')} (${docs}/api/message-delta)`);
  }
  const markOf = ({ query }: Asked): string | null => query.get('$skiptoken') ?? query.get('$deltatoken');

  function listChanges(asked: Asked, mails: readonly Mail[], folder: string): Answered {
    const given = markOf(asked);
    const mark = given === null ? { upTo: 0, left: [] } : marks.get(given);
    // learn.microsoft.com/graph/delta-query-overview: 410, the client begins anew.
    if (!mark) return json(410, { error: { code: 'syncStateNotFound', message: 'The sync state generation is not found.' } });
    // A mark that ended a round begins the next one, with what is there now.
    const round = asked.query.has('$skiptoken') ? mark : { upTo: version, left: mails.filter((mail) => mail.folder === folder && mail.version > mark.upTo && !(given === null && mail.isGone)) };
    const page = round.left.slice(0, pageMax);
    const isLast = page.length === round.left.length;
    const token = randomUUID();
    marks.set(token, { upTo: round.upTo, left: round.left.slice(pageMax) });
    const link = `${standIn.url}/${asked.path.slice(0, -4).map(encodeURIComponent).join('/')}/mailFolders/${folder}/messages/delta?${isLast ? '$deltatoken' : '$skiptoken'}=${token}`;
    return json(200, {
      '@odata.context': `${standIn.url}/v1.0/$metadata#Collection(message)`, [isLast ? '@odata.deltaLink' : '@odata.nextLink']: link,
      value: page.map((mail) => (mail.isGone
        ? { '@removed': { reason: 'deleted' }, id: mail.id }
        : { '@odata.type': '#microsoft.graph.message', '@odata.etag': `W/"${mail.version}"`, id: mail.id, receivedDateTime: mail.at.replace(/\.\d+Z$/, 'Z'), isRead: mail.isRead, isDraft: false })),
    });
  }

  function checkMail(asked: Asked): void {
    requireQuery(asked, []);
    requireOnlyHeaders(asked, ['authorization', 'prefer']);
    requireHeader(asked, 'prefer', 'IdType="ImmutableId"');
  }

  function giveMail(mails: readonly Mail[], id: string): Answered {
    const mail = mails.find((one) => one.id === id && !one.isGone);
    return mail ? { status: 200, headers: { 'content-type': 'text/plain' }, body: mail.raw } : json(404, { error: { code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' } });
  }

  function checkUsers(asked: Asked): void {
    requireOnlyHeaders(asked, ['authorization', 'accept']);
    requireQuery(asked, ['$select', '$top'], ['$filter', '$skiptoken']);
    if (asked.query.get('$select') !== 'id,displayName,mail,userPrincipalName' || asked.query.get('$top') !== '999') throw new Undocumented(`users: ${asked.query} (${docs}/api/user-list)`);
    const filter = asked.query.get('$filter');
    if (filter !== null && !filterForm.test(filter)) throw new Undocumented(`$filter ${filter} (${docs}/api/user-list)`);
  }

  function listUsers(asked: Asked): Answered {
    const wanted = filterForm.exec(asked.query.get('$filter') ?? '');
    const begin = wanted?.[1]?.replaceAll('\'\'', '\'').toLowerCase() ?? '';
    const found = users.filter(({ displayName, mail, userPrincipalName }) => [displayName, mail ?? '', userPrincipalName].some((text) => text.toLowerCase().startsWith(begin)));
    const at = Number(asked.query.get('$skiptoken') ?? 0);
    const next = new URLSearchParams([...asked.query].filter(([name]) => name !== '$skiptoken'));
    next.set('$skiptoken', String(at + 2));
    return json(200, { value: found.slice(at, at + 2), ...(at + 2 < found.length && { '@odata.nextLink': `${standIn.url}/v1.0/users?${next}` }) });
  }

  return {
    protocol: 'graph', standIn, entra, urls: { graph: standIn.url, entra: standIn.url }, settings: { tenant, clientId }, secret, wrongSecret: 'another',
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
    endTokens: () => entra.endTokens(),
    isFetch: ({ path }, id) => path.at(-1) === '$value' && (id === undefined || path.at(-2) === id),
    isListing: ({ path }) => path.at(-1) === 'delta',
    busy: { status: 429, headers: { 'retry-after': '0' }, body: '{"error":{"code":"TooManyRequests","message":"Please retry again later."}}' },
  };
}
