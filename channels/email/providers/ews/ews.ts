import { sayOfMail } from '#core/channels/index.ts';
import type { OutboundAnswer } from '#http/outbound/index.ts';
import { clean, MailboxError } from '../../imap/mailbox-error.ts';
import { defaultParseLimits } from '../../parse/parse-limits.ts';
import { CursorGone, type MailboxKey, type MailProvider, type RemoteMail, type RemoteMailbox } from '../mail-provider.ts';
import type { ServiceClient } from '../service-client.ts';
import { childText, escapeXml, findXml, readXml, type XmlElement } from './read-xml.ts';

const service = 'Exchange';
const pageSize = 100;
/** The bytes come as base64 in XML. */
const bodyBytesMax = Math.ceil(defaultParseLimits.rawBytesMax * 4 / 3) + 256 * 1024;

/**
 * Exchange Web Services with a user name and a password (HTTP Basic): the mailbox's own, or a service account of the company that impersonates its owner. Settings, of the mailbox or of the
 * directory: `url` of Exchange.asmx, `version`, `userName`. It has no list of people.
 */
export const ews: MailProvider = { protocol: 'ews', open: openMailbox };

function openMailbox(client: ServiceClient, { access, secret, directory }: MailboxKey): RemoteMailbox {
  const settings = secret === null ? directory?.settings : access.settings;
  const password = secret ?? directory?.secret;
  if (!settings || password === undefined) throw new MailboxError('sign-in', sayOfMail('service-no-directory', { service }));
  const { url = '', version = 'Exchange2013', userName = '' } = settings;
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
  // learn.microsoft.com/exchange/client-developer/exchange-web-services/impersonation-and-ews-in-exchange
  const impersonation = secret === null ? `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${escapeXml(access.remoteUser)}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>` : '';

  /** The one response message of an operation: its code, and the element. */
  async function ask(operation: string, body: string): Promise<{ code: string; message: XmlElement; isCut: boolean }> {
    const envelope = '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">'
      + `<soap:Header><t:RequestServerVersion Version="${escapeXml(version)}"/>${impersonation}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
    // X-AnchorMailbox: learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server
    const answer = await client.call(url, { method: 'POST', headers: { authorization, 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', 'x-anchormailbox': access.remoteUser.replaceAll(/[^\u0020-\u007e]/g, '') }, body: envelope, bodyBytesMax, isBusy });
    if (answer.status !== 200) throw statusRefused(answer);
    if (answer.isCut) return { code: 'TooLarge', message: { name: '', attributes: {}, children: [], text: '' }, isCut: true };
    const xml = readXml(answer.body.toString('utf8'));
    const message = xml && findXml(xml, `${operation}ResponseMessage`);
    const code = message && childText(message, 'ResponseCode');
    if (!message || !code) throw new MailboxError('read', sayOfMail('service-nonsense', { service }));
    return { code, message, isCut: false };
  }

  return {
    folders: [{ name: 'inbox', role: 'inbox' }, { name: 'sentitems', role: 'sent' }],

    // learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderitems-operation
    async changes(folder, cursor) {
      const { code, message } = await ask('SyncFolderItems', '<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:DateTimeReceived"/><t:FieldURI FieldURI="item:IsDraft"/><t:FieldURI FieldURI="message:IsRead"/></t:AdditionalProperties></m:ItemShape>'
        + `<m:SyncFolderId><t:DistinguishedFolderId Id="${folder}"/></m:SyncFolderId>${cursor === null ? '' : `<m:SyncState>${escapeXml(cursor)}</m:SyncState>`}<m:MaxChangesReturned>${pageSize}</m:MaxChangesReturned></m:SyncFolderItems>`);
      if (code === 'ErrorInvalidSyncStateData' && cursor !== null) throw new CursorGone();
      if (code !== 'NoError') throw codeRefused(code);
      const [state, isLast, changes] = [childText(message, 'SyncState'), childText(message, 'IncludesLastItemInRange'), findXml(message, 'Changes')];
      if (!state || isLast === null) throw new MailboxError('read', sayOfMail('service-nonsense', { service }));
      return { mails: (changes?.children ?? []).flatMap(mailOf), cursor: state, isComplete: isLast === 'true' };
    },

    // learn.microsoft.com/exchange/client-developer/web-service-reference/getitem-operation, .../includemimecontent
    async fetch(id) {
      const { code, message, isCut } = await ask('GetItem', `<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent></m:ItemShape><m:ItemIds><t:ItemId Id="${escapeXml(id)}"/></m:ItemIds></m:GetItem>`);
      if (isCut) return { raw: Buffer.alloc(0), isWhole: false };
      if (code === 'ErrorItemNotFound') return null;
      if (code !== 'NoError') throw codeRefused(code);
      const content = findXml(message, 'MimeContent');
      if (!content) throw new MailboxError('read', sayOfMail('service-nonsense', { service }));
      return { raw: Buffer.from(content.text, 'base64'), isWhole: true };
    },
  };
}

/** New and changed mails; what was deleted, only read, or is no mail is left out. */
function mailOf({ name, children }: XmlElement): RemoteMail[] {
  const item = children.find((child) => child.name !== 'ItemId');
  if ((name !== 'Create' && name !== 'Update') || !item) return [];
  const id = item.children.find((child) => child.name === 'ItemId')?.attributes['Id'];
  if (!id || childText(item, 'IsDraft') === 'true' || !isMail.has(item.name)) return [];
  const ms = Date.parse(childText(item, 'DateTimeReceived') ?? '');
  return [{ id, receivedAt: Number.isNaN(ms) ? null : new Date(ms).toISOString(), flags: childText(item, 'IsRead') === 'true' ? ['\\Seen'] : [] }];
}

/** Kinds of items that are mail; tasks, contacts and posts are not. */
const isMail: ReadonlySet<string> = new Set(['Message', 'MeetingRequest', 'MeetingResponse', 'MeetingCancellation', 'MeetingMessage', 'Item']);

/** learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange: ErrorServerBusy in a good answer or in a fault. */
function isBusy({ status, body }: OutboundAnswer): boolean {
  return status === 200 && body.length < 64 * 1024 && body.includes('ErrorServerBusy');
}

function statusRefused({ status }: OutboundAnswer): MailboxError {
  const isSignIn = status === 401 || status === 403;
  return new MailboxError(isSignIn ? 'sign-in' : 'read', sayOfMail(isSignIn ? 'service-refuses' : 'service-failed', { service, code: String(status) }));
}

const signInCodes: ReadonlySet<string> = new Set(['ErrorAccessDenied', 'ErrorImpersonateUserDenied', 'ErrorImpersonationDenied', 'ErrorImpersonationFailed', 'ErrorNonExistentMailbox', 'ErrorInvalidExchangeImpersonationHeaderData']);

function codeRefused(code: string): MailboxError {
  const said = { service, code: /^\w{1,80}$/.test(code) ? clean(code) : 'unknown' };
  return signInCodes.has(code) ? new MailboxError('sign-in', sayOfMail('service-refuses', said)) : new MailboxError('read', sayOfMail('service-failed', said));
}
