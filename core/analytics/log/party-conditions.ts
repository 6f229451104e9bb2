import { allOf, sql, type Sql } from '#storage/index.ts';
import { isInternalAddress } from './internal-addresses.ts';
import { isAmong, type LogContext } from './log-context.ts';
import type { Party } from './log-filter.ts';
import { typeCode } from './traits.ts';

const yes = sql`true`;
const cameIn = sql`(${typeCode(sql`mf.traits`)} <> 1)`;

/** The party sent the message `mf`. Never null. */
export function sentBy(context: LogContext, party: Party): Sql {
  switch (party.kind) {
    case 'anybody': return yes;
    case 'internal': return sql`(${typeCode(sql`mf.traits`)} <> 0)`;
    case 'agents': return sql`(coalesce(mf.sender_id = ANY(${[...party.addressIds]}::bigint[]), false)
      OR coalesce(mf.agent_id = ANY(${[...party.agentIds]}::bigint[]), false))`;
    case 'contacts': return context.reads ? isAmong(sql`mf.sender_id`, sql`SELECT a.id FROM addresses a WHERE a.account_id = ${context.accountId} AND ${isMember(context, party)}`) : sql`EXISTS (
      SELECT FROM addresses a WHERE a.account_id = ${context.accountId} AND a.id = mf.sender_id AND ${isMember(context, party)})`;
  }
}

/** The party stands among the recipients of the message `mf`; mail that came to us was received by `internal` whoever stands there. */
export function receivedBy(context: LogContext, party: Party, notInCc: boolean): Sql {
  switch (party.kind) {
    case 'anybody': return yes;
    case 'internal': return notInCc
      ? sql`(${isAddressed(context, party, ['to', 'bcc'])} OR (${cameIn} AND NOT ${isAddressed(context, party, ['cc'])}))`
      : sql`(${cameIn} OR ${isAddressed(context, party, ['to', 'cc', 'bcc'])})`;
    case 'agents':
    case 'contacts': {
      const addressed = isAddressed(context, party, notInCc ? ['to', 'bcc'] : ['to', 'cc', 'bcc']);
      if (party.kind === 'contacts' || !party.through || !party.channelIds?.length) return addressed;
      // In the group's channel and nowhere in the headers: a blind copy, or forwarded there. Where it stands in Cc, the headers decide.
      return sql`(${addressed} OR (${cameIn} AND mf.channel_id = ANY(${[...party.channelIds]}::bigint[]) AND NOT ${isAddressed(context, party, ['cc'])}))`;
    }
  }
}

/** What the filter's two parties ask of the message `mf`. */
export function partyConditions(context: LogContext): Sql[] {
  const { filter, party, other } = context;
  const conditions: Sql[] = [];
  const [partyAway, otherAway] = [filter.partyNotInCc ?? false, filter.communicatingNotInCc ?? false];
  if (other.kind !== 'anybody') {
    conditions.push(sql`((${sentBy(context, party)} AND ${receivedBy(context, other, otherAway)})
      OR (${sentBy(context, other)} AND ${receivedBy(context, party, partyAway)}))`);
  } else if (party.kind !== 'anybody' && (party.kind !== 'internal' || partyAway)) {
    conditions.push(sql`(${sentBy(context, party)} OR ${receivedBy(context, party, partyAway)})`);
  }
  for (const side of [party, other]) {
    if (side.kind === 'agents' && (side.channelIds || side.through)) conditions.push(inOwnConversation(context, side));
  }
  if (filter.exclusive && party.kind !== 'anybody' && other.kind !== 'anybody') conditions.push(nobodyElse(context));
  return conditions;
}

/** Of a longer period than this all conversations in question are found first, instead of asking each message of the period. bench/group-mailboxes.ts showed the first to be faster over all time and slower over a month; where between them is a guess. */
const daysAskedEach = 92;

/**
 * The message `mf` lies in a channel of the party, or not before the first mail of its conversation that left or reached one of the addresses that it is looked for by. Over a long time the conversations that come
 * into question are found once, from the party's addresses, and only in those is each message asked where it stands.
 */
function inOwnConversation({ accountId, filter }: LogContext, { channelIds = [], through = [] }: Extract<Party, { kind: 'agents' }>): Sql {
  const inChannel = sql`cf.channel_id = ANY(${[...channelIds]}::bigint[])`;
  if (through.length === 0) return inChannel;
  const named = sql`p.account_id = ${accountId} AND p.role = ANY('{from,to,cc,bcc}'::text[]) AND p.address_id = ANY(${[...through]}::bigint[])`;
  const isOwn = sql`(${inChannel} OR EXISTS (
    SELECT FROM message_facts e JOIN message_parties p ON p.message_id = e.message_id AND ${named}
    WHERE e.account_id = ${accountId} AND e.conversation_id = mf.conversation_id AND (e.at, e.message_id) <= (mf.at, mf.message_id)))`;
  if (filter.fromDay !== undefined && Date.parse(filter.fromDay) > (filter.toDay === undefined ? filter.nowMs : Date.parse(filter.toDay)) - daysAskedEach * 86_400_000) return isOwn;
  return sql`(mf.conversation_id IN (
    SELECT e.conversation_id FROM message_parties p JOIN message_facts e ON e.account_id = ${accountId} AND e.message_id = p.message_id WHERE ${named}
    ${channelIds.length === 0 ? sql`` : sql`UNION SELECT k.conversation_id FROM conversation_facts k WHERE k.account_id = ${accountId} AND k.channel_id = ANY(${[...channelIds]}::bigint[])`}) AND ${isOwn})`;
}

/** Columns `sent` and `received` of the message `mf`: for agents by what they did, for everybody else by the message's type. */
export function directionColumns(context: LogContext): Sql {
  const { party, filter } = context;
  if (party.kind !== 'agents') return sql`${typeCode(sql`mf.traits`)} <> 0 AS sent, ${cameIn} AS received`;
  return sql`${sentBy(context, party)} AS sent, ${receivedBy(context, party, filter.partyNotInCc ?? false)} AS received`;
}

/** The address `a` belongs to the party at the time of the message `mf`. */
function isMember(context: LogContext, party: Party): Sql {
  switch (party.kind) {
    case 'anybody': return yes;
    case 'internal': return isInternalAddress(context.internal);
    case 'agents': return sql`(a.id = ANY(${[...party.addressIds]}::bigint[]))`;
    case 'contacts': return sql`(a.id = ANY(${[...party.addressIds]}::bigint[]) OR a.domain = ANY(${[...party.domains]}::text[]))`;
  }
}

function isAddressed(context: LogContext, party: Party, roles: readonly string[]): Sql {
  const { accountId } = context;
  const isWide = context.reads === 'all time';
  if (party.kind === 'agents') {
    if (party.addressIds.length === 0) return sql`false`;
    const them = sql`p.account_id = ${accountId} AND p.address_id = ANY(${[...party.addressIds]}::bigint[]) AND p.role = ANY(${[...roles]}::text[])`;
    if (isWide) return isAmong(sql`mf.message_id`, sql`SELECT p.message_id FROM message_parties p WHERE ${them}`);
    // Not EXISTS: the planner would read all mails that they ever got, and hash them.
    return sql`coalesce((SELECT true FROM message_parties p WHERE ${them} AND p.message_id = mf.message_id LIMIT 1), false)`;
  }
  if (isWide && party.kind === 'contacts') {
    return isAmong(sql`mf.message_id`, sql`
      SELECT p.message_id FROM addresses a JOIN message_parties p ON p.account_id = a.account_id AND p.address_id = a.id
      WHERE a.account_id = ${accountId} AND ${isMember(context, party)} AND p.role = ANY(${[...roles]}::text[])`);
  }
  return participants(context, roles, [isMember(context, party)]);
}

function nobodyElse(context: LogContext): Sql {
  const { party, other, internal } = context;
  const stranger = [sql`a.id <> ALL(${[...internal.channelOnlyIds]}::bigint[])`, sql`NOT ${isMember(context, party)}`, sql`NOT ${isMember(context, other)}`];
  return sql`NOT ${participants(context, ['from', 'to', 'cc', 'bcc'], stranger)}`;
}

function participants({ accountId }: LogContext, roles: readonly string[], conditions: readonly Sql[]): Sql {
  return sql`EXISTS (
    SELECT FROM message_parties p JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE p.account_id = ${accountId} AND p.message_id = mf.message_id AND p.role = ANY(${[...roles]}::text[]) AND ${allOf(conditions)})`;
}
