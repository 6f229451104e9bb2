import type { AgentAssignment, AssignedAgent, Menu as CoreMenu, MenuKind, MenuNode as CoreNode, QueueKind, TeamAssignment } from '#core/queues/index.ts';
import type { Assignee, Menu, MenuNode, MenuSummary } from '../schemas/menu.ts';
import type { menuTypes } from '../schemas/menu.ts';

const typeOf: Readonly<Record<MenuKind, (typeof menuTypes)[number]>> = { ivr: 'ivr_menu', mobile: 'mobile_menu', web: 'web_menu' };
const kindOfType: Readonly<Record<(typeof menuTypes)[number], MenuKind>> = { ivr_menu: 'ivr', mobile_menu: 'mobile', web_menu: 'web' };
export const kindsOf = (types: readonly (typeof menuTypes)[number][]): MenuKind[] => types.map((type) => kindOfType[type]);
export const channelTypeOf = (kind: QueueKind): 'voice_call' | 'chat' => (kind === 'call' ? 'voice_call' : 'chat');

/** The document shows `primary` only; the next are named as its product does, further ones by number. */
function queueLevelOf(level: number): string {
  return ['primary', 'secondary', 'tertiary'][level - 1] ?? `level_${level}`;
}

export function renderMenuSummary({ id, name, parentId, position, deletedAt, kind, outputMessage, isHidden }: Pick<CoreMenu, 'id' | 'name' | 'parentId' | 'position' | 'deletedAt' | 'kind' | 'outputMessage' | 'isHidden'>): MenuSummary {
  return { id, name, parent_id: parentId, position, deleted: deletedAt !== null, menu_type: typeOf[kind], output_msg: outputMessage, hidden: isHidden };
}

export function renderMenu(menu: CoreMenu, assignments: { readonly agents: readonly AgentAssignment[]; readonly teams: readonly TeamAssignment[] }): Menu {
  const ofMenu = ({ menuId }: { readonly menuId: number }): boolean => menuId === menu.id;
  const place = ({ lang, level, kind }: { readonly lang: string; readonly level: number; readonly kind: QueueKind }) => ({ lang, queue_level: queueLevelOf(level), channel_type: channelTypeOf(kind) });
  return {
    ...renderMenuSummary(menu),
    agent_assignments: assignments.agents.filter(ofMenu).map((one) => ({ ...place(one), assignee: renderAssignee(one.agent) })),
    team_assignments: assignments.teams.filter(ofMenu).map((one) => {
      const { id, name, parentId, position, deletedAt, members } = one.team;
      return { ...place(one), team: { id, name, parent_id: parentId, position, agents_count: members.length, deleted: deletedAt !== null, assignees: members.map(renderAssignee) } };
    }),
  };
}

export function renderMenuNode({ children, ...menu }: CoreNode): MenuNode {
  return { ...renderMenuSummary(menu), children: children.map(renderMenuNode) };
}

/** Parts of the name that nobody wrote down follow from the name: its last word, and what is before it. */
export function renderAssignee({ id, name, firstName, lastName, agentNumber, avatarUrl }: AssignedAgent): Assignee {
  const words = name.trim().split(/\s+/);
  return {
    id, agent_number: agentNumber, name, last_name: lastName ?? (firstName === null && words.length > 1 ? words.at(-1)! : null),
    first_name: firstName ?? (lastName === null ? words.slice(0, Math.max(1, words.length - 1)).join(' ') : null), avatar_url: avatarUrl,
  };
}
