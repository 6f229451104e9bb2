import type { Dialect } from '#http/index.ts';
import { basicDoor } from './auth.ts';
import { listAgentActivityLogs } from './endpoints/agent-activity-logs/list.ts';
import { currentStatusOfAgents } from './endpoints/agents/current-status.ts';
import { listAgents } from './endpoints/agents/list.ts';
import { listCalls } from './endpoints/calls/list.ts';
import { listChats } from './endpoints/chats/list.ts';
import { listMenusCurrentStatus } from './endpoints/menus/current-status.ts';
import { listMenus } from './endpoints/menus/list.ts';
import { showMenu } from './endpoints/menus/show.ts';
import { showMenuSla } from './endpoints/menus/sla.ts';
import { showQueueGroupSla } from './endpoints/menus/sla-by-queue-groups.ts';
import { showMenuTree } from './endpoints/menus/tree.ts';
import { showOrganization } from './endpoints/settings/organization.ts';
import { listTeams } from './endpoints/teams/list.ts';
import { showTeam } from './endpoints/teams/show.ts';
import { treeOfTeams } from './endpoints/teams/tree.ts';
import { listUserStatuses } from './endpoints/user-statuses/list.ts';
import { errors } from './errors.ts';
import { documentedPerSecond, limitsOf } from './limits.ts';
import { convertInput } from './parse/convert-input.ts';

export interface CcaiOptions {
  /** Requests a second for each customer; 0: no limit. */
  readonly perSecond?: number;
}

/** The published API of ccai: agents, their activity, calls, chats, menus, teams. It only reads. */
export function ccai({ perSecond = documentedPerSecond }: CcaiOptions = {}): Dialect {
  return {
    name: 'ccai',
    title: 'ccai Manager API',
    description: 'Agents and their activity, calls, chats, menus, user statuses and teams. 1 request a second for each customer.',
    prefixes: ['/manager', '/apps'],
    door: basicDoor,
    limits: limitsOf(perSecond),
    errors,
    convert: convertInput,
    operations: [
      // agents and their activity
      ...listAgents, ...currentStatusOfAgents, ...listAgentActivityLogs,
      // teams
      ...listTeams, ...treeOfTeams, ...showTeam,
      // calls and chats
      ...listCalls, ...listChats,
      // menus: service levels
      ...showMenuSla, ...showQueueGroupSla,
      // menus: what waits
      ...listMenusCurrentStatus,
      // menus
      ...listMenus, ...showMenuTree, ...showMenu,
      // user statuses
      ...listUserStatuses,
      // not in the document
      ...showOrganization,
    ],
  };
}
