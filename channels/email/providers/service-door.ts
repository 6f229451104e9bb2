import { countAttempt, type SecretKey } from '#core/accounts/index.ts';
import { openCompanyAccess, openMailDirectory, sayOfMail, type ConnectionReport, type MailboxAccessInput, type MailUsers, type ServiceProtocol } from '#core/channels/index.ts';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import type { OutboundRules } from '#http/outbound/index.ts';
import type { Database } from '#storage/index.ts';
import { asMailboxError } from '../imap/mailbox-error.ts';
import { mailProviderOf } from './all-providers.ts';
import type { DirectoryKey, ServiceApplication } from './mail-provider.ts';
import { openServiceClient, type ServiceClient } from './service-client.ts';
import { serviceUrls, type ServiceUrls } from './service-urls.ts';

/** What requests have of the server to ask a mail service at once. */
export interface ServiceDoor { readonly database: Database; readonly key: () => Promise<SecretKey>; readonly outbound: OutboundRules; readonly services?: ServiceUrls; /** As what this installation is known to services that a person signs in to. */ readonly applications?: Readonly<Partial<Record<ServiceProtocol, ServiceApplication>>>; readonly nowMs?: () => number }

/** Within 15 minutes, of an account: no way to try passwords at somebody else's service. */
const signInsMax = 10;

/** A request waits no longer than this for a service. */
const askMs = 25_000;

/** People of the company's mail service. `conflict` where its access is not set up or the service refuses it, `unavailable` where there is no good answer. */
export async function findMailUsers(door: ServiceDoor, act: Act, protocol: ServiceProtocol, search: string | null): Promise<MailUsers> {
  const service = mailProviderOf(protocol);
  const directory = await directoryOf(door, act, protocol);
  try {
    return await withClient(door, async (client) => await service.findUsers?.(client, directory, search) ?? { users: [], isCut: false });
  } catch (error) {
    const { message, step } = asMailboxError(error, 'read');
    // An access that is refused is the company's to mend; everything else may be better in a minute.
    throw new CoreError(step === 'sign-in' ? 'conflict' : 'unavailable', message, { key: 'mail-service-failed', values: { said: message }, cause: error });
  }
}

/**
 * The company's access by the name and password of somebody who may read its mailboxes; keeps nothing. `conflict` where nobody has said as which application this installation signs in, `invalid` at `password` where
 * the service refuses, `unavailable` where it gives no good answer or knows no such way.
 */
export async function signInMailService(door: ServiceDoor, act: Act, protocol: ServiceProtocol, person: { readonly userName: string; readonly password: string }): Promise<DirectoryKey> {
  requirePermission(act, 'channels.write');
  const service = mailProviderOf(protocol);
  const present = await directoryOf(door, act, protocol, openMailDirectory).catch((error: unknown) => {
    if (error instanceof CoreError && error.code === 'conflict') return null;
    throw error;
  });
  const application = (present && service.applicationOf?.(present)) ?? door.applications?.[protocol];
  if (!service.signIn || !application) throw new CoreError('conflict', 'Nobody has said yet as which application this installation signs in to this mail service.', { key: 'no-mail-application' });
  await countAttempt(door.database, { kind: 'mail-service-sign-in', of: `${act.accountId}:${protocol}`, max: signInsMax }, act.now);
  try {
    return await withClient(door, async (client) => service.signIn!(client, application, person));
  } catch (error) {
    const { message, step } = asMailboxError(error, 'read');
    if (step === 'sign-in') throw invalid('password', message, 'mail-service-failed', { said: message });
    throw new CoreError('unavailable', message, { key: 'mail-service-failed', values: { said: message }, cause: error });
  }
}

/** Opens a mailbox as it would be read and looks into its inbox. Every failure is a step of the report. */
export async function testMailService(door: ServiceDoor, act: Act, { protocol, remoteUser, settings = {}, secret = null }: MailboxAccessInput): Promise<ConnectionReport> {
  try {
    const service = mailProviderOf(protocol);
    const directory = secret === null ? await directoryOf(door, act, protocol) : null;
    return await withClient(door, async (client) => {
      const mailbox = service.open(client, { access: { remoteUser, settings }, secret, directory, since: new Date((door.nowMs ?? Date.now)()).toISOString() });
      await mailbox.changes(mailbox.folders[0]!.name, null);
      const { text, key, values } = sayOfMail('service-answers', { service: protocol });
      return { ok: true, steps: [{ step: 'folders', ok: true, text, said: [{ key, values }] }] };
    });
  } catch (error) {
    const { step, message, said } = asMailboxError(error, 'read');
    return { ok: false, steps: [{ step, ok: false, text: message, ...(said && { said: [said] }) }] };
  }
}

export async function directoryOf({ database, key }: ServiceDoor, act: Act, protocol: ServiceProtocol, open: typeof openMailDirectory = openCompanyAccess): ReturnType<typeof openMailDirectory> {
  const secretKey = await key();
  return database.withAccount(act.accountId, (tx) => open(tx, act, secretKey, protocol));
}

export async function withClient<T>({ outbound, services = serviceUrls, nowMs = () => Date.now() }: ServiceDoor, work: (client: ServiceClient) => Promise<T>): Promise<T> {
  const client = openServiceClient({ outbound, urls: services, nowMs, signal: AbortSignal.timeout(askMs) });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
