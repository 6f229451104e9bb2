import { asksPersons, openMailDirectory, sayOfMail, type ConsentBegin, type ConsentEnd, type MailboxAccessInput, type ServiceProtocol } from '#core/channels/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import { asMailboxError, MailboxError } from '../imap/mailbox-error.ts';
import { mailProviderOf } from './all-providers.ts';
import type { DirectoryKey, MailProvider } from './mail-provider.ts';
import { tokenEndpoint, writePersonSecret } from './person-token.ts';
import { refused, parseMap, textOf } from './read-json.ts';
import type { ServiceClient } from './service-client.ts';
import { directoryOf, withClient, type ServiceDoor } from './service-door.ts';

/**
 * Where a person signs in and consents: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, in the company's own directory only; developers.google.com/identity/protocols/oauth2/web-server. Calls nobody.
 */
export async function beginConsent(door: ServiceDoor, act: Act, protocol: ServiceProtocol, { address, redirectUri, state, challenge }: ConsentBegin): Promise<string> {
  const { directory, consent } = await open(door, act, protocol);
  return withClient(door, async (client) => {
    const { signIn } = consent;
    const query = new URLSearchParams({
      client_id: directory.settings['clientId'] ?? '', response_type: 'code', redirect_uri: redirectUri, ...(signIn?.query ?? { response_mode: 'query' }), scope: consent.scope(client, directory), state, login_hint: address,
      code_challenge: challenge, code_challenge_method: 'S256',
    });
    return `${signIn?.authorize(client) ?? tokenEndpoint(client, directory).replace(/token$/, 'authorize')}?${query}`;
  });
}

/** The same pages: a code for tokens. The mailbox is looked at before anything is kept, and must be that of the address. */
export async function finishConsent(door: ServiceDoor, act: Act, protocol: ServiceProtocol, { address, redirectUri, code, verifier }: ConsentEnd): Promise<MailboxAccessInput> {
  const { directory, consent, title } = await open(door, act, protocol);
  try {
    return await withClient(door, async (client) => {
      const form = { client_id: directory.settings['clientId'] ?? '', client_secret: directory.secret, grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier, ...(!consent.signIn && { scope: consent.scope(client, directory) }) };
      const { accessToken, refreshToken } = await redeem(client, consent.signIn?.token(client) ?? tokenEndpoint(client, directory), form, title);
      const { remoteUser } = await consent.look(client, directory, { address, token: async () => accessToken });
      return { protocol, remoteUser, settings: { consent: 'person' }, secret: writePersonSecret({ refreshToken }) };
    });
  } catch (error) {
    const { message, step } = asMailboxError(error, 'read');
    throw new CoreError(step === 'sign-in' ? 'conflict' : 'unavailable', message, { key: 'mail-service-failed', values: { said: message }, cause: error });
  }
}

async function redeem(client: ServiceClient, url: string, form: Readonly<Record<string, string>>, title: string): Promise<{ accessToken: string; refreshToken: string }> {
  const answer = await client.call(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body: new URLSearchParams(form).toString(), bodyBytesMax: 256 * 1024 });
  if (answer.status !== 200) throw refused(answer, title, 'sign-in');
  const body = parseMap(answer.body.toString('utf8')) ?? {};
  const [accessToken, refreshToken] = [textOf(body['access_token']), textOf(body['refresh_token'])];
  if (accessToken === null || refreshToken === null) throw new MailboxError('sign-in', sayOfMail('oauth-no-token'));
  return { accessToken, refreshToken };
}

async function open(door: ServiceDoor, act: Act, protocol: ServiceProtocol): Promise<{ directory: DirectoryKey; consent: NonNullable<MailProvider['consent']>; title: string }> {
  const directory = await directoryOf(door, act, protocol, openMailDirectory);
  const { consent } = mailProviderOf(protocol);
  if (!consent || !asksPersons(directory)) throw new CoreError('conflict', 'The company\'s access to this mail service is not set up yet.', { key: 'no-mail-directory' });
  return { directory, consent, title: protocol };
}
