import { sql, type Sql } from '#storage/index.ts';
import type { FigureRow } from '../figures/figures.ts';

/** waiting: asked for, not begun; replaced: another one began before it was over, and covers it. */
export type RecountState = 'waiting' | 'running' | 'done' | 'replaced';

/** The figures of all time at one instant. */
export interface RecountFigures {
  readonly percentiles: 'exact' | 'within 4 %';
  readonly figures: FigureRow;
}

/** One computing anew of facts: of all conversations, or of those that a change from some instant on concerns. */
export interface Recount {
  readonly id: number;
  readonly state: RecountState;
  /** `asked`, or what changed: a kind of settings (calendar, mail-filters, internal-domains ...), else the event that told of it. */
  readonly causes: readonly string[];
  readonly isWhole: boolean;
  /** Who asked or changed it; null: the server, or somebody at the command line. */
  readonly askedBy: number | null;
  readonly askedByName: string | null;
  readonly askedAt: string;
  /** Conversations; 0 until it runs. */
  readonly total: number;
  readonly done: number;
  /** Null: not counted yet, or more than can be counted at once. */
  readonly before: RecountFigures | null;
  readonly after: RecountFigures | null;
  readonly endedAt: string | null;
  readonly replacedBy: number | null;
}

/** The columns of a row `r` of fact_recounts. */
export const recountColumns: Sql = sql`
  r.id, CASE r.state WHEN 'closing' THEN 'running' ELSE r.state END AS state, r.causes, r.from_at IS NULL AS "isWhole", r.asked_by AS "askedBy", (SELECT u.name FROM users u WHERE u.id = r.asked_by) AS "askedByName", r.asked_at AS "askedAt",
  r.total, r.done, r.before, r.after, r.ended_at AS "endedAt", r.replaced_by AS "replacedBy"`;
