import type { Static } from '@sinclair/typebox';
import type { GroupMailbox } from '../ports.ts';
import type { PlainEntity } from '../schemas/entity.ts';
import { renderPlainEntity } from './entity.ts';

/** Its address, then its aliases. */
export const addressesOf = ({ address, aliases }: GroupMailbox): string[] => [address, ...aliases];

export function renderGroupMailbox(group: GroupMailbox): Static<typeof PlainEntity> {
  return renderPlainEntity({ type: 'group-mailbox', id: group.id, name: group.name, addresses: addressesOf(group) });
}
