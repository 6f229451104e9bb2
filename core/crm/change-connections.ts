import { isStorable, seal, type SecretKey } from '#core/accounts/index.ts';
import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { crmSecretPlace, type CrmConnection } from './connection.ts';
import { findCrmConnection, getCrmConnection } from './find-connections.ts';
import type { CrmObject, CrmProperty, CrmSecret } from './source.ts';
import { storeProperties } from './store/store-fields.ts';

export interface CrmMapping {
  /** The property of a contact there that holds its mail address. */
  readonly emailProperty?: string;
  /** Where means are written; null: nowhere. */
  readonly firstReplyProperty?: string | null;
  readonly overallReplyProperty?: string | null;
  /** Lists of contacts there are contact groups here; false: they are none, and those that were are deleted. */
  readonly takesLists?: boolean;
}

export interface CrmInput extends CrmMapping {
  readonly kind: string;
  /** Nothing secret. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret: CrmSecret | null;
  /** What is read, where it is no system but a file. */
  readonly file?: Uint8Array;
  /** What fields the system has, as it said when the connection was tried; absent: they come with the first run. */
  readonly properties?: Readonly<Record<CrmObject, readonly CrmProperty[]>>;
}

const secretCharsMax = 8_192;

/** Connects, or connects anew: what was read stays, and is read from the beginning. One of each kind. The reading begins by itself. */
export async function connectCrm(tx: Tx, act: Act, key: SecretKey, { kind, settings, secret, file, properties, ...mapping }: CrmInput): Promise<CrmConnection> {
  requirePermission(act, 'settings.write');
  for (const [name, text] of Object.entries(secret ?? {})) if (text.length > secretCharsMax || !isStorable(text)) throw invalid(`secret.${name}`, `must be at most ${secretCharsMax} characters without control characters`, 'too-long', { max: secretCharsMax });
  if (JSON.stringify(settings).length > secretCharsMax) throw new CoreError('too-large', 'The settings are too large.', { key: 'too-much-data' });
  await tx.one(sql<object>`SELECT FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`); // one at a time
  const before = await findCrmConnection(tx, act, kind);
  const { id } = before ?? await tx.one(sql<{ id: number }>`
    INSERT INTO crm_connections (account_id, kind, created_at, updated_at) VALUES (${tx.accountId}, ${kind}, ${act.now}, ${act.now}) RETURNING id`);
  await tx.run(sql`
    UPDATE crm_connections SET settings = ${JSON.stringify(settings)}::jsonb, secret_sealed = ${secret === null ? null : seal(key, crmSecretPlace(tx, id), JSON.stringify(secret))}, state = 'connected', external_account = NULL,
      problem_key = NULL, problem_text = NULL, problem_values = '{}', problem_at = NULL, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (file) {
    await tx.run(sql`
      INSERT INTO crm_files (account_id, connection_id, content) VALUES (${tx.accountId}, ${id}, ${Buffer.from(file)})
      ON CONFLICT (account_id, connection_id) DO UPDATE SET content = excluded.content`);
  }
  for (const object of ['contacts', 'companies', 'deals'] as const) if (properties) await storeProperties(tx, id, object, properties[object]);
  await setMapping(tx, act, id, mapping, { isKnown: properties !== undefined });
  await fromTheBeginning(tx, act, id);
  await tell(tx, act, id, before === null ? 'crm.connected' : 'crm.changed', { kind });
  return getCrmConnection(tx, seesAll(act), id);
}

/** Which fields are read and written. Another address field: everything is read anew. */
export async function changeCrmMapping(tx: Tx, act: Act, id: number, mapping: CrmMapping): Promise<CrmConnection> {
  requirePermission(act, 'settings.write');
  const before = await lock(tx, act, id);
  await setMapping(tx, act, id, mapping, { isKnown: true });
  if (mapping.emailProperty !== undefined && mapping.emailProperty !== before.emailProperty) await fromTheBeginning(tx, act, id);
  else await startCrmSync(tx, act, id);
  // Another field holds nothing of ours yet.
  await tx.run(sql`
    UPDATE crm_contacts SET written_at = NULL, first_reply_seconds = NULL, overall_reply_seconds = NULL
    WHERE account_id = ${tx.accountId} AND connection_id = ${id} AND written_at IS NOT NULL
      AND EXISTS (SELECT FROM crm_connections c WHERE c.account_id = ${tx.accountId} AND c.id = ${id}
        AND (c.first_reply_property IS DISTINCT FROM ${before.firstReplyProperty} OR c.overall_reply_property IS DISTINCT FROM ${before.overallReplyProperty}))`);
  await tell(tx, act, id, 'crm.changed', { kind: before.kind });
  return getCrmConnection(tx, seesAll(act), id);
}

/** Reads as soon as possible; one that is under way goes on. */
export async function startCrmSync(tx: Tx, act: Act, id: number): Promise<CrmConnection> {
  requirePermission(act, 'settings.write');
  const { state } = await lock(tx, act, id);
  if (state === 'refused') throw new CoreError('conflict', 'It does not let us in any more: connect anew.', { key: 'crm-refused' });
  await tx.run(sql`UPDATE crm_connections SET next_sync_at = ${act.now}, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await appendEvents(tx, act, [{ type: 'crm.sync-asked', data: { connectionId: id } }]);
  return getCrmConnection(tx, seesAll(act), id);
}

/** The secret goes at once, what was read from there beside the requests. */
export async function disconnectCrm(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'settings.write');
  const { kind } = await lock(tx, act, id);
  await tx.run(sql`
    UPDATE crm_connections SET state = 'erasing', secret_sealed = NULL, call_secret_sealed = NULL, settings = '{}', step = NULL, step_version = step_version + 1, next_sync_at = NULL, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await tell(tx, act, id, 'crm.disconnected', { kind });
}

/** Another secret in the place of one that the system replaced; what somebody set meanwhile stays. */
export async function replaceCrmSecret(tx: Tx, act: Act, key: SecretKey, id: number, secret: CrmSecret): Promise<void> {
  requirePermission(act, 'settings.write');
  await tx.run(sql`
    UPDATE crm_connections SET secret_sealed = ${seal(key, crmSecretPlace(tx, id), JSON.stringify(secret))} WHERE account_id = ${tx.accountId} AND id = ${id} AND state = 'connected' AND secret_sealed IS NOT NULL`);
}

async function setMapping(tx: Tx, act: Act, id: number, mapping: CrmMapping, { isKnown }: { isKnown: boolean }): Promise<void> {
  const before = await getCrmConnection(tx, act, id);
  const { emailProperty = before.emailProperty, firstReplyProperty = before.firstReplyProperty, overallReplyProperty = before.overallReplyProperty, takesLists = before.takesLists } = mapping;
  for (const [field, name] of Object.entries({ emailProperty, firstReplyProperty, overallReplyProperty })) {
    if (name !== null && !/^[a-z0-9_]{1,100}$/i.test(name)) throw invalid(field, 'is no name of a field', 'crm-no-field');
  }
  if (mapping.emailProperty !== undefined && isKnown) {
    const there = await tx.maybe(sql<object>`
      SELECT FROM crm_properties WHERE account_id = ${tx.accountId} AND connection_id = ${id} AND object = 'contacts' AND name = ${emailProperty} AND type = 'string'`);
    if (!there) throw invalid('emailProperty', 'is no text field of a contact there', 'crm-no-field');
  }
  if (firstReplyProperty !== null && firstReplyProperty === overallReplyProperty) throw invalid('overallReplyProperty', 'must be another field than the first', 'crm-no-field');
  if (firstReplyProperty === emailProperty) throw invalid('firstReplyProperty', 'is the field of the address', 'crm-no-field');
  if (overallReplyProperty === emailProperty) throw invalid('overallReplyProperty', 'is the field of the address', 'crm-no-field');
  await tx.run(sql`
    UPDATE crm_connections SET email_property = ${emailProperty}, first_reply_property = ${firstReplyProperty}, overall_reply_property = ${overallReplyProperty}, takes_lists = ${takesLists}, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
}

async function fromTheBeginning(tx: Tx, act: Act, id: number): Promise<void> {
  await tx.run(sql`
    UPDATE crm_connections SET step = NULL, step_version = step_version + 1, changed_until = NULL, whole_at = NULL WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await startCrmSync(tx, act, id);
}

async function lock(tx: Tx, act: Act, id: number): Promise<CrmConnection> {
  await tx.maybe(sql<object>`SELECT FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  return getCrmConnection(tx, act, id);
}

async function tell(tx: Tx, act: Act, id: number, action: Extract<AuditAction, `crm.${string}`>, detail: Record<string, unknown>): Promise<void> {
  await appendEvents(tx, act, [{ type: 'crm.changed', data: { connectionId: id } }]);
  await writeAudit(tx, act, { action, targetKind: 'crm-connection', targetId: id, detail });
}
