export { findAgentBoard, type AgentBoard, type AgentBoardRow, type AgentWorkItem } from './find-agent-board.ts';
export { findWallboard, type WallboardOptions } from './find-wallboard.ts';
export { findWallboardRows, wallboardRowsMax, type WallboardRow, type WallboardRows } from './find-wallboard-rows.ts';
export { agentStates, atRiskMax, wallboardFigures, type AgentCounts, type AgentState, type AtRiskItem, type Figures, type QueueFigures, type Wallboard, type WallboardFigure } from './wallboard.ts';
export { accountZone } from './account-zone.ts';
