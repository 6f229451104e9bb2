import type { LogContext } from '../log/log-context.ts';
import type { Party } from '../log/log-filter.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { FilterSets, Membership } from './filter-sets.ts';
import { roles, type MessageColumns, type Role, type Segment } from './segment.ts';

type Side = 'party' | 'other';

/** By message, 1 where it is selected; none is before `low`, none from `high` on. */
export interface MessageWindow { readonly selected: Uint8Array; readonly low: number; readonly high: number }

interface PartyBits { readonly sent: Uint8Array; readonly received: Uint8Array }

/** Takes out of `selected` what the filter's two parties do not let pass: what `party-conditions.ts` asks of a row. What the party did in those that are left; null: nobody asked. */
export function selectByParties(segment: Segment, context: LogContext, sets: FilterSets, dictionaries: Dictionaries, window: MessageWindow): PartyBits | null {
  const { selected, low, high } = window;
  const { filter, party, other } = context;
  const { messages } = segment;
  const keep = (isKept: (at: number) => boolean): void => {
    for (let at = low; at < high; at += 1) if (selected[at] === 1 && !isKept(at)) selected[at] = 0;
  };
  let bits: PartyBits | null = null;
  if (other.kind !== 'anybody') {
    const [one, two] = [partyBits(segment, context, sets, dictionaries, 'party', window), partyBits(segment, context, sets, dictionaries, 'other', window)];
    bits = one;
    keep((at) => (one.sent[at]! & two.received[at]!) === 1 || (two.sent[at]! & one.received[at]!) === 1);
  } else if (party.kind !== 'anybody' && (party.kind !== 'internal' || filter.partyNotInCc)) {
    const { sent, received } = bits = partyBits(segment, context, sets, dictionaries, 'party', window);
    keep((at) => (sent[at]! | received[at]!) === 1);
  }
  for (const side of [party, other]) {
    if (side.kind !== 'agents' || (side.channelIds === undefined && side.through === undefined)) continue;
    const isOwn = ownConversations(segment, side, dictionaries);
    keep(isOwn);
  }
  if (filter.exclusive && party.kind !== 'anybody' && other.kind !== 'anybody') {
    const isStranger = strangers(messages, sets);
    keep((at) => !isStranger(at));
  }
  return bits;
}

/** Of each selected message: did the party send it, did it receive it. */
function partyBits({ messages }: Segment, { filter, party, other }: LogContext, sets: FilterSets, { agents, channels }: Dictionaries, side: Side, window: MessageWindow): PartyBits {
  const who = side === 'party' ? party : other;
  const notInCc = (side === 'party' ? filter.partyNotInCc : filter.communicatingNotInCc) ?? false;
  const members = sets[side];
  return {
    sent: sentBy(messages, who, members, agents.bitmap(who.kind === 'agents' ? who.agentIds : []), window),
    received: receivedBy(messages, who, members, notInCc, channels.bitmap(who.kind === 'agents' ? who.channelIds ?? [] : []), window),
  };
}

function sentBy({ count, traits, sender, agent }: MessageColumns, party: Party, { always }: Membership, theirAgents: Uint8Array, { low, high }: MessageWindow): Uint8Array {
  const sent = new Uint8Array(count);
  switch (party.kind) {
    case 'anybody': return sent.fill(1);
    case 'internal':
      for (let at = low; at < high; at += 1) sent[at] = (traits[at]! & 3) === 0 ? 0 : 1;
      return sent;
    case 'agents':
    case 'contacts':
      for (let at = low; at < high; at += 1) sent[at] = always[sender[at]!]! | theirAgents[agent[at]!]!;
      return sent;
  }
}

const outbound = 1;

function receivedBy(messages: MessageColumns, party: Party, members: Membership, notInCc: boolean, theirChannels: Uint8Array, window: MessageWindow): Uint8Array {
  if (party.kind === 'anybody') return new Uint8Array(messages.count).fill(1);
  const { count, traits, channel } = messages;
  const received = addressed(messages, members, notInCc ? ['to', 'bcc'] : ['to', 'cc', 'bcc'], window);
  const isGroup = party.kind === 'agents' && party.through !== undefined && (party.channelIds?.length ?? 0) > 0;
  if (party.kind !== 'internal' && !isGroup) return received;
  // What came in was received by those inside, and by the group in whose channel it is, whoever stands in the headers; where it stands in Cc, the headers decide.
  const inCc = isGroup || notInCc ? addressed(messages, members, ['cc'], window) : new Uint8Array(count);
  for (let at = window.low; at < window.high; at += 1) {
    if (received[at] === 0 && (traits[at]! & 3) !== outbound && inCc[at] === 0 && (!isGroup || theirChannels[channel[at]!] === 1)) received[at] = 1;
  }
  return received;
}

/** 1 where a member stands in the selected message in one of the roles. */
function addressed({ count, at: instants, partyStart, party }: MessageColumns, { always, spans }: Membership, inRoles: readonly Role[], { selected, low, high }: MessageWindow): Uint8Array {
  const found = new Uint8Array(count);
  const mask = roles.reduce((sum, role, code) => (inRoles.includes(role) ? sum | (1 << code) : sum), 0);
  for (let at = low; at < high; at += 1) {
    if (selected[at] === 0) continue;
    for (let next = partyStart[at]!, end = partyStart[at + 1]!; next < end; next += 1) {
      const code = party[next]! >>> 2;
      if (((1 << (party[next]! & 3)) & mask) !== 0 && (always[code] === 1 || (spans.length > 0 && isWithin(spans, code, instants[at]!)))) {
        found[at] = 1;
        break;
      }
    }
  }
  return found;
}

function isWithin(spans: Membership['spans'], code: number, at: number): boolean {
  return spans.some(({ from, before, codes }) => codes[code] === 1 && at >= from && at < before);
}

/** The message lies in a channel of the party, or not before the first mail of its conversation that left or reached one of the addresses that it is looked for by. */
function ownConversations({ messages, conversations }: Segment, { channelIds = [], through = [] }: Extract<Party, { kind: 'agents' }>, { channels, addresses }: Dictionaries): (at: number) => boolean {
  const theirChannels = channels.bitmap(channelIds);
  const { conversation, partyStart, party, count } = messages;
  const ofConversation = conversations.channel;
  const first = new Int32Array(conversations.count).fill(count);
  if (through.length > 0) {
    const named = addresses.bitmap(through);
    for (let at = 0; at < count; at += 1) {
      if (first[conversation[at]!]! < at) continue;
      for (let next = partyStart[at]!, end = partyStart[at + 1]!; next < end; next += 1) {
        if (named[party[next]! >>> 2] === 1) first[conversation[at]!] = at;
      }
    }
  }
  return (at) => theirChannels[ofConversation[conversation[at]!]!] === 1 || at >= first[conversation[at]!]!;
}

/** Somebody takes part in the message who belongs to neither party and is no channel's address. */
function strangers({ at: instants, partyStart, party }: MessageColumns, sets: FilterSets): (at: number) => boolean {
  const belongs = ({ always, spans }: Membership, code: number, at: number): boolean => always[code] === 1 || isWithin(spans, code, at);
  return (at) => {
    for (let next = partyStart[at]!, end = partyStart[at + 1]!; next < end; next += 1) {
      const code = party[next]! >>> 2;
      if (sets.channelOnly[code] !== 1 && !belongs(sets.party, code, instants[at]!) && !belongs(sets.other, code, instants[at]!)) return true;
    }
    return false;
  };
}
