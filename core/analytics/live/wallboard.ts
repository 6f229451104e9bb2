import type { QueueKind } from '#core/queues/index.ts';

/** What can be opened: `findWallboardRows`. README.md says what each counts. */
export const wallboardFigures = ['waiting', 'at-risk', 'service-level', 'answered', 'abandoned', 'speed-of-answer', 'handle-time', 'agents', 'occupancy'] as const;
export type WallboardFigure = (typeof wallboardFigures)[number];

/** How an agent stands towards a queue. */
export const agentStates = ['ready', 'busy', 'wrap-up', 'away', 'offline'] as const;
export type AgentState = (typeof agentStates)[number];
export type AgentCounts = Readonly<Record<AgentState, number>>;

/** `percent` is null where nothing is below the line. Seconds are whole. */
export interface Figures {
  readonly waiting: number;
  readonly oldestWaitingSince: string | null;
  readonly longestWaitSeconds: number | null;
  readonly atRisk: number;
  /** Waiting ones whose target has passed. */
  readonly missed: number;
  readonly serviceLevel: { readonly percent: number | null; readonly inSla: number; readonly notInSla: number; readonly excluded: number };
  readonly answered: number;
  readonly abandoned: number;
  readonly speedOfAnswer: { readonly averageSeconds: number | null; readonly seconds: number };
  readonly handleTime: { readonly averageSeconds: number | null; readonly seconds: number; readonly handlings: number };
  readonly agents: AgentCounts;
  /** offlineSeconds: work while not online, left out. So the percentage is never over 100. */
  readonly occupancy: { readonly percent: number | null; readonly busySeconds: number; readonly onlineSeconds: number; readonly offlineSeconds: number };
}

export interface QueueFigures extends Figures {
  readonly queueId: number;
  readonly kind: QueueKind;
  readonly name: string;
  readonly lang: string;
  readonly queueGroupId: number | null;
  readonly queueGroupName: string | null;
  readonly menuPath: string | null;
  readonly targetSeconds: number;
  readonly targetPercent: number;
}

/** A waiting call or chat that has missed its target, or will. */
export interface AtRiskItem {
  readonly interactionId: number;
  readonly conversationId: number;
  readonly queueId: number;
  readonly kind: QueueKind;
  readonly waitingSince: string;
  readonly dueAt: string;
  readonly isMissed: boolean;
}

export interface Wallboard {
  /** The instant that all figures are of. */
  readonly asOf: string;
  readonly dayStartedAt: string;
  readonly zone: string;
  readonly atRiskSeconds: number;
  readonly queues: readonly QueueFigures[];
  readonly totals: Figures;
  /** The first to be due come first; at most `atRiskMax`. */
  readonly atRisk: readonly AtRiskItem[];
}

export const atRiskMax = 100;

/** Parts of a hundred with two decimals; null of nothing. */
export const percentOf = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 100);

/** Whole seconds, rounded to the nearest: the mean of whole seconds is none by itself. */
export const meanOf = (sum: number, count: number): number | null => (count === 0 ? null : Math.round(sum / count));
