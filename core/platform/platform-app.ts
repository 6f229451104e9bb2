import { CoreError, systemAct, type Act } from '#core/kernel/index.ts';

/** Who asks, once the token was checked. */
export interface PlatformCaller {
  readonly appId: number;
  /** RFC 3339 UTC. */
  readonly now: string;
  readonly address?: string | undefined;
}

export type GrantNoun = 'account' | 'user' | 'bot';

/** The app acting in an account: everything is allowed there, and the audit log names the app. */
export function platformAct({ appId, now, address }: PlatformCaller, accountId: number): Act {
  return { ...systemAct(accountId, now, `platform:${appId}`), address };
}

/** What never was and what is somebody else's: told alike. */
export function notPermitted(): CoreError {
  return new CoreError('forbidden', 'There is no such resource for this app.', { reason: 'not-permitted' });
}
