import { Type, type Static } from '@sinclair/typebox';
import { agentStates, wallboardFigures } from '#core/analytics/index.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const Count = Type.Integer({ minimum: 0 });
const Seconds = Type.Integer({ minimum: 0, description: 'Whole seconds' });
const Percent = (what: string) => Nullable(Type.Number({ description: `${what}, percent with two decimals; null: nothing to divide by` }));
const Kind = OneOf(['call', 'chat']);
const State = OneOf(agentStates, { description: 'ready: may be offered work of the queue now; wrap-up; busy: has work or an offer in hand; away: online in a status that takes none; offline' });
export const AtRiskQuery = Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600, description: 'How long before its target a waiting one is at risk; default 10' }));

const figures = {
  waiting: Count,
  oldestWaitingSince: Nullable(Instant),
  longestWaitSeconds: Nullable(Seconds),
  atRisk: Count,
  missed: Type.Integer({ minimum: 0, description: 'Waiting ones whose target has passed' }),
  serviceLevel: Closed({ percent: Percent('inSla / (inSla + notInSla)'), inSla: Count, notInSla: Count, excluded: Count }),
  answered: Count,
  abandoned: Count,
  speedOfAnswer: Closed({ averageSeconds: Nullable(Seconds), seconds: Seconds }),
  handleTime: Closed({ averageSeconds: Nullable(Seconds), seconds: Seconds, handlings: Count }),
  agents: Closed({ ready: Count, busy: Count, 'wrap-up': Count, away: Count, offline: Count }),
  occupancy: Closed({
    percent: Percent('busySeconds / onlineSeconds, never over 100'), busySeconds: Seconds, onlineSeconds: Seconds,
    offlineSeconds: Type.Integer({ minimum: 0, description: 'Work that ran while its agent was offline; no part of busySeconds' }),
  }),
};
const Figures = Closed(figures);
export type Figures = Static<typeof Figures>;

const QueueFigures = Closed({
  queueId: Id, kind: Kind, name: Type.String(), lang: Type.String(), queueGroupId: Nullable(Id), queueGroupName: Nullable(Type.String()), menuPath: Nullable(Type.String()),
  targetSeconds: Seconds, targetPercent: Type.Integer(), ...figures,
});
export type QueueFigures = Static<typeof QueueFigures>;

const board = {
  asOf: Instant,
  dayStartedAt: Instant, zone: Type.String({ description: 'Of the account: "today" is its local day' }), atRiskSeconds: Seconds,
  queues: Type.Array(QueueFigures), totals: Figures,
};
const AtRiskItem = Closed({ interactionId: Id, conversationId: Id, queueId: Id, kind: Kind, waitingSince: Instant, dueAt: Instant, isMissed: Type.Boolean() });
export const Wallboard = Closed({ ...board, atRisk: Type.Array(AtRiskItem, { description: 'At most 100, the first to be due first' }) });
export type Wallboard = Static<typeof Wallboard>;

export const WallboardRowsQuery = Type.Object({ figure: OneOf(wallboardFigures), queueId: Id, atRiskSeconds: AtRiskQuery });
const WallboardRow = Closed({
  interactionId: Nullable(Id), conversationId: Nullable(Id), spanId: Nullable(Id), agentId: Nullable(Id), agentName: Nullable(Type.String()), startedAt: Nullable(Instant), endedAt: Nullable(Instant),
  seconds: Nullable(Seconds), outcome: Nullable(Type.String()), sla: Nullable(OneOf(['in_sla', 'not_in_sla', 'excluded'])), state: Nullable(State), onlineSeconds: Nullable(Seconds), offlineSeconds: Nullable(Seconds),
});
export const WallboardRows = Closed({ asOf: Instant, rows: Type.Array(WallboardRow), isCut: Type.Boolean({ description: 'There are more than 1,000; the newest are shown' }) });
export type WallboardRows = Static<typeof WallboardRows>;

const Work = Closed({ interactionId: Id, conversationId: Id, kind: Kind, doing: Type.String({ description: 'The span that runs: talk, hold, wrap-up ...; offer: held out, not taken' }), since: Instant, queueId: Nullable(Id), queueName: Nullable(Type.String()) });
const AgentBoardRow = Closed({
  agentId: Id, name: Type.String(), state: State, statusId: Type.Integer(), statusName: Type.String(), statusColor: Type.String(), since: Nullable(Instant), setByName: Nullable(Type.String()),
  onlineSince: Nullable(Instant), takesCalls: Type.Boolean(), takesChats: Type.Boolean(), calls: Count, chats: Count, wrapUpUntil: Nullable(Instant), queueIds: Type.Array(Id), work: Type.Array(Work),
});
export type AgentBoardRow = Static<typeof AgentBoardRow>;
export const AgentBoard = Closed({ asOf: Instant, agents: Type.Array(AgentBoardRow) });
export type AgentBoard = Static<typeof AgentBoard>;

const piece = { startedAt: Instant, endedAt: Nullable(Instant), seconds: Seconds };
export const DayText = Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Local day of the account, 2026-05-06' });
export const AgentDay = Closed({
  agentId: Id, name: Type.String(), day: DayText, zone: Type.String(), asOf: Instant, startsAt: Instant, endsAt: Instant,
  stays: Type.Array(Closed({ statusId: Type.Integer(), name: Type.String(), color: Type.String(), setByName: Nullable(Type.String()), ...piece })),
  work: Type.Array(Closed({ interactionId: Id, conversationId: Id, kind: Kind, type: Type.String(), role: Type.String(), queueName: Nullable(Type.String()), ...piece })),
  moments: Type.Array(Closed({ at: Instant, activity: Type.String(), mode: Nullable(Type.String()), interactionId: Nullable(Id), kind: Nullable(Kind) })),
  isCut: Type.Boolean(),
});
export type AgentDay = Static<typeof AgentDay>;

const link = { id: Id, name: Type.String(), showsAgents: Type.Boolean(), createdBy: Nullable(Id), createdAt: Instant, expiresAt: Instant, lastUsedAt: Nullable(Instant) };
const WallboardLink = Closed(link);
export type WallboardLink = Static<typeof WallboardLink>;
export const WallboardLinks = Closed({ items: Type.Array(WallboardLink), next: Type.Null() });
export type WallboardLinks = Static<typeof WallboardLinks>;
export const NewWallboardLink = Closed({ name: Text(100, { minLength: 1 }), showsAgents: Type.Optional(Type.Boolean({ description: 'Names and states of agents too; default false' })), expiresAt: Instant });
export const CreatedWallboardLink = Closed({ ...link, secret: Type.String({ description: 'Shown this once' }), url: Type.String({ description: 'The page that shows it; the secret stands behind #, so that no server log has it' }) });
export type CreatedWallboardLink = Static<typeof CreatedWallboardLink>;

export const SharedWallboardInput = Closed({ secret: Text(200) });
export const SharedWallboard = Closed({
  accountName: Type.String(), linkName: Type.String(), wallboard: Closed(board),
  agents: Nullable(Type.Array(Closed({ name: Type.String(), state: State, statusName: Type.String(), statusColor: Type.String(), since: Nullable(Instant) }))),
});
export type SharedWallboard = Static<typeof SharedWallboard>;
