import { oauthToken } from '#channels/email/imap/oauth-token.ts';
import { createParsePool } from '#channels/email/parse/create-parse-pool.ts';
import type { SendContext } from '#channels/email/send/send-context.ts';
import { resolveOutbound } from '#http/outbound/index.ts';
import type { Config } from './config.ts';
import type { WorkContext } from './standing-work.ts';

let pool: SendContext['pool'] | null = null;

/** What sending mail has of this server. One thread reads what we write; it holds no process open. */
export function createSendContext({ config, database, files, clock, key }: Pick<WorkContext, 'database' | 'files' | 'clock' | 'key'> & { readonly config: Config }): SendContext {
  const outbound = { allow: config.outboundAllow };
  return {
    database, files, clock, key, relay: config.smtpRelay,
    get pool() { return (pool ??= createParsePool({ threads: 1 })); },
    resolveHost: (host) => resolveOutbound(host, outbound),
    accessToken: (secret, keeper) => oauthToken(secret, outbound, clock.nowMs(), keeper),
  };
}
