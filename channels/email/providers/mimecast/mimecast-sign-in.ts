import { sayOfMail } from '#core/channels/index.ts';
import { MailboxError } from '../../imap/mailbox-error.ts';
import type { DirectoryKey, ServiceApplication } from '../mail-provider.ts';
import { isMap, mapsOf, textOf, type JsonMap } from '../read-json.ts';
import type { ServiceCall, ServiceClient } from '../service-client.ts';
import { jsonHeaders, nonsense, readMimecast, requestHeaders, resetMs, service } from './mimecast-call.ts';

/**
 * Where the person's region is, then a binding of access key and secret key by name and password; the password is used once and not kept. A binding lives as long as the person's Authentication Profile says:
 * "Never Expire" for a server (integrations.mimecast.com/documentation/api-overview/authentication-scripts-server-apps).
 */
export async function signInToMimecast(client: ServiceClient, { id: appId, key: appKey }: ServiceApplication, { userName, password }: { readonly userName: string; readonly password: string }): Promise<DirectoryKey> {
  const send = (base: string, uri: string, data: JsonMap, more: ServiceCall = {}) => client.call(`${base}${uri}`, {
    method: 'POST', headers: { ...jsonHeaders, ...more.headers }, pauseMs: resetMs, sign: () => requestHeaders(appId, client.nowMs()), bodyBytesMax: 256 * 1024, body: JSON.stringify({ data: [data] }),
  });

  // mimecast.com/developer/documentation/authentication-ui-apps: /api/login/discover-authentication
  const [found] = mapsOf(readMimecast(await send(client.urls.mimecast, '/api/login/discover-authentication', { emailAddress: userName }), 'sign-in')['data']);
  const api = isMap(found?.['region']) ? textOf(found['region']['api']) : null;
  if (api === null) throw new MailboxError('sign-in', sayOfMail('service-refuses', { service, code: 'region' })); // nobody there has this address
  const url = requireOurs(client, api);
  const ways = Array.isArray(found?.['authenticate']) ? found['authenticate'] : [];
  const realm = !ways.includes('Basic-Cloud') && ways.includes('Basic-AD') ? 'Basic-AD' : 'Basic-Cloud';

  // the same page: /api/login/login
  const authorization = `${realm} ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
  const [binding] = mapsOf(readMimecast(await send(url, '/api/login/login', { userName }, { headers: { authorization } }), 'sign-in')['data']);
  const [accessKey, secretKey] = [textOf(binding?.['accessKey']), textOf(binding?.['secretKey'])];
  if (accessKey === null || secretKey === null) throw nonsense('sign-in');
  return { settings: { url, appId, userName }, secret: JSON.stringify({ appKey, accessKey, secretKey }) };
}

/** A password goes to a sister of the address that is set (eu-api.mimecast.com beside api.mimecast.com) and nowhere else. */
function requireOurs({ urls }: ServiceClient, given: string): string {
  const [api, ours] = [URL.parse(given), new URL(urls.mimecast)];
  const parentOf = ({ hostname }: URL): string => hostname.slice(hostname.indexOf('.') + 1);
  if (!api || api.protocol !== ours.protocol || api.port !== ours.port || (api.hostname !== ours.hostname && (!parentOf(ours).includes('.') || parentOf(api) !== parentOf(ours)))) throw nonsense('sign-in');
  return api.origin;
}
