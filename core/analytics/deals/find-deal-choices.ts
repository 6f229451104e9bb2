import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface DealStage { readonly id: number; readonly label: string; readonly pipeline: string; readonly outcome: 'open' | 'won' | 'lost' }

/** What a report can be narrowed to by deals: stages in the order of their pipelines, and agents who own deals, by name. Both empty where no deals are kept. */
export async function findDealChoices(tx: Tx, act: Act): Promise<{ readonly stages: DealStage[]; readonly owners: { readonly id: number; readonly name: string }[] }> {
  requirePermission(act, 'reports.read');
  const stages = await tx.rows(sql<DealStage>`
    SELECT s.id, s.label, s.pipeline, s.outcome FROM deal_stages s
    WHERE s.account_id = ${tx.accountId} AND EXISTS (SELECT FROM deals d WHERE d.account_id = s.account_id AND d.stage_id = s.id AND d.deleted_at IS NULL) ORDER BY s.connection_id, lower(s.pipeline), s.position, s.id`);
  const owners = await tx.rows(sql<{ id: number; name: string }>`
    SELECT DISTINCT g.id, g.name, lower(g.name) FROM crm_owners o JOIN agent_addresses aa ON aa.account_id = o.account_id AND aa.address = o.address JOIN agents g ON g.account_id = aa.account_id AND g.id = aa.agent_id
    WHERE o.account_id = ${tx.accountId} AND EXISTS (SELECT FROM deals d WHERE d.account_id = o.account_id AND d.connection_id = o.connection_id AND d.owner_id = o.external_id AND d.deleted_at IS NULL) ORDER BY lower(g.name), g.id`);
  return { stages, owners: owners.map(({ id, name }) => ({ id, name })) };
}
