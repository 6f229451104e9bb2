import { randomUUID } from 'node:crypto';
import { createEntra, type Entra } from '../../testing/entra.ts';
import type { ServiceRig } from '../../testing/service-rig.ts';
import { requireHeader, requireOnlyHeaders, requireQuery, startStandIn, Undocumented, type Answered, type Asked } from '../../testing/stand-in.ts';

interface Mail { readonly id: string; readonly folder: string; readonly raw: Buffer; readonly at: string; readonly isRead: boolean; readonly version: number; readonly isGone: boolean }

const [userName, password] = ['desk\\reader', 'ews & <secret>'];
const pageMax = 7;
const head = /^<\?xml version="1\.0" encoding="utf-8"\?><soap:Envelope xmlns:soap="http:\/\/schemas\.xmlsoap\.org\/soap\/envelope\/" xmlns:t="http:\/\/schemas\.microsoft\.com\/exchange\/services\/2006\/types" xmlns:m="http:\/\/schemas\.microsoft\.com\/exchange\/services\/2006\/messages"><soap:Header><t:RequestServerVersion Version="Exchange2013"\/>(?:<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>([^<]+)<\/t:PrimarySmtpAddress><\/t:ConnectingSID><\/t:ExchangeImpersonation>)?<\/soap:Header><soap:Body>(.*)<\/soap:Body><\/soap:Envelope>$/s;
const sync = /^<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly<\/t:BaseShape><t:AdditionalProperties>((?:<t:FieldURI FieldURI="[\w:]+"\/>)+)<\/t:AdditionalProperties><\/m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="(inbox|sentitems)"(?:\/>|><t:Mailbox><t:EmailAddress>([^<]+)<\/t:EmailAddress><\/t:Mailbox><\/t:DistinguishedFolderId>)<\/m:SyncFolderId>(?:<m:SyncState>([^<]+)<\/m:SyncState>)?<m:MaxChangesReturned>(\d+)<\/m:MaxChangesReturned><\/m:SyncFolderItems>$/;
const get = /^<m:GetItem><m:ItemShape><t:BaseShape>IdOnly<\/t:BaseShape><t:IncludeMimeContent>true<\/t:IncludeMimeContent><\/m:ItemShape><m:ItemIds><t:ItemId Id="([^"]+)"\/><\/m:ItemIds><\/m:GetItem>$/;

/** The rig, and the sign-in behind it. */
export interface EwsRig extends ServiceRig { readonly entra: Entra }

const [tenant, clientId, clientSecret] = ['desk.example', '99999999-8888-7777-6666-555555555555', 'ews~secret'];

/**
 * Exchange Web Services as they are documented, as far as mailboxes are read through them; the order of elements is the schema's, each request names its page, everything else is refused. `by`: a service account's password,
 * an application that impersonates, or each person's consent. Envelope: learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion, .../exchangeimpersonation, .../responsecode.
 */
export async function startEws({ by = 'password' }: { readonly by?: 'password' | 'application' | 'person' } = {}): Promise<EwsRig> {
  const mailboxes = new Map<string, Mail[]>();
  const states = new Map<string, { upTo: number; left: readonly Mail[] }>();
  let version = 0;
  const entra = createEntra({ tenant, clientId, secret: clientSecret, applicationScope: () => `${standIn.url}/.default`, personScope: () => `${standIn.url}/EWS.AccessAsUser.All offline_access` });

  const standIn = await startStandIn((asked) => {
    const signingIn = by === 'password' ? null : entra.answer(asked);
    if (signingIn) return signingIn;
    if (asked.method !== 'POST' || asked.path.join('/') !== 'EWS/Exchange.asmx') throw new Undocumented(`${asked.method} /${asked.path.join('/')}`);
    requireQuery(asked, []);
    requireOnlyHeaders(asked, ['authorization', 'content-type', 'accept', 'x-anchormailbox']);
    requireHeader(asked, 'content-type', 'text/xml; charset=utf-8');
    requireHeader(asked, 'authorization', by === 'password' ? /^Basic \S+$/ : /^Bearer \S+$/);
    const [envelope, impersonated, body = ''] = head.exec(asked.body) ?? [];
    if (envelope === undefined) throw new Undocumented(`envelope: ${asked.body.slice(0, 600)}`);
    // Without impersonation it is the mailbox of whoever signed in; here everybody is.
    const user = impersonated ?? String(asked.headers['x-anchormailbox']);
    requireHeader(asked, 'x-anchormailbox', user);
    // .../web-service-reference/syncfolderitems-operation, /exchange-web-services/how-to-synchronize-items-by-using-ews-in-exchange; .../getitem-operation, .../includemimecontent
    const [syncing, getting] = [sync.exec(body), get.exec(body)];
    if (!syncing && !getting) throw new Undocumented(`body: ${body}`);
    // .../exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth
    const token = by === 'password' ? undefined : entra.whoseToken(asked);
    if (by === 'password' ? asked.headers['authorization'] !== `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}` : !token) return { status: 401, headers: { 'www-authenticate': by === 'password' ? 'Basic realm="desk"' : 'Bearer' } };
    // An application impersonates; a person names the mailbox (.../web-service-reference/distinguishedfolderid) and may open his own.
    const named = syncing?.[3];
    if (token && (token.as === null) !== (impersonated !== undefined)) return fault('ErrorImpersonateUserDenied');
    const person = token?.as ?? null;
    if (person !== null && syncing && named === undefined) throw new Undocumented('a person names the mailbox');
    if (person !== null && (named ?? user) !== person) return said(syncing ? 'SyncFolderItems' : 'GetItem', 'ErrorAccessDenied', '');
    const mails = mailboxes.get(user);
    const operation = syncing ? 'SyncFolderItems' : 'GetItem';
    if (!mails) return said(operation, 'ErrorNonExistentMailbox', '');
    if (syncing) return listChanges(mails, { fields: syncing[1]!, folder: syncing[2]!, state: syncing[4], max: Number(syncing[5]) });
    const mail = mails.find(({ id, isGone }) => id === getting![1] && !isGone);
    return mail ? said('GetItem', 'NoError', `<m:Items><t:Message><t:MimeContent CharacterSet="UTF-8">${mail.raw.toString('base64')}</t:MimeContent><t:ItemId Id="${mail.id}" ChangeKey="CQ"/></t:Message></m:Items>`) : said('GetItem', 'ErrorItemNotFound', '<m:Items/>');
  });

  function listChanges(mails: readonly Mail[], { fields, folder, state, max }: { fields: string; folder: string; state: string | undefined; max: number }): Answered {
    for (const [, field = ''] of fields.matchAll(/FieldURI="([\w:]+)"/g)) if (!['item:DateTimeReceived', 'item:IsDraft', 'message:IsRead'].includes(field)) throw new Undocumented(`field ${field}`);
    if (max < 1 || max > 512) throw new Undocumented(`MaxChangesReturned ${max}`);
    const before = state === undefined ? { upTo: 0, left: [] } : states.get(state);
    if (!before) return said('SyncFolderItems', 'ErrorInvalidSyncStateData', '<m:SyncState/><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>');
    const round = before.left.length > 0 ? before : { upTo: version, left: mails.filter((mail) => mail.folder === folder && mail.version > before.upTo && !(state === undefined && mail.isGone)) };
    const page = round.left.slice(0, Math.min(pageMax, max));
    const isDone = page.length === round.left.length;
    const next = Buffer.from(`state ${randomUUID()} of ${folder}`).toString('base64');
    states.set(next, { upTo: round.upTo, left: round.left.slice(page.length) });
    const changes = page.map((mail) => (mail.isGone
      ? `<t:Delete><t:ItemId Id="${mail.id}" ChangeKey="CQ"/></t:Delete>`
      : `<t:Create><t:Message><t:ItemId Id="${mail.id}" ChangeKey="CQ"/><t:DateTimeReceived>${mail.at.replace(/\.\d+Z$/, 'Z')}</t:DateTimeReceived><t:IsDraft>false</t:IsDraft><t:IsRead>${mail.isRead}</t:IsRead></t:Message></t:Create>`));
    return said('SyncFolderItems', 'NoError', `<m:SyncState>${next}</m:SyncState><m:IncludesLastItemInRange>${isDone}</m:IncludesLastItemInRange><m:Changes>${changes.join('')}</m:Changes>`);
  }

  const url = `${standIn.url}/EWS/Exchange.asmx`;
  return {
    protocol: 'ews', standIn, entra, urls: by === 'password' ? {} : { entra: standIn.url }, secret: by === 'password' ? password : clientSecret, wrongSecret: 'another',
    settings: { url, version: 'Exchange2013', ...(by === 'password' ? { userName } : { tenant, clientId }), ...(by === 'person' && { consent: 'person' }) },
    put(user, folder, { raw, at, isRead = false }) {
      const id = `AAMk${randomUUID()}/+=`;
      version += 1;
      mailboxes.set(user, [...mailboxes.get(user) ?? [], { id, folder: folder === 'inbox' ? 'inbox' : 'sentitems', raw, at, isRead, version, isGone: false }]);
      return id;
    },
    take(user, id) {
      version += 1;
      mailboxes.set(user, (mailboxes.get(user) ?? []).map((mail) => (mail.id === id ? { ...mail, isGone: true, version } : mail)));
    },
    forgetMarks: () => states.clear(),
    endTokens: () => entra.endTokens(), // by password there are none
    isFetch: ({ body }: Asked, id) => body.includes('<m:GetItem>') && (id === undefined || body.includes(`Id="${id}"`)),
    isListing: ({ body }: Asked) => body.includes('<m:SyncFolderItems>'),
    // learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange
    busy: fault('ErrorServerBusy', '<t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><t:Value Name="BackOffMilliseconds">20</t:Value></t:MessageXml>'),
  };
}

/** As the schema has it: one response message of the operation. */
function said(operation: string, code: string, body: string): Answered {
  const isGood = code === 'NoError';
  return {
    status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="0" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/></s:Header><s:Body><m:${operation}Response xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages><m:${operation}ResponseMessage ResponseClass="${isGood ? 'Success' : 'Error'}">${isGood ? '' : '<m:MessageText>It failed.</m:MessageText>'}<m:ResponseCode>${code}</m:ResponseCode>${body}</m:${operation}ResponseMessage></m:ResponseMessages></m:${operation}Response></s:Body></s:Envelope>`,
  };
}

/** SOAP 1.1 6.2 and learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-authentication-related-errors: 500, the code in the detail. */
function fault(code: string, more = ''): Answered {
  return {
    status: 500, headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:${code}</faultcode><faultstring xml:lang="en-US">It failed.</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode><e:Message xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">It failed.</e:Message>${more}</detail></s:Fault></s:Body></s:Envelope>`,
  };
}
