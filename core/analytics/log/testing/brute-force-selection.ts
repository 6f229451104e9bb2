import type { LogFilter, Party } from '../log-filter.ts';
import type { PlainConversation, PlainMessage, PlainParty, PlainSettings } from './plain-log.ts';

export interface Selected { readonly messages: readonly PlainMessage[]; readonly conversations: readonly PlainConversation[] }

/** The messages and conversations that a filter counts, found by looking at every one of them. */
export function bruteForceSelection(
  messages: readonly PlainMessage[], conversations: readonly PlainConversation[], filter: LogFilter, settings: PlainSettings,
): Selected {
  const mailsOf = Map.groupBy(messages, (message) => message.conversationId);
  const passing = new Map(conversations.filter((each) => passes(each, mailsOf.get(each.id) ?? [], filter)).map((each) => [each.id, each]));
  const labelsOf = new Map(conversations.map((each) => [each.id, each.labels]));
  const channelOf = new Map(conversations.map((each) => [each.id, each.channelId]));
  const counted = messages.filter((message) => passing.has(message.conversationId)
    && isSelected(message, labelsOf.get(message.conversationId) ?? [], channelOf.get(message.conversationId) ?? 0, filter, settings));
  const held = new Set(counted.map((message) => message.conversationId));
  return { messages: counted, conversations: [...passing.values()].filter((each) => held.has(each.id)) };
}

function passes(conversation: PlainConversation, mails: readonly PlainMessage[], filter: LogFilter): boolean {
  if (filter.search && !mails.some((mail) => folded(mail.subject).includes(folded(filter.search ?? '')))) return false;
  if (filter.threadTypes?.length && !filter.threadTypes.includes(conversation.type)) return false;
  if (filter.threadStatuses?.length && !filter.threadStatuses.includes(conversation.status)) return false;
  const people = mails.filter((mail) => mail.isIncluded);
  const hasReplies = people.some((mail) => mail.classification === 'reply' || mail.classification === 'reply-all');
  const hasForwards = people.some((mail) => mail.classification === 'forward');
  const presence = { 'has-replies': hasReplies, 'has-forwards': hasForwards, 'has-neither': !hasReplies && !hasForwards };
  if (filter.replies?.length && !filter.replies.some((each) => presence[each])) return false;
  const first = mails.find((mail) => mail.isInitialReply)?.spanBusiness ?? null;
  if (filter.repliesOverSeconds !== undefined && !(first !== null && first > filter.repliesOverSeconds)) return false;
  if (filter.closedOverSeconds !== undefined && !(conversation.status === 'closed' && (conversation.closeBusiness ?? -1) > filter.closedOverSeconds)) return false;
  if (mails.filter((mail) => mail.isNudge).length < (filter.nudgesMin ?? 0) || mails.filter((mail) => mail.isTouch).length < (filter.touchesMin ?? 0)) return false;
  const lastTouch = mails.filter((mail) => mail.isTouch).toSorted((a, b) => a.at - b.at).at(-1);
  const touched = lastTouch === undefined ? null : localTime(lastTouch, filter).toPlainDate().toString();
  if (filter.lastTouchFromDay !== undefined && (touched === null || touched < filter.lastTouchFromDay)) return false;
  if (filter.lastTouchToDay !== undefined && (touched === null || touched > filter.lastTouchToDay)) return false;
  const waited = conversation.waitingSince === null ? null : filter.nowMs - conversation.waitingSince;
  return filter.noReplyForSeconds === undefined || (waited !== null && waited >= filter.noReplyForSeconds * 1000);
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function isSelected(message: PlainMessage, conversationLabels: readonly string[], channelId: number, filter: LogFilter, settings: PlainSettings): boolean {
  const day = localTime(message, filter).toPlainDate().toString();
  if (filter.fromDay !== undefined && day < filter.fromDay) return false;
  if (filter.toDay !== undefined && day > filter.toDay) return false;
  if (filter.messageTypes?.length && !filter.messageTypes.includes(message.type)) return false;
  if (filter.classifications?.length && !filter.classifications.includes(message.classification ?? 'calculating')) return false;
  const { messageRepliesOverSeconds: over } = filter;
  if (over !== undefined && !(message.spanBusiness !== null && message.spanBusiness > over)) return false;
  if (filter.labels?.length) {
    const carried = new Set([...message.labels, ...conversationLabels].map((name) => name.toLowerCase()));
    const has = (name: string) => carried.has(name.trim().toLowerCase());
    if (!(filter.labelsAll ? filter.labels.every(has) : filter.labels.some(has))) return false;
  }
  const { party = anybody, communicatingWith: other = anybody } = filter;
  for (const side of [party, other]) if (side.kind === 'agents' && side.channelIds && !side.channelIds.includes(channelId)) return false;
  const wrote = (side: Party) => isSender(message, side);
  const got = (side: Party, notInCc = false) => isRecipient(message, side, notInCc, settings);
  const between = other.kind === 'anybody'
    ? wrote(party) || got(party, filter.partyNotInCc)
    : (wrote(party) && got(other, filter.communicatingNotInCc)) || (wrote(other) && got(party, filter.partyNotInCc));
  if (!between) return false;
  if (!filter.exclusive || party.kind === 'anybody' || other.kind === 'anybody') return true;
  const present = message.parties.filter((each) => each.role !== 'reply-to' && !settings.isChannelOnly(each.addressId));
  return present.every((each) => [party, other].some((side) => belongs(each, side, message.at, settings)));
}

const anybody: Party = { kind: 'anybody' };

export function localTime(message: PlainMessage, filter: LogFilter): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(message.at).toZonedDateTimeISO(filter.zone);
}

export function isSender(message: PlainMessage, party: Party): boolean {
  switch (party.kind) {
    case 'anybody': return true;
    case 'internal': return message.type === 'outbound' || message.type === 'internal';
    case 'agents': return (message.agentId !== null && party.agentIds.includes(message.agentId))
      || (message.senderId !== null && party.addressIds.includes(message.senderId));
    case 'contacts': return message.senderId !== null
      && (party.addressIds.includes(message.senderId) || message.parties.some((each) => each.role === 'from' && party.domains.includes(each.domain)));
  }
}

export function isRecipient(message: PlainMessage, party: Party, notInCc: boolean, settings: PlainSettings): boolean {
  if (party.kind === 'anybody') return true;
  const standing = new Set(message.parties.filter((each) => belongs(each, party, message.at, settings)).map((each) => each.role));
  const isOpenly = standing.has('to') || standing.has('bcc');
  if (isOpenly || (standing.has('cc') && !notInCc)) return true;
  return party.kind === 'internal' && message.type !== 'outbound' && !standing.has('cc');
}

function belongs(each: PlainParty, party: Party, at: number, settings: PlainSettings): boolean {
  switch (party.kind) {
    case 'anybody': return true;
    case 'internal': return settings.isInternal(each, at);
    case 'agents': return party.addressIds.includes(each.addressId);
    case 'contacts': return party.addressIds.includes(each.addressId) || party.domains.includes(each.domain);
  }
}
