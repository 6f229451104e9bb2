import { Type } from '@sinclair/typebox';
import { Agent } from './agent.ts';
import { Closed, Either, Id, Ids } from './wire.ts';

export const InboxMembersInput = Type.Object({ inbox_id: Id('Inbox.'), user_ids: Ids('Ids of agents.') });
export const InboxMembers = Either(Type.Array(Agent), Closed({ payload: Type.Array(Agent) }));
