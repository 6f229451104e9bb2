import { Type, type Static } from '@sinclair/typebox';
import { Id, Nullable, Record } from './wire.ts';

export const menuTypes = ['ivr_menu', 'mobile_menu', 'web_menu'] as const;
const words = <const W extends readonly string[]>(values: W, description?: string) => Type.Unsafe<W[number]>({ type: 'string', enum: [...values], ...(description === undefined ? {} : { description }) });

/** `hidden` is "string" in the document's model and a boolean in all of its examples. */
const fields = {
  id: Id, name: Type.String(), parent_id: Nullable(Id), position: Type.Integer(), deleted: Type.Boolean(), menu_type: words(menuTypes), output_msg: Nullable(Type.String()), hidden: Type.Boolean(),
};

export const ChannelType = words(['voice_call', 'chat'] as const);

/** `agent_number` is a number in one example, a string in the model and all others. */
export const Assignee = Record({ id: Id, agent_number: Nullable(Type.String()), name: Type.String(), last_name: Nullable(Type.String()), first_name: Nullable(Type.String()), avatar_url: Nullable(Type.String()) });
export type Assignee = Static<typeof Assignee>;

const assignment = { lang: Type.String(), queue_level: Type.String({ description: 'primary, secondary, tertiary, then level_4 ...' }), channel_type: ChannelType };
export const AgentAssignment = Record({ ...assignment, assignee: Assignee });
export const TeamAssignment = Record({
  ...assignment,
  team: Record({ id: Id, name: Type.String(), parent_id: Nullable(Id), position: Type.Integer(), agents_count: Type.Integer(), deleted: Type.Boolean(), assignees: Type.Array(Assignee) }),
});

/** As it stands in an agent's channels. */
export const MenuSummary = Record(fields);
export type MenuSummary = Static<typeof MenuSummary>;
export const Menu = Record({ ...fields, agent_assignments: Type.Array(AgentAssignment), team_assignments: Type.Array(TeamAssignment) });
export type Menu = Static<typeof Menu>;
export type MenuNode = MenuSummary & { readonly children: readonly MenuNode[] };
export const MenuNode = Type.Unsafe<MenuNode>(Type.Recursive((This) => Record({ ...fields, children: Type.Array(This) }), { $id: 'ccaiMenuNode' }));
