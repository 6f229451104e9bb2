import { CoreError } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';

/** A link to the wallboard. Never carries its secret. */
export interface WallboardLink {
  readonly id: number;
  readonly name: string;
  /** Names and states of agents are shown too. */
  readonly showsAgents: boolean;
  readonly createdBy: number | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

export const linkColumns = sql`id, name, shows_agents AS "showsAgents", created_by AS "createdBy", created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"`;

export const linksMax = 50;
export const linkDaysMax = 366;

/** Wrong, revoked, over, or of somebody who may no longer supervise: all alike. */
export function linkGone(): CoreError {
  return new CoreError('expired', 'This link is not valid, was revoked, or its time is over. Ask for a new one.', { key: 'link-gone' });
}
