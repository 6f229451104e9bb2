import { accountZone, resolvePartyRef, type DealFilter, type LogFilter, type Party, type PartyRef } from '#core/analytics/index.ts';
import { invalid, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { ReportFilterQuery } from '../schemas/report-filter.ts';

/** The filter of a report as core takes it. `invalid` for a party that is written wrongly, or that the account does not know: an unknown one and another account's answer alike. */
export async function toLogFilter(tx: Tx, act: Act, query: ReportFilterQuery): Promise<LogFilter> {
  const party = query.party === undefined ? null : await partyOf(tx, 'party', query.party);
  const other = query.with === undefined ? null : await partyOf(tx, 'with', query.with);
  return {
    zone: query.zone ?? await accountZone(tx), nowMs: Date.parse(act.now),
    ...(query.from === undefined ? {} : { fromDay: query.from }),
    ...(query.to === undefined ? {} : { toDay: query.to }),
    ...(party && { party }), ...(other && { communicatingWith: other }),
    ...(query.partyNotInCc && { partyNotInCc: true }), ...(query.withNotInCc && { communicatingNotInCc: true }), ...(query.exclusive && { exclusive: true }),
    ...(query.labels && { labels: query.labels }), ...(query.labelsAll && { labelsAll: true }),
    ...(query.threadTypes && { threadTypes: query.threadTypes }),
    ...(query.threadStatuses && { threadStatuses: query.threadStatuses }),
    ...(query.classifications && { classifications: query.classifications }),
    ...(query.messageTypes && { messageTypes: query.messageTypes }),
    ...(query.replies && { replies: query.replies }),
    ...(query.repliesOver === undefined ? {} : { repliesOverSeconds: query.repliesOver }),
    ...(query.closedOver === undefined ? {} : { closedOverSeconds: query.closedOver }),
    ...(query.messageRepliesOver === undefined ? {} : { messageRepliesOverSeconds: query.messageRepliesOver }),
    ...(query.noReplyFor === undefined ? {} : { noReplyForSeconds: query.noReplyFor }),
    ...(query.nudges === undefined ? {} : { nudgesMin: query.nudges }),
    ...(query.touches === undefined ? {} : { touchesMin: query.touches }),
    ...(query.lastTouchFrom === undefined ? {} : { lastTouchFromDay: query.lastTouchFrom }),
    ...(query.lastTouchTo === undefined ? {} : { lastTouchToDay: query.lastTouchTo }),
    ...dealOf(query),
    ...(query.search === undefined || query.search.trim() === '' ? {} : { search: query.search }),
  };
}

/** All of it asks of one and the same deal. */
function dealOf({ dealStages, dealOwners, dealName, dealValueFrom, dealValueTo }: ReportFilterQuery): { readonly deal?: DealFilter } {
  const deal: DealFilter = {
    ...(dealStages && { stageIds: dealStages }), ...(dealOwners && { ownerIds: dealOwners }), ...(dealName === undefined || dealName.trim() === '' ? {} : { name: dealName.trim() }),
    ...(dealValueFrom === undefined ? {} : { valueFrom: dealValueFrom }), ...(dealValueTo === undefined ? {} : { valueTo: dealValueTo }),
  };
  return Object.keys(deal).length === 0 ? {} : { deal };
}

async function partyOf(tx: Tx, field: 'party' | 'with', text: string): Promise<Party> {
  const ref = parsePartyRef(text);
  const party = ref && await resolvePartyRef(tx, ref);
  if (!party) throw invalid(field, 'nobody is known by it', 'party-unknown');
  return party;
}

/** Null: written wrongly. */
export function parsePartyRef(text: string): PartyRef | null {
  if (text === 'internal') return { kind: 'internal' };
  const [, kind, rest] = /^(agent|team|channel|group|lead-source|contact|domain):(.{1,330})$/s.exec(text) ?? [];
  switch (kind) {
    case 'agent': case 'team': case 'channel': case 'group': case 'lead-source': {
      const id = /^\d{1,15}$/.test(rest!) ? Number(rest) : 0;
      return id > 0 ? { kind, id } : null;
    }
    case 'contact': case 'domain': return { kind, text: rest! };
    case undefined: default: return null;
  }
}
