import type { Dialect } from '#http/index.ts';
import { basicDoor } from './auth.ts';
import { listMenus } from './endpoints/menus/list.ts';
import { showMenu } from './endpoints/menus/show.ts';
import { showMenuTree } from './endpoints/menus/tree.ts';
import { showOrganization } from './endpoints/settings/organization.ts';
import { listUserStatuses } from './endpoints/user-statuses/list.ts';
import { errors } from './errors.ts';
import { documentedPerSecond, limitsOf } from './limits.ts';
import { roots } from './ccai-operation.ts';
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
      // menus
      ...listMenus, ...showMenuTree, ...showMenu,
      // user statuses
      ...listUserStatuses,
      // not in the document
      ...showOrganization,
    ],
  };
}
