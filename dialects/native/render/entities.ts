import type { GroupMailbox as CoreGroupMailbox } from '#core/channels/index.ts';
import type { ContactGroup as CoreContactGroup } from '#core/contacts/index.ts';
import type { ContactGroup, GroupMailbox } from '../schemas/entities.ts';

export function renderGroupMailbox({ id, name, address, aliases, agentIds, createdAt, updatedAt }: CoreGroupMailbox): GroupMailbox {
  return { id, name, address, aliases: [...aliases], agentIds: [...agentIds], createdAt, updatedAt };
}

export function renderContactGroup({ id, name, members, createdAt, crmKind, isGoneThere }: CoreContactGroup): ContactGroup {
  return { id, name, members: members.map(({ kind, value }) => ({ kind, value })), createdAt, crm: crmKind === null ? null : { kind: crmKind, isGone: isGoneThere } };
}
