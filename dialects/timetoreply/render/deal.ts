import type { Static } from '@sinclair/typebox';
import type { DealRow as Deal } from '../ports.ts';
import type { DealRow } from '../schemas/deal.ts';
import { displayTime, plainTime } from './date-time.ts';

/** As the list shows it. */
export function renderDeal(deal: Deal, threadIds: readonly number[], { accountId, zone }: { accountId: number; zone: string }): Static<typeof DealRow> {
  return {
    id: deal.id,
    name: deal.name,
    company_id: accountId,
    agent_id: deal.agent?.id ?? null,
    deal_value: deal.value,
    deal_stage: deal.stage?.id ?? null,
    thread_ids: threadIds.toSorted((a, b) => a - b),
    created_at: displayTime(deal.createdAt, zone),
    updated_at: plainTime(deal.updatedAt, zone),
    search_string: `${deal.name} ${deal.addresses.join(' ')}`,
    agent: deal.agent && { id: deal.agent.id, name: deal.agent.name },
    emails: [...deal.addresses],
  };
}
