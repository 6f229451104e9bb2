import { sayOfMail } from '#core/channels/index.ts';
import type { OutboundAnswer } from '#http/outbound/index.ts';
import { clean, MailboxError } from '../../imap/mailbox-error.ts';
import { defaultParseLimits } from '../../parse/parse-limits.ts';
import { CursorGone, type DirectoryKey, type MailboxKey, type MailProvider, type RemoteMail, type RemoteMailbox } from '../mail-provider.ts';
import { personToken, tokenEndpoint } from '../person-token.ts';
import type { ServiceClient, TokenSource } from '../service-client.ts';
import { tokenSource } from '../token-cache.ts';
import { childText, escapeXml, findXml, readXml, type XmlElement } from './read-xml.ts';

const service = 'Exchange';
const pageSize = 100;
/** A fault is no larger. */
const faultBytesMax = 64 * 1024;
/** The bytes come as base64 in XML. */
const bodyBytesMax = Math.ceil(defaultParseLimits.rawBytesMax * 4 / 3) + 256 * 1024;

/**
 * Exchange Web Services. Settings, of the mailbox or of the directory: `url` of Exchange.asmx, `version`, and how one signs in:
 * - `userName` and a password (HTTP Basic): the mailbox's own, or a service account's that impersonates its owner;
 * - `tenant`, `clientId` and the client's secret: an application of the company that impersonates (OAuth, application permission full_access_as_app);
 * - the same with `consent`: each person signs in and consents (OAuth, delegated permission EWS.AccessAsUser.All).
 * It has no list of people.
 */
export const ews: MailProvider = {
  protocol: 'ews', open: openMailbox,
  consent: {
    scope: (_client, directory) => personScope(directory),
    // The request names the mailbox, and the service refuses who may not open it: nothing else has to be asked.
    async look(client, { settings }, { address, token }) {
      await mailboxBy(client, { settings, mailbox: address, signIn: { token }, reach: 'named' }).changes('inbox', null);
      return { remoteUser: address };
    },
  },
};

/** learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth */
function personScope(directory: DirectoryKey): string {
  return `${resourceOf(directory)}/EWS.AccessAsUser.All offline_access`;
}

function resourceOf({ settings }: DirectoryKey): string {
  return URL.parse(settings['url'] ?? '')?.origin ?? '';
}

/** The same page, "app-only authentication". */
function applicationToken(client: ServiceClient, directory: DirectoryKey): TokenSource {
  const { tenant = '', clientId = '' } = directory.settings;
  return tokenSource(client, {
    service, url: tokenEndpoint(client, directory), of: [tenant, clientId, resourceOf(directory), directory.secret],
    form: () => ({ client_id: clientId, scope: `${resourceOf(directory)}/.default`, client_secret: directory.secret, grant_type: 'client_credentials' }),
  });
}

function openMailbox(client: ServiceClient, { access, secret, directory, keeper }: MailboxKey): RemoteMailbox {
  const mailbox = access.remoteUser;
  if (secret !== null && access.settings['consent'] === undefined) return mailboxBy(client, { settings: access.settings, mailbox, signIn: basic(access.settings, secret), reach: 'own' });
  if (directory === null) throw new MailboxError('sign-in', sayOfMail('service-no-directory', { service }));
  const { settings } = directory;
  if (secret !== null) return mailboxBy(client, { settings, mailbox, signIn: { token: personToken(client, { secret, directory, keeper, scope: personScope(directory) }) }, reach: 'named' });
  return mailboxBy(client, { settings, mailbox, signIn: settings['clientId'] === undefined ? basic(settings, directory.secret) : { token: applicationToken(client, directory) }, reach: 'impersonated' });
}

type SignIn = { readonly authorization: string } | { readonly token: TokenSource };

function basic({ userName = '' }: Readonly<Record<string, string>>, password: string): SignIn {
  return { authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}` };
}

interface Opening {
  readonly settings: Readonly<Record<string, string>>;
  readonly mailbox: string;
  readonly signIn: SignIn;
  /** own: that of whoever signs in. impersonated: as its owner. named: each request names it, for whoever may open it. */
  readonly reach: 'own' | 'impersonated' | 'named';
}

function mailboxBy(client: ServiceClient, { settings: { url = '', version = 'Exchange2013' }, mailbox, signIn, reach }: Opening): RemoteMailbox {
  // learn.microsoft.com/exchange/client-developer/exchange-web-services/impersonation-and-ews-in-exchange
  const impersonation = reach === 'impersonated' ? `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${escapeXml(mailbox)}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>` : '';
  // learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid
  const folderId = (folder: string): string => (reach === 'named' ? `<t:DistinguishedFolderId Id="${folder}"><t:Mailbox><t:EmailAddress>${escapeXml(mailbox)}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>` : `<t:DistinguishedFolderId Id="${folder}"/>`);

  /** The one response message of an operation: its code, and the element. */
  async function ask(operation: string, body: string): Promise<{ code: string; message: XmlElement; isCut: boolean }> {
    const envelope = '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">'
      + `<soap:Header><t:RequestServerVersion Version="${escapeXml(version)}"/>${impersonation}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
    // X-AnchorMailbox: learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server
    const headers = { 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml', 'x-anchormailbox': mailbox.replaceAll(/[^\u0020-\u007e]/g, '') };
    const call = { method: 'POST', headers, body: envelope, bodyBytesMax, isBusy, isAnswer: (answer: OutboundAnswer) => faultCode(answer) !== null && !isBusy(answer), pauseMs: backOffMs } as const;
    const answer = await ('token' in signIn ? client.callAs(signIn.token, url, call) : client.call(url, { ...call, headers: { ...headers, authorization: signIn.authorization } }));
    const fault = faultCode(answer);
    if (fault !== null) throw codeRefused(fault);
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
        + `<m:SyncFolderId>${folderId(folder)}</m:SyncFolderId>${cursor === null ? '' : `<m:SyncState>${escapeXml(cursor)}</m:SyncState>`}<m:MaxChangesReturned>${pageSize}</m:MaxChangesReturned></m:SyncFolderItems>`);
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

/** learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange: ErrorServerBusy in a good answer or in a fault, with how long to stay away. */
function isBusy({ status, body }: OutboundAnswer): boolean {
  return (status === 200 || status === 500) && body.length < faultBytesMax && body.includes('ErrorServerBusy');
}

function backOffMs({ body }: OutboundAnswer): number | null {
  const ms = body.length < faultBytesMax ? /<(?:\w+:)?Value Name="BackOffMilliseconds">(\d{1,9})</.exec(body.toString('utf8'))?.[1] : undefined;
  return ms === undefined ? null : Number(ms);
}

/** learn.microsoft.com/exchange/client-developer/exchange-web-services/handling-authentication-related-errors and SOAP 1.1 6.2: a fault comes with 500, and its detail has the code. Null: no fault. */
function faultCode({ status, body }: OutboundAnswer): string | null {
  if (status !== 500 || body.length >= faultBytesMax) return null;
  const xml = readXml(body.toString('utf8'));
  const fault = xml && findXml(xml, 'Fault');
  return fault && (findXml(fault, 'ResponseCode')?.text.trim() || null);
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
