import { isDeepStrictEqual } from 'node:util';
import { seal, unseal, type SealedPlace, type SecretKey } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ServiceProtocol } from './mailbox-protocol.ts';

/** A company's access to its mail service, without its secret. `settings`: nothing secret, as the service's connector reads them. */
export interface MailDirectory { readonly protocol: ServiceProtocol; readonly settings: Readonly<Record<string, string>>; readonly updatedAt: string }

/** What a service's connector has to know beside the secret: any one of the sets. With `consent` it opens nobody's mailbox by itself: each person signs in and consents. */
const settingSets: Readonly<Record<ServiceProtocol, readonly (readonly string[])[]>> = {
  graph: [['tenant', 'clientId'], ['tenant', 'clientId', 'consent']],
  gmail: [['clientEmail', 'admin'], ['clientId', 'consent']],
  ews: [['url', 'version', 'userName'], ['url', 'version', 'tenant', 'clientId'], ['url', 'version', 'tenant', 'clientId', 'consent']],
  mimecast: [['url', 'appId', 'userName']],
};
/** Not one company: whoever runs another could give his people our people's addresses. */
const tenantsOfMany: readonly string[] = ['common', 'organizations', 'consumers'];

const secretBytesMax = 16_384;

/** Sets or replaces it; the secret is sealed and shown to nobody again. The same again: nothing happens. */
export async function setMailDirectory(tx: Tx, act: Act, key: SecretKey, protocol: ServiceProtocol, { settings, secret }: { readonly settings: Readonly<Record<string, string>>; readonly secret: string }): Promise<void> {
  requirePermission(act, 'channels.write');
  if (secret === '' || Buffer.byteLength(secret) > secretBytesMax || secret.includes('\0')) throw invalid('secret', `must be 1 to ${secretBytesMax} bytes`, 'too-long', { max: secretBytesMax });
  const names = setOf(protocol, settings);
  for (const name of names) if (!settings[name]) throw invalid(name, 'is missing', 'setting-missing', { name });
  for (const name of Object.keys(settings)) if (!names.includes(name)) throw invalid(name, `is not one of ${names.join(', ')}`, 'setting-unknown', { names: names.join(', ') });
  for (const [name, value] of Object.entries(settings)) if (value.length > 2_000 || /[\u0000-\u001f\u007f]/.test(value)) throw invalid(name, 'must be at most 2000 characters without control characters', 'too-long', { max: 2_000 });
  if (settings['consent'] !== undefined && settings['consent'] !== 'person') throw invalid('consent', 'must be person', 'setting-unknown', { names: 'person' });
  if (settings['tenant'] !== undefined && tenantsOfMany.includes(settings['tenant'].toLowerCase())) throw invalid('tenant', 'must be the company\'s own', 'tenant-of-many');
  const present = await tx.maybe(sql<{ settings: Readonly<Record<string, string>>; sealed: Buffer }>`
    SELECT settings, secret_sealed AS sealed FROM mail_directories WHERE account_id = ${tx.accountId} AND protocol = ${protocol} FOR UPDATE`);
  if (present && isDeepStrictEqual(present.settings, settings) && unseal(key, placeOf(tx, protocol), present.sealed) === secret) return;
  await tx.run(sql`
    INSERT INTO mail_directories (account_id, protocol, settings, secret_sealed, updated_at)
    VALUES (${tx.accountId}, ${protocol}, ${JSON.stringify(settings)}::jsonb, ${seal(key, placeOf(tx, protocol), secret)}, ${act.now})
    ON CONFLICT (account_id, protocol) DO UPDATE SET settings = excluded.settings, secret_sealed = excluded.secret_sealed, updated_at = excluded.updated_at`);
  await writeAudit(tx, act, { action: 'mail-directory.set', targetKind: 'mail-directory', detail: { protocol } });
}

/** The set that the given names are nearest to; the first where nothing is given. */
function setOf(protocol: ServiceProtocol, settings: Readonly<Record<string, string>>): readonly string[] {
  const given = Object.keys(settings);
  const distance = (names: readonly string[]): number => names.filter((name) => !given.includes(name)).length + given.filter((name) => !names.includes(name)).length;
  return settingSets[protocol].toSorted((a, b) => distance(a) - distance(b))[0]!;
}

/** Forgets it. Mailboxes that were read with it cannot be read any more. Again: nothing happens. */
export async function removeMailDirectory(tx: Tx, act: Act, protocol: ServiceProtocol): Promise<void> {
  requirePermission(act, 'channels.write');
  const removed = await tx.run(sql`DELETE FROM mail_directories WHERE account_id = ${tx.accountId} AND protocol = ${protocol}`);
  if (removed > 0) await writeAudit(tx, act, { action: 'mail-directory.removed', targetKind: 'mail-directory', detail: { protocol } });
}

export async function findMailDirectories(tx: Tx, act: Act): Promise<MailDirectory[]> {
  requirePermission(act, 'channels.read');
  return tx.rows(sql<MailDirectory>`SELECT protocol, settings, updated_at AS "updatedAt" FROM mail_directories WHERE account_id = ${tx.accountId} ORDER BY protocol`);
}

/** Those in which people can be looked up, for whoever may use the company's access; nobody else is told of any. */
export async function findSearchableDirectories(tx: Tx, act: Act): Promise<ServiceProtocol[]> {
  const { permissions } = act.actor;
  if (permissions !== 'all' && !permissions.has('channels.write')) return [];
  return (await findMailDirectories(tx, seesAll(act))).filter((directory) => directory.protocol !== 'ews' && !asksPersons(directory)).map(({ protocol }) => protocol);
}

/** Each person consents: it opens nobody's mailbox and lists nobody by itself. */
export function asksPersons({ settings }: Pick<MailDirectory, 'settings'>): boolean {
  return settings['consent'] === 'person';
}

/** With its secret opened, as what lists people and opens their mailboxes. `conflict` where there is none that does. */
export async function openCompanyAccess(tx: Tx, act: Act, key: SecretKey, protocol: ServiceProtocol): Promise<MailDirectory & { readonly secret: string }> {
  const directory = await openMailDirectory(tx, act, key, protocol);
  if (asksPersons(directory)) throw new CoreError('conflict', 'With this access each person signs in and consents; it lists nobody and opens no mailbox by itself.', { key: 'mail-directory-asks-persons' });
  return directory;
}

/** With its secret opened, for the code that calls the service. `conflict` where there is none. */
export async function openMailDirectory(tx: Tx, act: Act, key: SecretKey, protocol: ServiceProtocol): Promise<MailDirectory & { readonly secret: string }> {
  requirePermission(act, 'channels.write');
  const row = await tx.maybe(sql<MailDirectory & { sealed: Buffer }>`
    SELECT protocol, settings, updated_at AS "updatedAt", secret_sealed AS sealed FROM mail_directories WHERE account_id = ${tx.accountId} AND protocol = ${protocol}`);
  if (!row) throw new CoreError('conflict', 'The company\'s access to this mail service is not set up yet.', { key: 'no-mail-directory' });
  const { sealed, ...directory } = row;
  return { ...directory, secret: unseal(key, placeOf(tx, protocol), sealed) };
}

function placeOf(tx: Tx, protocol: ServiceProtocol): SealedPlace {
  return { table: 'mail_directories', column: 'secret_sealed', row: `${tx.accountId}:${protocol}` };
}
