import { randomUUID } from 'node:crypto';
import type { ServiceRig } from '../../testing/service-rig.ts';
import { requireHeader, requireOnlyHeaders, requireQuery, startStandIn, Undocumented, type Answered, type Asked } from '../../testing/stand-in.ts';

interface Mail { readonly id: string; readonly folder: string; readonly raw: Buffer; readonly at: string; readonly isRead: boolean; readonly version: number; readonly isGone: boolean }

const [userName, password] = ['desk\\reader', 'ews & <secret>'];
const pageMax = 7;
const head = /^<\?xml version="1\.0" encoding="utf-8"\?><soap:Envelope xmlns:soap="http:\/\/schemas\.xmlsoap\.org\/soap\/envelope\/" xmlns:t="http:\/\/schemas\.microsoft\.com\/exchange\/services\/2006\/types" xmlns:m="http:\/\/schemas\.microsoft\.com\/exchange\/services\/2006\/messages"><soap:Header><t:RequestServerVersion Version="Exchange2013"\/>(?:<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>([^<]+)<\/t:PrimarySmtpAddress><\/t:ConnectingSID><\/t:ExchangeImpersonation>)?<\/soap:Header><soap:Body>(.*)<\/soap:Body><\/soap:Envelope>$/s;
const sync = /^<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly<\/t:BaseShape><t:AdditionalProperties>((?:<t:FieldURI FieldURI="[\w:]+"\/>)+)<\/t:AdditionalProperties><\/m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="(inbox|sentitems)"\/><\/m:SyncFolderId>(?:<m:SyncState>([^<]+)<\/m:SyncState>)?<m:MaxChangesReturned>(\d+)<\/m:MaxChangesReturned><\/m:SyncFolderItems>$/;
const get = /^<m:GetItem><m:ItemShape><t:BaseShape>IdOnly<\/t:BaseShape><t:IncludeMimeContent>true<\/t:IncludeMimeContent><\/m:ItemShape><m:ItemIds><t:ItemId Id="([^"]+)"\/><\/m:ItemIds><\/m:GetItem>$/;

/**
 * Exchange Web Services as they are documented, as far as mailboxes are read through them; the order of elements is the schema's, everything else is refused. Pages: learn.microsoft.com/exchange/client-developer/web-service-reference/
 * syncfolderitems-operation, .../getitem-operation, .../mimecontent, .../requestserverversion, .../responsecode; /exchange-web-services/how-to-synchronize-items-by-using-ews-in-exchange, .../impersonation-and-ews-in-exchange.
 */
export async function startEws(): Promise<ServiceRig> {
  const mailboxes = new Map<string, Mail[]>();
  const states = new Map<string, { upTo: number; left: readonly Mail[] }>();
  let version = 0;

  const standIn = await startStandIn((asked) => {
    if (asked.method !== 'POST' || asked.path.join('/') !== 'EWS/Exchange.asmx') throw new Undocumented(`${asked.method} /${asked.path.join('/')}`);
    requireQuery(asked, []);
    requireOnlyHeaders(asked, ['authorization', 'content-type', 'accept', 'x-anchormailbox']);
    requireHeader(asked, 'content-type', 'text/xml; charset=utf-8');
    if (asked.headers['authorization'] !== `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`) return { status: 401, headers: { 'www-authenticate': 'Basic realm="desk"' } };
    const [envelope, impersonated, body = ''] = head.exec(asked.body) ?? [];
    if (envelope === undefined) throw new Undocumented(`envelope: ${asked.body.slice(0, 600)}`);
    // Without impersonation it is the mailbox of whoever signed in; here everybody is.
    const user = impersonated ?? String(asked.headers['x-anchormailbox']);
    requireHeader(asked, 'x-anchormailbox', user);
    const mails = mailboxes.get(user);
    const [syncing, getting] = [sync.exec(body), get.exec(body)];
    if (!syncing && !getting) throw new Undocumented(`body: ${body}`);
    const operation = syncing ? 'SyncFolderItems' : 'GetItem';
    if (!mails) return said(operation, 'ErrorNonExistentMailbox', '');
    if (syncing) return listChanges(mails, { fields: syncing[1]!, folder: syncing[2]!, state: syncing[3], max: Number(syncing[4]) });
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
    protocol: 'ews', standIn, urls: {}, settings: { url, version: 'Exchange2013', userName }, secret: password, wrongSecret: 'another',
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
    endTokens: () => {}, // Basic: there are none
    isFetch: ({ body }: Asked, id) => body.includes('<m:GetItem>') && (id === undefined || body.includes(`Id="${id}"`)),
    isListing: ({ body }: Asked) => body.includes('<m:SyncFolderItems>'),
    busy: said('GetItem', 'ErrorServerBusy', ''),
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
