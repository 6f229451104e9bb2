import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface CrmThings {
  /** A connected CRM; a text field of its contacts. */
  readonly crmId: string;
  readonly crmField: string;
  /** The stage of a deal about the customer; the deal's name is the account's subject and " deal". */
  readonly dealStageId: string;
}

/** A CRM as if it had been read: a contact with the customer's address, and one deal, the agent's. Nobody is called: it has no secret, and no job. */
export async function furnishCrm(tx: Tx, act: Act, { subject, customer, agentAddress }: { subject: string; customer: string; agentAddress: string }): Promise<CrmThings> {
  const { accountId } = tx;
  const { id } = await tx.one(sql<{ id: number }>`INSERT INTO crm_connections (account_id, kind, created_at, updated_at) VALUES (${accountId}, 'hubspot', ${act.now}, ${act.now}) RETURNING id`);
  const field = `field_${subject.toLowerCase()}`;
  await tx.run(sql`INSERT INTO crm_properties (account_id, connection_id, object, name, label, type) VALUES (${accountId}, ${id}, 'contacts', ${field}, ${`${subject} field`}, 'string')`);
  await tx.run(sql`INSERT INTO crm_owners (account_id, connection_id, external_id, address, name) VALUES (${accountId}, ${id}, '7', ${agentAddress}, 'Owner')`);
  await tx.run(sql`INSERT INTO crm_contacts (account_id, connection_id, external_id, round) VALUES (${accountId}, ${id}, '1', 1)`);
  await tx.run(sql`INSERT INTO crm_contact_addresses (account_id, connection_id, external_id, address) VALUES (${accountId}, ${id}, '1', ${customer})`);
  const stage = await tx.one(sql<{ id: number }>`
    INSERT INTO deal_stages (account_id, connection_id, external_id, pipeline, label, position, outcome) VALUES (${accountId}, ${id}, '11', 'Sales', ${`${subject} stage`}, 0, 'open') RETURNING id`);
  const deal = await tx.one(sql<{ id: number }>`
    INSERT INTO deals (account_id, connection_id, external_id, name, stage_id, owner_id, value, currency, round, created_at, updated_at)
    VALUES (${accountId}, ${id}, '21', ${`${subject} deal`}, ${stage.id}, '7', 100, 'EUR', 1, ${act.now}, ${act.now}) RETURNING id`);
  await tx.run(sql`INSERT INTO deal_contacts (account_id, deal_id, connection_id, external_id) VALUES (${accountId}, ${deal.id}, ${id}, '1')`);
  return { crmId: String(id), crmField: field, dealStageId: String(stage.id) };
}
