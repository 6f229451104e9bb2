import type { Static } from '@sinclair/typebox';
import type { Deflection, Transfer as CoreTransfer } from '#core/interactions/index.ts';
import type { EndUser, MenuPath, Participant, Photo, SelectedMenu, Transfer, Video, AgentInfo } from '../schemas/interaction-parts.ts';
import { adapterFail, callFailReasonOf } from '../words/fail-reasons.ts';
import { renderAssignee, renderMenuSummary } from './menu.ts';
import { customerSpans, sumOf, time, timeOrNull, underscored, type Subject } from './interaction-record.ts';
import { wholeSeconds } from '#core/interactions/index.ts';

export function agentInfo({ names }: Subject, agentId: number | null): Static<typeof AgentInfo> | null {
  const agent = agentId === null ? undefined : names.agents.get(agentId);
  return agent ? renderAssignee(agent) : null;
}

export function endUser({ it, names }: Subject): Static<typeof EndUser> | null {
  const contact = it.contactId === null ? undefined : names.contacts.get(it.contactId);
  return contact ? { id: contact.id, identifier: contact.name, out_contact_id: contact.externalId } : null;
}

export function selectedMenu({ it, names }: Subject): Static<typeof SelectedMenu> | null {
  const menu = it.menuId === null ? undefined : names.menus.get(it.menuId);
  return menu ? renderMenuSummary(menu) : null;
}

export function menuPath({ names }: Subject, menuPathId: number | null): Static<typeof MenuPath> | null {
  const path = menuPathId === null ? undefined : names.paths.get(menuPathId);
  return path ? { items_count: path.items, name: path.name, materialized_path: path.path } : null;
}

export function photos({ it, names }: Subject): Static<typeof Photo>[] {
  return (names.filesOf.get(it.id) ?? []).filter((file) => file.kind !== 'video').map(({ id, kind, url }) => ({ id, photo_type: kind, url }));
}

export function videos({ it, names }: Subject): Static<typeof Video>[] {
  return (names.filesOf.get(it.id) ?? []).filter((file) => file.kind === 'video').map(({ id, url }) => ({ id, url }));
}

const deflectionNumbers: Readonly<Record<Deflection, number>> = { none: 0, 'after-hours': 1, 'over-capacity': 2, 'waited-too-long': 3, 'by-agent': 4 };

export function transfers(subject: Subject): Static<typeof Transfer>[] {
  return subject.it.transfers.map((transfer) => ({
    id: transfer.id, status: transfer.state === 'cancelled' ? 'canceled' as const : transfer.state, fail_reason: callFailReasonOf(transfer.failReason), created_at: time(transfer.createdMs),
    call_duration: talkAfter(subject, transfer), wait_duration: transfer.assignedMs === null ? 0 : wholeSeconds(transfer.createdMs, transfer.assignedMs), assigned_at: timeOrNull(transfer.assignedMs),
    connected_at: timeOrNull(transfer.connectedMs), updated_at: time(transfer.updatedMs), deflection: deflectionNumbers[transfer.deflection], from_menu: queuePath(subject, transfer.fromQueueId),
    to_menu: queuePath(subject, transfer.toQueueId), from_agent: agentInfo(subject, transfer.fromAgentId), to_agent: agentInfo(subject, transfer.toAgentId),
  }));
}

/** The customer's time with whom he was transferred to. */
function talkAfter({ it }: Subject, { id }: CoreTransfer): number {
  return sumOf(customerSpans(it).filter((span) => span.transferId === id), 'talk', 'hold');
}

function queuePath(subject: Subject, queueId: number | null): Static<typeof MenuPath> | null {
  return menuPath(subject, queueId === null ? null : subject.names.queues.get(queueId)?.menuPathId ?? null);
}

const partyTypes = { customer: 'end_user', agent: 'agent', bot: 'virtual_agent', third: 'third_party' } as const;

/** Who took part; of a chat as well the parent's id stands in `call_id`, as in the document's model. */
export function participants({ it }: Subject): Static<typeof Participant>[] {
  return it.parties.map((party) => {
    const own = it.spans.filter((span) => span.partyId === party.id);
    return {
      id: party.id, type: partyTypes[party.kind], status: underscored(party.state) as 'finished', call_id: it.id, user_id: party.agentId, end_user_id: party.contactId,
      call_duration: sumOf(own, 'talk', 'hold', 'consult'), hold_duration: sumOf(own, 'hold'), connected_at: timeOrNull(party.connectedMs), ended_at: timeOrNull(party.leftMs),
      fail_reason: callFailReasonOf(party.failReason), ...adapterFail(party.failReason, party.kind === 'customer' ? it.detail.adapterCode : undefined),
    };
  });
}
