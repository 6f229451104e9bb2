import { Type } from '@sinclair/typebox';
import { goalsInMinutes, goalsInSeconds } from './goals-in-minutes.ts';
import { MemberPage } from './member.ts';
import { AlwaysEmptyList, Closed, Strings } from './php.ts';

const Address = Type.String({ minLength: 1, maxLength: 320, description: 'The email address of the Group Mailbox.' });

export const GroupMailboxInput = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200, description: 'The name of the Group Mailbox.' }),
  groupMailboxAddress: Address,
  aliases: Type.Optional(Type.Array(Type.String({ maxLength: 320 }), { maxItems: 100, description: 'Email aliases of the Group Mailbox; where they are not given they stay.' })),
  ...goalsInMinutes,
});

const head = { id: Type.Integer(), company_id: Type.Integer(), name: Type.String(), ...goalsInSeconds, created_at: Type.String(), updated_at: Type.String(), product_type: Type.String() };
const tail = { members: MemberPage, model_type: Type.String(), group_mailbox_address: Type.String(), email_usernames: Strings, pending_invites: AlwaysEmptyList };

/** As store answers. `product_type` names what was bought of the vendor: always the same here. */
export const StoredGroupMailbox = Closed({ ...head, ...tail });

/** As update answers. */
export const UpdatedGroupMailbox = Closed({ ...head, pending_invites_count: Type.Integer(), ...tail });
