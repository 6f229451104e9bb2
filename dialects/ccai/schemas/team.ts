import { Type, type Static } from '@sinclair/typebox';
import { Assignee } from './menu.ts';
import { Id, Nullable, Record } from './wire.ts';

const fields = { id: Id, name: Type.String(), parent_id: Nullable(Id), position: Type.Integer(), agents_count: Type.Integer({ minimum: 0 }), deleted: Type.Boolean() };

export const TeamSummary = Record(fields);
export type TeamSummary = Static<typeof TeamSummary>;
export const Team = Record({ ...fields, assignees: Type.Array(Assignee) });
export type TeamNode = TeamSummary & { readonly children: readonly TeamNode[] };
export const TeamNode = Type.Unsafe<TeamNode>(Type.Recursive((This) => Record({ ...fields, children: Type.Array(This) }), { $id: 'ccaiTeamNode' }));
