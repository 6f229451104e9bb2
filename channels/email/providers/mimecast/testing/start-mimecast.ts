import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { ServiceRig } from '../../testing/service-rig.ts';
import { json, requireExactJson, requireHeader, requireOnlyHeaders, requireQuery, startStandIn, Undocumented, type Answered, type Asked } from '../../testing/stand-in.ts';

interface Mail { readonly id: string; readonly smash: string; readonly view: 'INBOX' | 'SENT'; readonly raw: Buffer; readonly at: string; readonly isGone: boolean }
export interface MimecastUser { readonly emailAddress: string; readonly alias?: boolean }
/** What a test of the sign-in has beside the rig. */
export interface MimecastRig extends ServiceRig { readonly person: { readonly userName: string; readonly password: string }; readonly application: { readonly id: string; readonly key: string }; /** Bindings given so far have lived their time. */ endBindings(): void }

const docs = 'integrations.mimecast.com/documentation';
const [appId, appKey] = ['8f1c0e5a-0000-4000-8000-0123456789ab', 'application-key-0'];
const person = { userName: 'archive@desk.test', password: 'mimecast: p ß' };
/** How many the service puts on a page is not documented. */
const pageMax = 7;
const dateForm = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} UTC$/;
const guid = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+0000$/;

/** Mimecast's API 1.0 as it is documented, as far as mailboxes are read through it; each request names its page, everything else is refused. */
export async function startMimecast({ users = [], authenticate = ['Basic-Cloud'] }: { readonly users?: readonly MimecastUser[]; readonly authenticate?: readonly string[] } = {}): Promise<MimecastRig> {
  const mailboxes = new Map<string, Mail[]>();
  const bindings = new Map<string, { readonly secretKey: string; isOver: boolean }>();
  const pages = new Map<string, { readonly of: string; readonly left: readonly Mail[] }>();
  const requestIds = new Set<string>();

  const standIn = await startStandIn((asked) => {
    const uri = `/${asked.path.join('/')}`;
    const page = pageOf[uri];
    if (!page) throw new Undocumented(`no page for ${uri}`);
    // api-overview/api-concepts: POST, nothing in the address, a JSON body.
    if (asked.method !== 'POST') throw new Undocumented(`${asked.method} ${uri} (${docs}/api-overview/api-concepts)`);
    requireQuery(asked, []);
    requireHeader(asked, 'content-type', 'application/json');
    requireHeader(asked, 'accept', 'application/json');
    // api-overview/authorization: date, request id, application id.
    requireHeader(asked, 'x-mc-date', dateForm);
    requireHeader(asked, 'x-mc-req-id', guid);
    requireHeader(asked, 'x-mc-app-id', guid);
    if (asked.headers['x-mc-app-id'] !== appId) return failed(401, 'err_app_id');
    const requestId = String(asked.headers['x-mc-req-id']);
    if (requestIds.has(requestId)) throw new Undocumented(`x-mc-req-id is to be unique (${docs}/api-overview/authorization)`);
    requestIds.add(requestId);
    return page(asked, uri);
  });

  const pageOf: Readonly<Record<string, (asked: Asked, uri: string) => Answered>> = {
    // mimecast.com/developer/documentation/authentication-ui-apps: no authorisation, one emailAddress.
    '/api/login/discover-authentication': (asked) => {
      requireOnlyHeaders(asked, before);
      const { data: [{ emailAddress }] } = requireExactJson<{ data: [{ emailAddress: string }] }>(asked, { data: [{ emailAddress: 'string' }] });
      const isKnown = emailAddress === person.userName;
      return succeeded([{ emailAddress, emailToken: randomUUID(), authenticate: isKnown ? authenticate : [], ...(isKnown && { region: { code: 'xx', api: standIn.url } }) }]);
    },
    // The same page; api-overview/response-code: 401 where the way of the header is not the person's.
    '/api/login/login': (asked) => {
      requireOnlyHeaders(asked, [...before, 'authorization']);
      requireHeader(asked, 'authorization', /^Basic-(Cloud|AD) [A-Za-z0-9+/]+=*$/);
      const { data: [{ userName }] } = requireExactJson<{ data: [{ userName: string }] }>(asked, { data: [{ userName: 'string' }] });
      const [realm = '', given = ''] = String(asked.headers['authorization']).split(' ');
      if (!authenticate.includes(realm) || userName !== person.userName || Buffer.from(given, 'base64').toString('utf8') !== `${person.userName}:${person.password}`) return failed(401, 'err_login');
      const [accessKey, secretKey] = [randomUUID(), randomBytes(48).toString('base64')];
      bindings.set(accessKey, { secretKey, isOver: false });
      return succeeded([{ accessKey, secretKey, duration: 0, bindingType: 'one_step', extendOnValidate: false }]);
    },
    // endpoint-reference/archive/get-message-list
    '/api/archive/get-message-list': signed((asked) => {
      const body = requireExactJson<{ meta?: { pagination: { pageToken: string } }; data: [{ view: 'INBOX' | 'SENT'; mailbox: string; start: string }] }>(asked, { data: [{ view: 'string', mailbox: 'string', start: 'string' }] }, { meta: { pagination: { pageToken: 'string' } } });
      const { view, mailbox, start } = body.data[0];
      if ((view !== 'INBOX' && view !== 'SENT') || !instantForm.test(start)) throw new Undocumented(`view ${view}, start ${start} (${docs}/endpoint-reference/archive/get-message-list)`);
      const of = JSON.stringify(body.data);
      const token = body.meta?.pagination.pageToken;
      const given = token === undefined ? undefined : pages.get(token);
      if (token !== undefined && given?.of !== of) return failed(400, 'err_validation');
      const left = given?.left ?? (mailboxes.get(mailbox) ?? []).filter((mail) => mail.view === view && !mail.isGone && mail.at >= start.slice(0, 19)).toSorted((a, b) => (a.at < b.at ? 1 : -1));
      const next = left.length > pageMax ? randomUUID() : null;
      if (next !== null) pages.set(next, { of, left: left.slice(pageMax) });
      return succeeded(left.slice(0, pageMax).map(({ id, smash, at, raw }) => ({
        status: 'Active', received: at.replace(/\.\d+Z$/, '+0000'), from: { emailAddress: 'x@x.test', displayableName: '' }, to: { emailAddress: mailbox, displayableName: '' }, smash, read: false, attachmentCount: 0, ccm: false, recalled: false, subject: '', expired: false,
        // Of ids the documentation says only that a request takes them.
        id: `${id}.${randomBytes(4).toString('hex')}`, size: raw.length,
      })), next === null ? {} : { next });
    }),
    // endpoint-reference/archive/get-message-part: a stream; a failure is the usual JSON.
    '/api/archive/get-message-part': signed((asked) => {
      const { data: [{ mailbox, context, id, type }] } = requireExactJson<{ data: [{ mailbox: string; context: string; id: string; type: string }] }>(asked, { data: [{ mailbox: 'string', context: 'string', id: 'string', type: 'string' }] });
      if (!['DELIVERED', 'RECEIVED'].includes(context) || !['HTML', 'PLAIN', 'RFC822', 'TRANSMISSION_MESSAGE_BODY'].includes(type)) throw new Undocumented(`context ${context}, type ${type} (${docs}/endpoint-reference/archive/get-message-part)`);
      const mail = (mailboxes.get(mailbox) ?? []).find((one) => one.id === id.split('.')[0] && !one.isGone);
      return mail ? { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: mail.raw } : failed(404, 'err_not_found');
    }),
    // endpoint-reference/domain/get-internal-domain
    '/api/domain/get-internal-domain': signed((asked) => {
      requireExactJson(asked, { data: [] });
      return succeeded([...new Set(users.map(({ emailAddress }) => emailAddress.split('@')[1]!))].map((domain) => ({ id: randomUUID(), domain, sendOnly: false, local: true, inboundType: 'known' })));
    }),
    // endpoint-reference/user/get-internal-users
    '/api/user/get-internal-users': signed((asked) => {
      const { data: [{ domain }] } = requireExactJson<{ data: [{ domain: string }] }>(asked, { data: [{ domain: 'string' }] });
      const found = users.filter(({ emailAddress }) => emailAddress.endsWith(`@${domain}`));
      return succeeded([{ users: found.map(({ emailAddress, alias = false }) => ({ alias, addressType: 'created_manually', emailAddress })), userCount: found.length }]);
    }),
  };

  /** api-overview/authorization: HMAC-SHA1 by the decoded secret key over date, request id, URI and application key. api-overview/response-code: 401, and 418 where the binding has lived its time. */
  function signed(answer: (asked: Asked) => Answered): (asked: Asked, uri: string) => Answered {
    return (asked, uri) => {
      requireOnlyHeaders(asked, [...before, 'authorization']);
      requireHeader(asked, 'authorization', /^MC [^\s:]+:[A-Za-z0-9+/]+=*$/);
      const [accessKey = '', signature = ''] = String(asked.headers['authorization']).slice(3).split(':');
      const binding = bindings.get(accessKey);
      const expected = binding && createHmac('sha1', Buffer.from(binding.secretKey, 'base64')).update(`${String(asked.headers['x-mc-date'])}:${String(asked.headers['x-mc-req-id'])}:${uri}:${appKey}`).digest('base64');
      if (!binding || signature !== expected) return failed(401, 'err_signature');
      return binding.isOver ? failed(418, 'err_binding_expired') : answer(asked);
    };
  }

  const [accessKey, secretKey] = [randomUUID(), randomBytes(48).toString('base64')];
  bindings.set(accessKey, { secretKey, isOver: false });
  return {
    protocol: 'mimecast', standIn, urls: { mimecast: standIn.url }, settings: { url: standIn.url, appId, userName: person.userName }, person, application: { id: appId, key: appKey },
    secret: JSON.stringify({ appKey, accessKey, secretKey }), wrongSecret: JSON.stringify({ appKey, accessKey, secretKey: randomBytes(48).toString('base64') }), hasMarks: false,
    put(user, folder, { raw, at }) {
      const id = randomBytes(12).toString('hex');
      mailboxes.set(user, [...mailboxes.get(user) ?? [], { id, smash: randomBytes(20).toString('hex'), view: folder === 'inbox' ? 'INBOX' : 'SENT', raw, at, isGone: false }]);
      return id;
    },
    take(user, id) {
      mailboxes.set(user, (mailboxes.get(user) ?? []).map((mail) => (mail.id === id ? { ...mail, isGone: true } : mail)));
    },
    forgetMarks: () => pages.clear(),
    endTokens: () => {}, // a binding is not a token that is got anew
    endBindings: () => { for (const binding of bindings.values()) binding.isOver = true; },
    isFetch: ({ path, body }, id) => path.at(-1) === 'get-message-part' && (id === undefined || body.includes(`"${id}.`)),
    isListing: ({ path }) => path.at(-1) === 'get-message-list',
    // api-overview/rate-limiting
    busy: { status: 429, headers: { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' } },
  };
}

const before = ['x-mc-app-id', 'x-mc-date', 'x-mc-req-id', 'content-type', 'accept'];

/** api-overview/response-code and the pages' examples: the function's status in `meta`, failures in `fail`. */
function succeeded(data: readonly unknown[], pagination: object = {}): Answered {
  return json(200, { fail: [], meta: { status: 200, pagination: { pageSize: pageMax, ...pagination } }, data });
}

function failed(status: number, code: string): Answered {
  const body = { fail: [{ errors: [{ message: 'Refused.', code, retryable: false }] }], meta: { status }, data: [] };
  // 401, 418 and 429 are of the call, the others of the function.
  return json(status === 401 || status === 418 ? status : 200, body);
}
