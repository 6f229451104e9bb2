import { sql, type Sql, type Tx } from '#storage/index.ts';
import { subjectContains } from '../log/conversation-conditions.ts';
import { conversationsOfDeals, dealMatches, isDealFilter } from '../log/deal-conditions.ts';
import type { LogContext } from '../log/log-context.ts';
import type { Party } from '../log/log-filter.ts';
import type { Dictionaries } from './dictionaries.ts';
import { readIds } from './read-columns.ts';

/** Who of the addresses belongs to a party: at any time, and besides from one instant to before another (epoch milliseconds). By code of the address. */
export interface Membership {
  readonly always: Uint8Array;
  readonly spans: readonly { readonly from: number; readonly before: number; readonly codes: Uint8Array }[];
}

/** What the filter asks of other tables than the facts, as sets. */
export interface FilterSets {
  /** Of each label (of any of several) that a message must carry: the conversations and the messages that do. */
  readonly labelled: readonly { readonly conversationIds: Float64Array; readonly messageIds: ReadonlySet<number> }[];
  /** A label that does not exist is asked for, among others that all must be carried. */
  readonly isNothing: boolean;
  /** Conversations that pass; null: not asked. */
  readonly searched: Float64Array | null;
  readonly dealt: Float64Array | null;
  readonly party: Membership;
  readonly other: Membership;
  /** Addresses of channels that are no agent's own. */
  readonly channelOnly: Uint8Array;
}

/** In the snapshot in which the columns were refreshed. */
export async function readFilterSets(tx: Tx, context: LogContext, dictionaries: Dictionaries): Promise<FilterSets> {
  const { accountId, filter, labelIds, hasUnknownLabel } = context;
  const groups = labelIds === null ? [] : filter.labelsAll ? labelIds.map((id) => [id]) : [labelIds];
  const labelled = [];
  for (const ids of groups) {
    const carried = sql`x.account_id = ${accountId} AND x.label_id = ANY(${[...ids]}::bigint[])`;
    labelled.push({
      conversationIds: await readIds(tx, sql`SELECT x.conversation_id AS id FROM conversation_labels x WHERE ${carried}`),
      messageIds: new Set(await readIds(tx, sql`SELECT x.message_id AS id FROM message_labels x WHERE ${carried}`)),
    });
  }
  return {
    labelled, isNothing: labelIds !== null && filter.labelsAll === true && hasUnknownLabel,
    searched: filter.search ? await readIds(tx, sql`
      SELECT DISTINCT s.conversation_id AS id FROM messages s WHERE s.account_id = ${accountId} AND s.deleted_at IS NULL AND s.direction IN ('incoming', 'outgoing') AND ${subjectContains(filter.search)}`) : null,
    dealt: isDealFilter(filter.deal) ? await readIds(tx, sql`SELECT DISTINCT x.conversation_id AS id FROM (${conversationsOfDeals(accountId, dealMatches(accountId, filter.deal))}) x`) : null,
    party: await membership(tx, context, context.party, dictionaries), other: await membership(tx, context, context.other, dictionaries),
    channelOnly: dictionaries.addresses.bitmap(context.internal.channelOnlyIds),
  };
}

async function membership(tx: Tx, { accountId, internal }: LogContext, party: Party, { addresses }: Dictionaries): Promise<Membership> {
  const ofDomains = (domains: readonly string[]): Sql => sql`SELECT a.id FROM addresses a WHERE a.account_id = ${accountId} AND a.domain = ANY(${[...domains]}::text[])`;
  switch (party.kind) {
    case 'anybody': return { always: new Uint8Array(addresses.size).fill(1), spans: [] };
    case 'agents': return { always: addresses.bitmap(party.addressIds), spans: [] };
    case 'contacts': return { always: addresses.bitmap([...party.addressIds, ...party.domains.length === 0 ? [] : await readIds(tx, ofDomains(party.domains))]), spans: [] };
    case 'internal': {
      const lists = addresses.bitmap(internal.listIds);
      const spans = [];
      for (const { domain, from, before } of internal.domains) {
        const codes = addresses.bitmap(await readIds(tx, ofDomains([domain])));
        for (let code = 0; code < codes.length; code += 1) if (lists[code] === 1) codes[code] = 0;
        spans.push({ from: from === '-infinity' ? -Infinity : Date.parse(from), before: before === 'infinity' ? Infinity : Date.parse(before), codes });
      }
      return { always: addresses.bitmap(internal.ownIds), spans };
    }
  }
}
