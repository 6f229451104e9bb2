import { InvalidInput, type Call, type Tx } from '#http/index.ts';
import type { DealFilter, LogFilter, Ports, ReplyPresence } from '../ports.ts';
import type { FilterQuery } from '../schemas/log-query.ts';
import { findParty } from './find-party.ts';

export const presence = { hasReplies: 'has-replies', hasForwards: 'has-forwards', hasNoRepliesOrForwards: 'has-neither' } as const satisfies Record<string, ReplyPresence>;

/** The filters of a request as core takes them: minutes become seconds, names become parties, days are days of the caller's zone. */
export async function parseLogFilter(ports: Ports, tx: Tx, { query, principal, clock }: Pick<Call<FilterQuery>, 'query' | 'principal' | 'clock'>): Promise<LogFilter> {
  checkDays(query);
  const party = await findParty(ports, tx, 'model', query.model, query.model_type);
  const communicatingWith = await findParty(ports, tx, 'model_com', query.model_com, query.model_type_com);
  return defined({
    zone: principal.zone,
    nowMs: clock.nowMs(),
    fromDay: withinTime(query.from),
    toDay: withinTime(query.to),
    party,
    partyNotInCc: query.exclude_cc,
    communicatingWith,
    communicatingNotInCc: query.exclude_cc_com,
    exclusive: query.exclusive,
    search: query.search,
    labels: query.label,
    labelsAll: query.labelsAndOr === 'AND' ? true : undefined,
    threadTypes: query.thread_type,
    threadStatuses: query.thread_status,
    replies: query.has_replies?.map((word) => presence[word]),
    classifications: query.classification,
    messageTypes: query.messageType,
    repliesOverSeconds: seconds(query.replies_over),
    closedOverSeconds: seconds(query.closed_over),
    messageRepliesOverSeconds: seconds(query.message_replies_over),
    noReplyForSeconds: seconds(query.no_reply_for),
    nudgesMin: query.nudges,
    touchesMin: query.touches,
    lastTouchToDay: withinTime(query.lastTouchDate),
    deal: dealFilter(query),
  });
}

/** A conversation is about a deal that has all of it; undefined where nothing is asked. `prefix`: where the fields stand. */
export function dealFilter({ dealStage, dealOwner, dealName, dealValueFrom, dealValueTo }: Pick<FilterQuery, 'dealStage' | 'dealOwner' | 'dealName' | 'dealValueFrom' | 'dealValueTo'>, prefix = ''): DealFilter | undefined {
  const deal = defined({ stageIds: dealStage, ownerIds: dealOwner, name: dealName, valueFrom: dealValueFrom, valueTo: dealValueTo });
  if (dealValueFrom !== undefined && dealValueTo !== undefined && dealValueFrom > dealValueTo) throw new InvalidInput([{ field: `${prefix}dealValueFrom`, problem: 'The deal value from field must not be greater than deal value to.' }]);
  return Object.keys(deal).length === 0 ? undefined : deal;
}

function checkDays({ from, to }: FilterQuery): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw new InvalidInput([
    { field: 'from', problem: 'The from field must be a date before or equal to to.' },
    { field: 'to', problem: 'The to field must be a date after or equal to from.' },
  ]);
}

/**
 * "From year 0 to year 9999" is how programs say "always". PostgreSQL has no year 0, and the day after the last of 9999 has five digits, so
 * such a day becomes the nearest that every zone can compute with; no mail lies beyond.
 */
export function withinTime(day: string | undefined): string | undefined {
  if (day === undefined) return undefined;
  return day < '0002-01-01' ? '0002-01-01' : day > '9998-12-31' ? '9998-12-31' : day;
}

function seconds(minutes: number | undefined): number | undefined {
  return minutes === undefined ? undefined : minutes * 60;
}

/** Without the names that hold undefined. */
function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
