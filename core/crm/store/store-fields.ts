import { sql, type Tx } from '#storage/index.ts';
import type { CrmObject, CrmOwner, CrmProperty, CrmStage } from '../source.ts';
import { safeText } from './safe-text.ts';

/** Exactly these from now on. */
export async function storeProperties(tx: Tx, connectionId: number, object: CrmObject, properties: readonly CrmProperty[]): Promise<void> {
  const rows = [...new Map(properties.map(({ name, label, type }) => [safeText(name, 200), { name: safeText(name, 200), label: safeText(label, 500), type: safeText(type, 50) }])).values()];
  await tx.run(sql`DELETE FROM crm_properties WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND object = ${object}`);
  await tx.run(sql`
    INSERT INTO crm_properties (account_id, connection_id, object, name, label, type)
    SELECT ${tx.accountId}::bigint, ${connectionId}::bigint, ${object}, r.name, r.label, r.type FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(name text, label text, type text)`);
}

/** A stage keeps its number for as long as the connection is there, also where the system has it no more: deals may still be in it. */
export async function storeStages(tx: Tx, connectionId: number, stages: readonly CrmStage[]): Promise<void> {
  const rows = [...new Map(stages.map((stage) => [safeText(stage.id, 300), {
    external_id: safeText(stage.id, 300), pipeline: safeText(stage.pipeline, 300), label: safeText(stage.label, 300), position: Math.trunc(Math.max(-1e9, Math.min(1e9, stage.position))), outcome: stage.outcome,
  }])).values()];
  await tx.run(sql`
    INSERT INTO deal_stages AS s (account_id, connection_id, external_id, pipeline, label, position, outcome)
    SELECT ${tx.accountId}::bigint, ${connectionId}::bigint, r.external_id, r.pipeline, r.label, r.position, r.outcome
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(external_id text, pipeline text, label text, position integer, outcome text)
    ON CONFLICT (account_id, connection_id, external_id) DO UPDATE SET pipeline = excluded.pipeline, label = excluded.label, position = excluded.position, outcome = excluded.outcome
      WHERE (s.pipeline, s.label, s.position, s.outcome) IS DISTINCT FROM (excluded.pipeline, excluded.label, excluded.position, excluded.outcome)`);
}

export async function storeOwners(tx: Tx, connectionId: number, owners: readonly CrmOwner[]): Promise<void> {
  const rows = [...new Map(owners.map(({ id, address, name }) => [safeText(id, 300), { external_id: safeText(id, 300), address: safeText(address, 320).trim().toLowerCase(), name: safeText(name, 300) }])).values()];
  await tx.run(sql`
    INSERT INTO crm_owners AS o (account_id, connection_id, external_id, address, name)
    SELECT ${tx.accountId}::bigint, ${connectionId}::bigint, r.external_id, r.address, r.name
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(external_id text, address text, name text)
    ON CONFLICT (account_id, connection_id, external_id) DO UPDATE SET address = excluded.address, name = excluded.name WHERE (o.address, o.name) IS DISTINCT FROM (excluded.address, excluded.name)`);
}
