import { sql, type Sql } from '#storage/index.ts';

/** `bot_stays` of a conversation that a bot has from its beginning: whatever comes late and is older was the bot's, too. */
export const botFromBeginning: Sql = sql`tstzmultirange(tstzrange(NULL, NULL))`;

/** `bot_stays` where a bot has it from `now` on (RFC 3339). */
export function withBot(now: string): Sql {
  return sql`bot_stays + tstzmultirange(tstzrange(${now}::timestamptz, NULL))`;
}

/** `bot_stays` where no bot has it from `now` on. */
export function withoutBot(now: string): Sql {
  return sql`bot_stays - tstzmultirange(tstzrange(${now}::timestamptz, NULL))`;
}
