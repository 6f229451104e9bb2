import { unseal, type SecretKey } from '#core/accounts/index.ts';
import { notFound, requirePermission, type Act, type ProblemValues } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { connectionColumns, crmSecretPlace, noCounts, type CrmConnection, type CrmCounts } from './connection.ts';
import type { CrmObject, CrmProperty, CrmSecret } from './source.ts';

/** Those that are connected, by kind; what is being erased is not shown. */
export async function findCrmConnections(tx: Tx, act: Act): Promise<CrmConnection[]> {
  requirePermission(act, 'settings.write');
  return (await tx.rows(sql<CrmConnection>`SELECT ${connectionColumns} FROM crm_connections WHERE account_id = ${tx.accountId} AND state <> 'erasing' ORDER BY kind`)).map(whole);
}

export async function getCrmConnection(tx: Tx, act: Act, id: number): Promise<CrmConnection> {
  requirePermission(act, 'settings.write');
  const found = await tx.maybe(sql<CrmConnection>`SELECT ${connectionColumns} FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${id} AND state <> 'erasing'`);
  if (!found) throw notFound('connection');
  return whole(found);
}

/** The account's connection of this kind; null: there is none. */
export async function findCrmConnection(tx: Tx, act: Act, kind: string): Promise<CrmConnection | null> {
  return (await findCrmConnections(tx, act)).find((one) => one.kind === kind) ?? null;
}

/** With its secret opened, for the code that calls. `unavailable` where the server's key does not open it. */
export async function openCrmConnection(tx: Tx, act: Act, key: SecretKey, id: number): Promise<CrmConnection & { readonly secret: CrmSecret | null }> {
  const connection = await getCrmConnection(tx, act, id);
  const { sealed } = await tx.one(sql<{ sealed: Buffer | null }>`SELECT secret_sealed AS sealed FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${id}`);
  return { ...connection, secret: sealed === null ? null : JSON.parse(unseal(key, crmSecretPlace(tx, id), sealed)) as CrmSecret };
}

/** The file that was brought with it; null: none was. */
export async function readCrmFile(tx: Tx, act: Act, id: number): Promise<Buffer | null> {
  requirePermission(act, 'settings.write');
  return (await tx.maybe(sql<{ content: Buffer }>`SELECT content FROM crm_files WHERE account_id = ${tx.accountId} AND connection_id = ${id}`))?.content ?? null;
}

/** What fields the system has, as it last said; by label. */
export async function findCrmProperties(tx: Tx, act: Act, connectionId: number, object: CrmObject): Promise<CrmProperty[]> {
  requirePermission(act, 'settings.write');
  return tx.rows(sql<CrmProperty>`
    SELECT name, label, type FROM crm_properties WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND object = ${object} ORDER BY lower(label), name`);
}

export interface CrmRun { readonly id: number; readonly isWhole: boolean; readonly counts: CrmCounts; readonly startedAt: string; readonly finishedAt: string; readonly problemKey: string | null; readonly problemText: string | null; readonly problemValues: ProblemValues }

/** Runs that are over, the newest first, twenty at most. */
export async function findCrmRuns(tx: Tx, act: Act, connectionId: number): Promise<CrmRun[]> {
  requirePermission(act, 'settings.write');
  const rows = await tx.rows(sql<CrmRun>`
    SELECT id, is_whole AS "isWhole", counts, started_at AS "startedAt", finished_at AS "finishedAt", problem_key AS "problemKey", problem_text AS "problemText", problem_values AS "problemValues"
    FROM crm_runs WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} ORDER BY id DESC LIMIT 20`);
  return rows.map((run) => ({ ...run, counts: { ...noCounts, ...run.counts } }));
}

/** How many contacts and deals a connection has brought. */
export async function countCrmRows(tx: Tx, act: Act, connectionId: number): Promise<{ contacts: number; deals: number }> {
  requirePermission(act, 'settings.write');
  return tx.one(sql<{ contacts: number; deals: number }>`
    SELECT (SELECT count(*)::int FROM crm_contacts WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId}) AS contacts,
      (SELECT count(*)::int FROM deals WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND deleted_at IS NULL) AS deals`);
}

const whole = (row: CrmConnection): CrmConnection => ({ ...row, counts: { ...noCounts, ...row.counts } });
