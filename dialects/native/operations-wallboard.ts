import type { Operation } from '#http/index.ts';
import { clearStaffingPlan } from './endpoints/staffing/clear-staffing-plan.ts';
import { changeStaffingSettings } from './endpoints/staffing/change-staffing-settings.ts';
import { getForecast } from './endpoints/staffing/get-forecast.ts';
import { getStaffingSettings } from './endpoints/staffing/get-staffing-settings.ts';
import { getStaffingPlan } from './endpoints/staffing/get-staffing-plan.ts';
import { setStaffingPlan } from './endpoints/staffing/set-staffing-plan.ts';
import { createWallboardLink } from './endpoints/wallboard/create-wallboard-link.ts';
import { getAgentBoard } from './endpoints/wallboard/get-agent-board.ts';
import { getAgentDay } from './endpoints/wallboard/get-agent-day.ts';
import { getWallboard } from './endpoints/wallboard/get-wallboard.ts';
import { listWallboardLinks } from './endpoints/wallboard/list-wallboard-links.ts';
import { listWallboardRows } from './endpoints/wallboard/list-wallboard-rows.ts';
import { openSharedWallboard } from './endpoints/wallboard/open-shared-wallboard.ts';
import { revokeWallboardLink } from './endpoints/wallboard/revoke-wallboard-link.ts';

/** What a supervisor watches. */
export const wallboardOperations: readonly Operation[] = [
  getWallboard, listWallboardRows, getAgentBoard, getAgentDay, listWallboardLinks, createWallboardLink, revokeWallboardLink, openSharedWallboard,
  getForecast, getStaffingPlan, setStaffingPlan, clearStaffingPlan, getStaffingSettings, changeStaffingSettings,
];
