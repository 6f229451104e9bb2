export { dayRowsMax, findAgentDay, type AgentDay, type DayMoment, type DayStay, type DayWork } from './find-agent-day.ts';
